package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyMerger;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.Printed;
import io.github.ecspolicy.PolicyRequest.UnknownKeys;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.template.TemplateValues;
import java.util.List;

/** {@code ecs-policy merge}. */
final class MergeCommand implements Command {
  private static final String STDIN = "-";

  private final Terminal terminal;

  private final ShapeOptions shape = new ShapeOptions();
  private final OutputOptions output = new OutputOptions();
  private final ReportPrinter printer = new ReportPrinter();

  private final Operand inputs =
      Operand.many(
          "FILE|DIR|GLOB|-",
          1,
          "What ecs-policy generate --format requirements has written, in any order: files, folders"
              + " (all files below them but those that begin with . or _), globs, or - for standard"
              + " input.");

  private final Option<String> roleName = TaskOptions.roleName();

  private final Option<String> sourceVpces =
      TaskOptions.sourceVpces("requirements of the scope all");

  private final Option<String> inventories =
      Option.of(
              "--inventory",
              "FILE|DIR|GLOB|-",
              SettingRule.NAME,
              "What the account holds, for --compact; repeatable. Which key protects what was told"
                  + " when the requirements were written.")
          .repeatable();

  private final Option<UnknownKeys> unknownKeys = TaskOptions.unknownKeys();

  MergeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<Operand> operands() {
    return List.of(inputs);
  }

  @Override
  public List<Option<?>> options() {
    return Command.all(
        List.of(roleName, sourceVpces, inventories, unknownKeys),
        shape.options(),
        output.options(),
        printer.options());
  }

  @Override
  public List<Option<?>> exclusive() {
    return output.exclusive();
  }

  @Override
  public Integer call() {
    if (inputs.all().contains(STDIN) && inventories.all().contains(STDIN)) {
      throw new UsageException("standard input holds the requirements or the inventory, not both");
    }
    ProgressLine progress = printer.progress(terminal, "lines");
    PolicyRequest request = request(progress.observation(true));
    PolicyReport report = progress.during(() -> PolicyMerger.merge(request));
    return output.write(report, request, printer, terminal);
  }

  private PolicyRequest request(Observation observation) {
    return new PolicyRequest(
        new PolicyRequest.Inputs(
            inputs.all(),
            inventories.all(),
            terminal.folder(),
            terminal.in(),
            List.of(),
            TemplateValues.NONE,
            List.of(),
            false,
            false,
            observation),
        TargetAccount.UNKNOWN,
        TargetAccount.UNKNOWN,
        PolicyScope.SECRETS,
        KeyInventory.EMPTY,
        new PolicyRequest.Roles(roleName.value(), shape.merge()),
        shape.shape(
            sourceVpces.all(),
            // there is none: parts are told apart from what only AWS will know
            new Printed(false, output.printed().reasons()),
            output.purpose(options())),
        unknownKeys.value().orElse(UnknownKeys.NOTE));
  }
}
