package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.Printed;
import io.github.ecspolicy.reference.Reference.Scope;
import java.util.List;

/** The options that say what to read and what the policy is for. */
final class RequestOptions {
  private final InputArguments inputs = new InputArguments();
  private final TaskOptions tasks = new TaskOptions();
  private final ShapeOptions shape = new ShapeOptions();

  List<Operand> operands() {
    return inputs.operands();
  }

  List<Option<?>> options() {
    return Command.all(tasks.options(), shape.options());
  }

  /**
   * Returns what the options ask for.
   *
   * @param printed what the output holds beside policies
   * @param purpose what the policies are for
   */
  PolicyRequest request(Terminal terminal, Printed printed, PolicyRequest.Purpose purpose) {
    return tasks.request(
        terminal,
        inputs.all(),
        Scope.SECRETS,
        shape.merge(),
        shape.shape(tasks.sourceVpces(), printed, purpose));
  }
}
