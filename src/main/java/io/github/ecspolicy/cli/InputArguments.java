package io.github.ecspolicy.cli;

import java.util.List;

/** Which task definitions to read. */
final class InputArguments {
  private final Operand inputs =
      Operand.many(
          "FILE|DIR|GLOB|-",
          1,
          "Task definitions in JSON or YAML: files, folders (all such files below them), globs, or -"
              + " for standard input. Each may be RegisterTaskDefinition input,"
              + " DescribeTaskDefinition output, a list of either, a bare list of container"
              + " definitions, or one of these a line; the like of AWS Batch, Express Mode and"
              + " daemons; a template of CloudFormation, CDK or SAM; a plan or state of Terraform;"
              + " or an export of Pulumi.");

  List<Operand> operands() {
    return List.of(inputs);
  }

  /** Returns them as they are given. */
  List<String> all() {
    return inputs.all();
  }
}
