package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says which roles need no policy, where that is known. */
final class NothingToGrant {
  private NothingToGrant() {}

  /**
   * Returns a note for each of {@code policies} that allows nothing.
   *
   * @param said what has been said of the inputs
   */
  static List<Diagnostic> in(
      List<RolePolicy> policies, PolicyRequest request, Collection<Diagnostic> said) {
    boolean needsMore =
        said.stream()
            .anyMatch(
                each -> each.isError() || each.code() == DiagnosticCode.CREDENTIAL_SPEC_CONTENT);
    return needsMore
        ? List.of()
        : policies.stream()
            .filter(RolePolicy::isEmpty)
            .map(policy -> nothing(policy, request, policies.size() > 1))
            .toList();
  }

  private static Diagnostic nothing(RolePolicy policy, PolicyRequest request, boolean several) {
    Optional<String> role = policy.role().filter(r -> several).map(r -> quote(r.name()));
    String words =
        switch (request.scope().extent()) {
          case SECRETS ->
              "the task definitions"
                  + role.map(name -> " of " + name).orElse(several ? " without a role" : "")
                  + " refer to no parameter or secret: their execution role needs no policy for"
                  + " that";
          case ALL ->
              "ECS makes no call with the execution role"
                  + role.map(name -> " " + name).orElse("")
                  + " to start these tasks: they need no policy for it";
        };
    return Diagnostic.of(DiagnosticCode.NOTHING_TO_GRANT, words)
        .withHint("a policy without statements is written with ", Setting.ALLOW_EMPTY);
  }
}
