package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plan says of what is not in it.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">{@code complete},
 *     {@code errored} and {@code deferred_changes}</a>
 */
final class TerraformCompleteness {
  private static final String DEFERRED = "deferred_changes";

  private TerraformCompleteness() {}

  static List<Diagnostic> diagnostics(String source, Node.Mapping plan) {
    return Stream.concat(
            whole(source, plan).stream(),
            plan.objects(DEFERRED).stream()
                .flatMap(deferred -> deferred.object("resource_change").stream())
                .filter(change -> change.text("type").filter(TerraformTasks::isRead).isPresent())
                .filter(change -> change.text("mode").filter("data"::equals).isEmpty())
                .map(change -> deferred(source, change)))
        .toList();
  }

  private static Optional<Diagnostic> whole(String source, Node.Mapping plan) {
    Optional<Node.Flag> errored = flag(plan, "errored").filter(Node.Flag::isTrue);
    if (errored.isPresent()) {
      return Optional.of(
          Diagnostic.at(
                  at(source, errored.get()),
                  DiagnosticCode.PLAN_INCOMPLETE,
                  "the plan stopped at an error, and holds only what came before it")
              .withHint("correct what `terraform plan` complains of, and plan again"));
    }
    return flag(plan, "complete")
        .filter(complete -> !complete.isTrue())
        .map(
            complete ->
                Diagnostic.at(
                        at(source, complete),
                        DiagnosticCode.PLAN_INCOMPLETE,
                        "the plan is not complete: what it leaves out is not in the policy either")
                    .withSeverity(Severity.WARNING)
                    .withHint("plan without `-target`, or once more after this one is applied"));
  }

  private static Diagnostic deferred(String source, Node.Mapping change) {
    return Diagnostic.at(
            at(source, change),
            DiagnosticCode.KNOWN_AFTER_APPLY,
            quote(change.text("address").orElse("a resource")) + " is put off until another plan")
        .withHint("apply the plan, and read the next one, or the state after it");
  }

  private static Optional<Node.Flag> flag(Node.Mapping plan, String name) {
    return plan.member(name)
        .map(Node.Member::value)
        .filter(Node.Flag.class::isInstance)
        .map(Node.Flag.class::cast);
  }

  private static SourceLocation at(String source, Node node) {
    return new SourceLocation(source, node.line(), node.column(), JsonPointer.ROOT);
  }
}
