package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.PolicyName;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.synthesis.TrustPolicy;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the policies of roles, each as it is to be attached. */
final class RolePolicies {
  private final PolicyRequest request;
  private final TemplateCatalog catalog;
  private final AccountInventory inventory;
  private final SymbolFindings symbols;
  private final boolean complete;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private RolePolicies(
      PolicyRequest request,
      TemplateCatalog catalog,
      AccountInventory inventory,
      SymbolFindings symbols,
      boolean complete) {
    this.request = request;
    this.catalog = catalog;
    this.inventory = inventory;
    this.symbols = symbols;
    this.complete = complete;
  }

  /**
   * Returns the policies for {@code groups}, one for each; none if they are to be merged first.
   *
   * @param tasks all that was read, whether or not a group has it
   * @param inventory what exists
   * @param symbols what cannot be written
   * @param diagnostics what is wrong so far; what is wrong with templates and policies is added
   */
  static List<RolePolicy> write(
      PolicyRequest request,
      List<ResolvedTask> tasks,
      List<RoleGroup> groups,
      AccountInventory inventory,
      SymbolFindings symbols,
      Collection<Diagnostic> diagnostics) {
    if (request.isToBeMerged()) {
      return List.of();
    }
    RequestedTemplates templates = RequestedTemplates.of(request);
    diagnostics.addAll(templates.diagnostics());
    if (templates.catalog().isEmpty()) {
      return List.of();
    }
    boolean isComplete =
        !symbols.hasFindings() && diagnostics.stream().noneMatch(Diagnostic::isError);
    RolePolicies writer =
        new RolePolicies(request, templates.catalog().get(), inventory, symbols, isComplete);
    List<RolePolicy> policies = writer.of(groups, tasks);
    diagnostics.addAll(writer.diagnostics);
    return policies;
  }

  private List<RolePolicy> of(List<RoleGroup> groups, List<ResolvedTask> tasks) {
    if (groups.isEmpty() && !tasks.isEmpty()) {
      diagnostics.add(unknownRole(tasks));
    }
    boolean several = groups.size() > 1;
    List<PolicyFitter.Fitted> fitted =
        SideBySide.map(
            groups, several && tasks.size() >= SideBySide.MANY_TASKS, group -> fit(group, several));
    List<RolePolicy> policies = new ArrayList<>();
    for (RoleGroup group : groups) {
      policies.add(policy(group, several, fitted.get(policies.size())));
    }
    return policies;
  }

  private Diagnostic unknownRole(List<ResolvedTask> tasks) {
    String roles =
        tasks.stream()
            .flatMap(task -> task.role().stream())
            .map(role -> quote(role.name()))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return Diagnostic.of(
            DiagnosticCode.ROLE_UNKNOWN,
            "no task definition uses the role " + quote(request.roles().name().orElseThrow()))
        .withHint("the input has ", roles);
  }

  private List<ResolvedReference> references(RoleGroup group) {
    Stream<ResolvedReference> all =
        group.tasks().stream().flatMap(task -> task.references().stream());
    return (request.shape().printed().reasons() ? all : all.distinct()).toList();
  }

  private PolicyFitter.Fitted fit(RoleGroup group, boolean several) {
    PolicyFitter fitter =
        new PolicyFitter(
            new PolicySynthesizer(catalog, request.shape().conditions()),
            request.shape(),
            request.inputs().inventories().isEmpty() ? Optional.empty() : Optional.of(inventory),
            symbols.symbols());
    String whose = word(group).map(role -> " of " + quote(role)).orElse("");
    String name = policyName(group, several);
    PolicyFitter.Fitted fitted =
        fitter.fit(references(group), name, whose, group.tasks().size() > 1);
    // what nobody will read is not kept until the last role is done
    return request.shape().printed().reasons() ? fitted : fitted.withoutGrants();
  }

  private RolePolicy policy(RoleGroup group, boolean several, PolicyFitter.Fitted fitted) {
    diagnostics.addAll(fitted.diagnostics());
    nameProblem(fitted.parts()).ifPresent(diagnostics::add);
    return new RolePolicy(
        group.role(),
        group.tasks().stream().map(ResolvedTask::name).distinct().sorted().toList(),
        request.shape().kind(),
        policyName(group, several),
        fitted.synthesis().policy(),
        fitted.parts(),
        replaced(group),
        trustPolicy(group),
        fitted.synthesis().grants(),
        fitted.patterns(),
        request.shape().printed().reasons() ? references(group) : List.of(),
        origins(group),
        TaskAdvisories.of(group.tasks()));
  }

  /**
   * What a policy for all that ECS does takes the place of. One that is not complete, since
   * something was not understood, does not.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html">
   *     AmazonECSTaskExecutionRolePolicy</a>
   */
  private Optional<Arn> replaced(RoleGroup group) {
    if (!complete || diagnostics.stream().anyMatch(Diagnostic::isError)) {
      return Optional.empty();
    }
    Stream<Partition> partitions =
        Stream.concat(
            group.role().flatMap(ExecutionRole::partition).stream(),
            group.tasks().stream().flatMap(task -> task.target().partition().stream()));
    return switch (request.scope().extent()) {
      case SECRETS -> Optional.empty();
      case ALL ->
          Optional.of(
              new Arn(
                  partitions.findFirst().orElse(Partition.AWS).id(),
                  "iam",
                  "",
                  "aws",
                  "policy/service-role/AmazonECSTaskExecutionRolePolicy"));
    };
  }

  /** What a role or a number adds to a name may be too much. */
  private static Optional<Diagnostic> nameProblem(List<Part> parts) {
    return parts.stream()
        .map(Part::name)
        .filter(name -> !PolicyRequest.isPolicyName(name))
        .findFirst()
        .map(
            name ->
                Diagnostic.of(
                        DiagnosticCode.POLICY_NAME_LENGTH,
                        "a policy would be named "
                            + quote(name)
                            + ", "
                            + name.length()
                            + " characters, IAM accepts "
                            + PolicyRequest.LONGEST_POLICY_NAME)
                    .withHint("give a shorter name with ", Setting.POLICY_NAME));
  }

  private static List<Origin> origins(RoleGroup group) {
    return group.tasks().stream().map(task -> task.task().origin()).distinct().toList();
  }

  /** What to call the role in other names. */
  private Optional<String> word(RoleGroup group) {
    return group
        .role()
        .map(role -> RoleName.of(role, origins(group), symbols.symbols()))
        .flatMap(RoleName::word);
  }

  private Optional<TrustPolicy> trustPolicy(RoleGroup group) {
    if (!request.shape().trustPolicy()) {
      return Optional.empty();
    }
    TrustedPlaces trusted = TrustedPlaces.of(group.tasks());
    diagnostics.addAll(trusted.diagnostics());
    List<Arn> places = new ArrayList<>();
    for (ResolvedTask task : trusted.tasks()) {
      Arn place = TrustedPlaces.place(task);
      if (symbols.canBeWritten(place.toString(), task.task().location())) {
        places.add(place);
      }
    }
    List<String> accounts = places.stream().map(Arn::account).distinct().sorted().toList();
    if (accounts.size() > 1) {
      diagnostics.add(accountsSeveral(accounts));
    }
    return accounts.size() == 1 ? Optional.of(TrustPolicy.of(catalog, places)) : Optional.empty();
  }

  /** ECS assumes no role of another account, so such a trust policy would only be too wide. */
  private Diagnostic accountsSeveral(List<String> accounts) {
    Diagnostic several =
        Diagnostic.of(
            DiagnosticCode.TRUST_POLICY_ACCOUNTS,
            "a role is in one account, and the tasks that the trust policy is for run in several: "
                + String.join(", ", accounts));
    return request.roles().merge()
        ? several.withHint(
            "leave out ", Setting.MERGE, ", which makes one policy of those for several roles")
        : several.withHint("read the task definitions of one account at a time");
  }

  /** An inline policy is named within its role, a managed one within the whole account. */
  private String policyName(RoleGroup group, boolean several) {
    PolicyRequest.Shape shape = request.shape();
    String name = shape.policyName().orElse(PolicyName.of(request.scope().extent()));
    boolean shared =
        switch (shape.kind()) {
          case INLINE -> false;
          case MANAGED -> several || shape.policyName().isEmpty();
        };
    return shared ? word(group).map(role -> role + "-" + name).orElse(name) : name;
  }
}
