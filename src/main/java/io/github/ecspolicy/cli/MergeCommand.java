package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyMerger;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.UnknownKeys;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ecs-policy merge}. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description =
        "Write the policy that the parts of a fleet call for together: the same as generate over"
            + " all of it.")
final class MergeCommand implements Callable<Integer> {
  private static final String STDIN = "-";
  private static final TargetAccount NOWHERE =
      new TargetAccount(Optional.empty(), Optional.empty());

  private final Terminal terminal;

  @Mixin private final ShapeOptions shape = new ShapeOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final ReportPrinter printer = new ReportPrinter();
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|GLOB|-",
      description = {
        "What ecs-policy generate --format requirements has written, in any order: files, folders"
            + " (all files below them but those that begin with . or _), globs, or - for standard"
            + " input."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--role-name",
      paramLabel = "NAME",
      converter = TaskOptions.RoleName.class,
      description =
          "Only the policy of this execution role; also the role of task definitions that name"
              + " none.")
  private Optional<String> roleName = Optional.empty();

  @Option(
      names = "--source-vpce",
      paramLabel = "ID",
      converter = TaskOptions.SourceVpce.class,
      description =
          "Images are pulled through this VPC endpoint only; repeatable, with requirements of the"
              + " scope all.")
  private List<String> sourceVpces = new ArrayList<>();

  @Option(
      names = "--inventory",
      paramLabel = "FILE|DIR|GLOB|-",
      converter = TaskOptions.Name.class,
      description =
          "What the account holds, for --compact; repeatable. Which key protects what was told when"
              + " the requirements were written.")
  private List<String> inventories = new ArrayList<>();

  @Option(
      names = "--unknown-keys",
      paramLabel = "note|fail",
      description =
          "What it is that nobody named a key: note (default) counts them, fail makes it an error.")
  private UnknownKeys unknownKeys = UnknownKeys.NOTE;

  MergeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (inputs.contains(STDIN) && inventories.contains(STDIN)) {
      throw new ParameterException(
          spec.commandLine(), "standard input holds the requirements or the inventory, not both");
    }
    PolicyRequest request = request();
    return output.write(PolicyMerger.merge(request), request, printer, terminal);
  }

  private PolicyRequest request() {
    return new PolicyRequest(
        new PolicyRequest.Inputs(
            inputs,
            inventories,
            terminal.folder(),
            terminal.in(),
            List.of(),
            TemplateValues.NONE,
            List.of(),
            false,
            false),
        NOWHERE,
        NOWHERE,
        PolicyScope.SECRETS,
        new KeyInventory(List.of()),
        new PolicyRequest.Roles(roleName, shape.merge()),
        shape.shape(sourceVpces, false, output.purpose()),
        unknownKeys);
  }
}
