package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one task definition writes to in vain. */
final class LogGroupFindings {
  private static final String LOG_GROUP = "log-group:";

  private LogGroupFindings() {}

  /**
   * Returns a finding for each reference to a log group that is known not to exist, and that no
   * container of the task creates.
   *
   * @param references those of one task definition
   */
  static List<Diagnostic> missing(List<ResolvedReference> references, AccountInventory inventory) {
    Set<Arn> created =
        references.stream()
            .filter(each -> each.kind() == Kind.LOG_GROUP)
            .flatMap(each -> each.resource().stream())
            .collect(Collectors.toSet());
    return references.stream()
        .filter(each -> each.kind() == Kind.LOG_STREAMS)
        .flatMap(each -> missing(each, created, inventory).stream())
        .toList();
  }

  private static Optional<Diagnostic> missing(
      ResolvedReference reference, Set<Arn> created, AccountInventory inventory) {
    return reference
        .resource()
        .map(LogGroupFindings::groupOf)
        .filter(group -> !created.contains(group) && inventory.isMissingLogGroup(group))
        .map(group -> unknown(reference, group, inventory));
  }

  /** The group in the ARN of its streams; its name holds no colon. */
  private static Arn groupOf(Arn streams) {
    String name = streams.resource().substring(LOG_GROUP.length());
    return streams.withResource(LOG_GROUP + name.substring(0, name.indexOf(':')));
  }

  private static Diagnostic unknown(
      ResolvedReference reference, Arn group, AccountInventory inventory) {
    String name = group.resource().substring(LOG_GROUP.length());
    return Diagnostic.at(
            reference.reference().value().location(),
            DiagnosticCode.UNKNOWN_LOG_GROUP,
            "the inventory shows that account "
                + group.account()
                + " has no log group "
                + quote(name)
                + " in "
                + group.region())
        .withHint(
            inventory
                .nearest(group, name)
                .map(near -> "did you mean " + quote(near) + "?")
                .orElse(
                    "create it there, set `awslogs-create-group`, or list the log groups of that"
                        + " place again"));
  }
}
