package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.check.DiffReport;
import io.github.ecspolicy.check.DiffReport.PolicyChange;
import io.github.ecspolicy.check.PolicyDifference;
import io.github.ecspolicy.check.TaskDifference;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.input.AuthorizationBatch;
import io.github.ecspolicy.input.AuthorizationReader;
import io.github.ecspolicy.input.InputKind;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** From two versions of task definitions, or of policies, to what roles gain and lose. */
public final class PolicyRevision {
  /** A role that is not there. */
  private static final RoleAuthorization NOTHING =
      new RoleAuthorization(
          RoleIdentity.UNKNOWN,
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true);

  private final PolicyRequest request;
  private final String before;
  private final String after;
  private final byte[] stdin;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private PolicyRevision(PolicyRequest request, String before, String after, byte[] stdin) {
    this.request = request;
    this.before = before;
    this.after = after;
    this.stdin = stdin.clone();
  }

  /**
   * Compares what {@code before} and {@code after} name, each a file, a folder, a glob, {@code -}
   * or the ARN of a policy of AWS's own.
   *
   * @param request how to read them; which arguments it has does not matter
   * @param stdin what {@code -} reads
   */
  public static DiffReport compare(
      PolicyRequest request, String before, String after, byte[] stdin) {
    return new PolicyRevision(request, before, after, stdin).compare();
  }

  private DiffReport compare() {
    Path base = request.inputs().base();
    InputKind old = InputKind.of(before, base, stdin);
    InputKind current = InputKind.of(after, base, stdin);
    Set<InputKind> kinds = Set.copyOf(List.of(old, current));
    if (kinds.contains(InputKind.BOTH)
        || kinds.contains(InputKind.TASKS) && kinds.contains(InputKind.POLICIES)) {
      return new DiffReport.OfPolicies(List.of(), List.of(unlike(old, current)));
    }
    return kinds.contains(InputKind.POLICIES) ? comparePolicies() : compareTasks();
  }

  private Diagnostic unlike(InputKind old, InputKind current) {
    return Diagnostic.of(
            DiagnosticCode.INPUTS_UNLIKE,
            quote(before) + " holds " + words(old) + ", and " + quote(after) + " " + words(current))
        .withHint("compare two versions of task definitions, or two of policies");
  }

  private static String words(InputKind kind) {
    return switch (kind) {
      case TASKS -> "task definitions";
      case POLICIES -> "policies";
      case BOTH -> "task definitions and policies";
      case NEITHER -> "nothing of either";
    };
  }

  private DiffReport compareTasks() {
    PolicyReport old = needed(before);
    PolicyReport current = needed(after);
    // What is only worth a remark in the old version has been remarked before.
    old.diagnostics().stream().filter(Diagnostic::isError).forEach(diagnostics::add);
    current.diagnostics().stream()
        .filter(each -> !PolicyAudit.ABOUT_THE_NEW_POLICY.contains(each.code()))
        .forEach(diagnostics::add);
    return new DiffReport.OfTasks(
        TaskDifference.of(old, current), old.symbols(), current.symbols(), sorted());
  }

  private PolicyReport needed(String argument) {
    return PolicyGenerator.generate(
        request.reading(List.of(argument), new ByteArrayInputStream(stdin)));
  }

  private DiffReport comparePolicies() {
    Authorizations old = allowed(before);
    Authorizations current = allowed(after);
    Map<String, RoleAuthorization> oldRoles = byRole(old);
    Map<String, RoleAuthorization> roles = byRole(current);
    List<PolicyChange> changes = new ArrayList<>();
    if (oldRoles.size() == 1 && roles.size() == 1) {
      RoleAuthorization one = oldRoles.values().iterator().next();
      RoleAuthorization other = roles.values().iterator().next();
      changes.add(change(Optional.of(one), old, Optional.of(other), current));
    } else if (Stream.concat(oldRoles.values().stream(), roles.values().stream())
        .anyMatch(role -> role.role().equals(RoleIdentity.UNKNOWN))) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.ROLE_AMBIGUOUS,
                  "some policies do not say whose they are, and there are several roles: "
                      + Math.max(oldRoles.size(), roles.size()))
              .withHint("compare one role at a time with ", Setting.ROLE_NAME));
    } else {
      Map<String, RoleAuthorization> all = new TreeMap<>(oldRoles);
      all.putAll(roles);
      for (String role : all.keySet()) {
        changes.add(
            change(
                Optional.ofNullable(oldRoles.get(role)),
                old,
                Optional.ofNullable(roles.get(role)),
                current));
      }
    }
    return new DiffReport.OfPolicies(changes, sorted());
  }

  private Authorizations allowed(String argument) {
    AuthorizationBatch batch =
        AuthorizationReader.read(
            List.of(argument), request.inputs().base(), new ByteArrayInputStream(stdin));
    diagnostics.addAll(batch.diagnostics());
    return batch.authorizations();
  }

  /** IAM compares names without case. */
  private Map<String, RoleAuthorization> byRole(Authorizations read) {
    Map<String, RoleAuthorization> roles = new TreeMap<>();
    for (RoleAuthorization role : read.roles()) {
      Optional<String> name = role.role().name();
      boolean isOther =
          name.isPresent()
              && request
                  .roles()
                  .name()
                  .filter(each -> !each.equalsIgnoreCase(name.get()))
                  .isPresent();
      if (!isOther) {
        String key =
            name.orElse("").toLowerCase(Locale.ROOT) + " " + role.role().account().orElse("");
        roles.merge(key, role, RoleAuthorization::and);
      }
    }
    return roles;
  }

  private PolicyChange change(
      Optional<RoleAuthorization> one,
      Authorizations old,
      Optional<RoleAuthorization> other,
      Authorizations current) {
    Optional<String> name =
        Stream.of(other, one)
            .flatMap(Optional::stream)
            .flatMap(role -> role.role().name().stream())
            .findFirst();
    PolicyDifference.Compared compared =
        PolicyDifference.of(
            name,
            new PolicyDifference.Version(one.orElse(NOTHING), old.resources()),
            new PolicyDifference.Version(other.orElse(NOTHING), current.resources()));
    diagnostics.addAll(compared.diagnostics());
    return compared.change();
  }

  private List<Diagnostic> sorted() {
    return diagnostics.stream().sorted(Diagnostic.ORDER).distinct().toList();
  }
}
