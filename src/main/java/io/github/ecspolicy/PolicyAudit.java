package io.github.ecspolicy;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.check.Baseline;
import io.github.ecspolicy.check.BaselineCheck;
import io.github.ecspolicy.check.BaselineReader;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.FamilyGroup;
import io.github.ecspolicy.check.FleetReport;
import io.github.ecspolicy.check.PolicyChecker;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.check.RoleTasks;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.AuthorizationBatch;
import io.github.ecspolicy.input.AuthorizationReader;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a request to findings: what {@link PolicyGenerator} does, held against what is allowed. */
public final class PolicyAudit {
  /** A role of which nothing says the account is in the one that AWS's pages use. */
  private static final String EXAMPLE_ACCOUNT = "111122223333";

  /** What is said of a policy that is written, and no check writes one. */
  static final Set<DiagnosticCode> ABOUT_THE_NEW_POLICY =
      Set.of(
          DiagnosticCode.NOTHING_TO_GRANT,
          DiagnosticCode.POLICY_NAME_LENGTH,
          DiagnosticCode.POLICY_OVER_QUOTA);

  private static final String EC2 = "EC2";
  private static final String UNNAMED = "the execution role";

  private final CheckRequest request;
  private final TaskStore store;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private PolicyAudit(CheckRequest request, TaskStore store) {
    this.request = request;
    this.store = store;
  }

  /**
   * Reads task definitions and policies, and compares what they need with what they allow.
   *
   * @return the report; if it {@linkplain CheckReport#hasErrors has errors}, its findings are about
   *     what could be understood
   */
  public static CheckReport check(CheckRequest request) {
    return new PolicyAudit(request, new TaskStore.Every()).check();
  }

  /**
   * Does the same for any number of task definitions, of which only what they need is kept, and
   * puts the result in one row for each role.
   */
  public static FleetReport fleet(CheckRequest request) {
    return new PolicyAudit(request, new TaskStore.Distinct()).fleet();
  }

  /**
   * All that came of a comparison.
   *
   * @param checks one for each group of the run; empty where nothing shows what the role is allowed
   */
  private record Compared(
      AuthorizationBatch given, PolicyGenerator.Run run, List<Optional<RoleCheck>> checks) {
    PolicyReport report() {
      return run.report();
    }

    List<RoleCheck> known() {
      return checks.stream().flatMap(Optional::stream).toList();
    }
  }

  private Compared compare() {
    PolicyRequest.Inputs inputs = request.tasks().inputs();
    AuthorizationBatch given =
        AuthorizationReader.read(request.policies(), inputs.base(), inputs.stdin());
    Scope extent = request.extent().orElseGet(() -> extent(given.authorizations()));
    PolicyGenerator.Run run = PolicyGenerator.run(request.tasks().within(extent), store);
    Authorizations allowed = given.authorizations().and(run.authorizations());
    diagnostics.addAll(given.diagnostics());
    run.report().diagnostics().stream()
        .filter(diagnostic -> !ABOUT_THE_NEW_POLICY.contains(diagnostic.code()))
        .forEach(diagnostics::add);
    RoleMatches matches = new RoleMatches(allowed, run.groups());
    List<Optional<RoleCheck>> checks = new ArrayList<>();
    for (int i = 0; i < run.groups().size(); i++) {
      RoleGroup group = run.groups().get(i);
      RolePolicy policy = run.report().policies().get(i);
      checks.add(
          matches
              .of(group)
              .map(
                  role ->
                      PolicyChecker.check(
                          tasks(group, policy, role, extent), role, allowed.resources())));
    }
    diagnostics.addAll(matches.diagnostics());
    Compared compared = new Compared(given, run, checks);
    compared.known().forEach(check -> diagnostics.addAll(check.diagnostics()));
    return compared;
  }

  private List<Diagnostic> sorted(PolicyReport report) {
    return diagnostics.stream()
        .map(each -> each.withTexts(report.symbols()::describe))
        .sorted(Diagnostic.ORDER)
        .distinct()
        .toList();
  }

  private CheckReport check() {
    Compared compared = compare();
    PolicyReport report = compared.report();
    List<RoleCheck> checks =
        compared.known().stream()
            .map(check -> check.withTexts(report.symbols()::describe))
            .toList();
    Baseline baseline = baseline();
    List<RoleCheck> held = held(baseline, checks);
    return new CheckReport(
        held,
        sorted(report),
        Stream.concat(
                report.inputs().stream(),
                compared.given().inputs().stream()
                    .map(digest -> new PolicyReport.Input(digest.source(), digest.sha256())))
            .distinct()
            .toList(),
        report.symbols(),
        report.toolVersion(),
        baseline);
  }

  private Baseline baseline() {
    if (request.accepted().isEmpty()) {
      return Baseline.NONE;
    }
    CheckRequest.Accepted accepted = request.accepted().get();
    BaselineReader.Result read = accepted.file().read(accepted.mayBeAbsent());
    diagnostics.addAll(read.diagnostics());
    return read.baseline();
  }

  /** Returns {@code checks} without what is accepted. */
  private List<RoleCheck> held(Baseline baseline, List<RoleCheck> checks) {
    if (request.accepted().isEmpty()) {
      return checks;
    }
    CheckRequest.Accepted accepted = request.accepted().get();
    BaselineCheck check = new BaselineCheck(baseline, accepted.today());
    Set<String> unchecked = check.rolesNotIn(checks);
    if (!unchecked.isEmpty()) {
      diagnostics.add(unchecked(accepted.file(), unchecked));
    }
    return check.apply(checks, diagnostics.stream().noneMatch(Diagnostic::isError));
  }

  private static Diagnostic unchecked(BaselineFile file, Set<String> roles) {
    return Diagnostic.at(
            SourceLocation.startOf(file.name()),
            DiagnosticCode.BASELINE_ROLE_UNCHECKED,
            "whether what is accepted still occurs is not known of roles that were not checked: "
                + roles.stream().map(Quotation::quote).collect(Collectors.joining(", ")))
        .withHint("entries about a role that there is no more can be taken out by hand");
  }

  private FleetReport fleet() {
    Compared compared = compare();
    PolicyReport report = compared.report();
    List<FleetReport.Row> rows = new ArrayList<>();
    for (int i = 0; i < compared.checks().size(); i++) {
      RoleGroup group = compared.run().groups().get(i);
      rows.add(
          row(group, report.policies().get(i), compared.checks().get(i))
              .withTexts(report.symbols()::describe));
    }
    // A role that is not in the dump has a row that says so, and takes nothing from the others.
    return new FleetReport(
        rows,
        sorted(report).stream()
            .map(
                each ->
                    each.code() == DiagnosticCode.ROLE_NOT_SHOWN
                        ? each.withSeverity(Severity.WARNING)
                        : each)
            .toList(),
        report.toolVersion());
  }

  private static FleetReport.Row row(
      RoleGroup group, RolePolicy policy, Optional<RoleCheck> check) {
    return new FleetReport.Row(
        group.role().map(ExecutionRole::name),
        group
            .role()
            .flatMap(ExecutionRole::account)
            .or(
                () ->
                    group.tasks().stream()
                        .flatMap(task -> task.target().account().stream())
                        .findFirst()),
        policy.tasks(),
        group.tasks().stream().mapToInt(ResolvedTask::definitions).sum(),
        PolicyChecker.distinctCalls(policy.references()),
        check,
        FamilyGroup.of(
            policy.tasks(), policy.references(), check.map(RoleCheck::refused).orElse(List.of())));
  }

  /**
   * What of the role's work counts. Somebody who shows all that is attached to a role, or AWS's own
   * policy for the rest of the work, wants all of it judged; a policy for secrets that is shown by
   * itself has others beside it.
   */
  private Scope extent(Authorizations given) {
    boolean isAll =
        request.policies().isEmpty()
            || given.roles().stream()
                .anyMatch(
                    role ->
                        role.isWhole()
                            || role.policies().stream()
                                .anyMatch(policy -> policy.kind() == Kind.AWS_MANAGED));
    return isAll ? Scope.ALL : Scope.SECRETS;
  }

  private static RoleTasks tasks(
      RoleGroup group, RolePolicy policy, RoleAuthorization allowed, Scope extent) {
    String name = name(group, allowed);
    return new RoleTasks(
        arn(group, name),
        name,
        policy.tasks(),
        policy.references(),
        group.tasks().stream().allMatch(ResolvedTask::isUnderstood),
        policy.policy(),
        extent,
        TrustedPlaces.of(group.tasks()).tasks().stream()
            .map(TrustedPlaces::place)
            .distinct()
            .sorted(Comparator.comparing(Arn::toString))
            .toList(),
        policy.origins(),
        group.tasks().stream()
            .filter(task -> isOnEc2(task.task()))
            .map(ResolvedTask::name)
            .collect(Collectors.toSet()));
  }

  private static boolean isOnEc2(TaskDefinition task) {
    return task.requiresCompatibilities().isEmpty() || task.requiresCompatibilities().contains(EC2);
  }

  private static String name(RoleGroup group, RoleAuthorization allowed) {
    return group
        .role()
        .map(ExecutionRole::name)
        .or(() -> allowed.role().name())
        .or(() -> allowed.role().id())
        .orElse(UNNAMED);
  }

  private static Arn arn(RoleGroup group, String name) {
    List<TargetAccount> targets = group.tasks().stream().map(ResolvedTask::target).toList();
    return group
        .role()
        .flatMap(ExecutionRole::arn)
        .orElseGet(
            () ->
                new Arn(
                    targets.stream()
                        .flatMap(target -> target.partition().stream())
                        .findFirst()
                        .orElse(Partition.AWS)
                        .id(),
                    "iam",
                    "",
                    targets.stream()
                        .flatMap(target -> target.account().stream())
                        .findFirst()
                        .orElse(EXAMPLE_ACCOUNT),
                    "role/" + name));
  }
}
