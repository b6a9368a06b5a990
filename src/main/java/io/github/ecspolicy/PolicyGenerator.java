package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.CredentialSpecFile;
import io.github.ecspolicy.input.InputBatch;
import io.github.ecspolicy.input.InputReader;
import io.github.ecspolicy.input.InventoryBatch;
import io.github.ecspolicy.input.InventoryReader;
import io.github.ecspolicy.input.ParameterFiles;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ReferenceCollector;
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.synthesis.TrustPolicy;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a request to a report: the one class that knows all stages. */
public final class PolicyGenerator {
  private final PolicyRequest request;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Arn> referredTo = new HashSet<>();
  private AccountInventory inventory = AccountInventory.EMPTY;
  private final Set<Symbol> unwritten = new HashSet<>();
  private Symbols symbols = Symbols.NONE;

  private PolicyGenerator(PolicyRequest request) {
    this.request = request;
  }

  /**
   * Reads the inputs and writes the policies they call for.
   *
   * @return the report; if it {@linkplain PolicyReport#hasErrors has errors}, its policies cover
   *     only what could be understood
   */
  public static PolicyReport generate(PolicyRequest request) {
    return new PolicyGenerator(request).generate();
  }

  private PolicyReport generate() {
    PolicyRequest.Inputs inputs = request.inputs();
    // first, since it may say what the resources of a stack are
    InventoryBatch known =
        InventoryReader.read(inputs.inventories(), inputs.base(), inputs.stdin());
    ParameterFiles.Batch parameters = ParameterFiles.read(inputs.parameterFiles(), inputs.base());
    InputBatch batch =
        InputReader.read(
            inputs.arguments(),
            inputs.base(),
            inputs.stdin(),
            inputs.credentialSpecs().stream()
                .map(text -> CredentialSpecFile.parse(text).orElseThrow())
                .toList(),
            templateValues()
                .orElse(parameters.values())
                .orElse(TemplateValues.ofStack(known.physicalIds())),
            inputs.skipUnsupported(),
            inputs.listSkipped());
    symbols = batch.symbols();
    batch.diagnostics().stream().map(this::weighed).forEach(diagnostics::add);
    diagnostics.addAll(SettingFindings.of(request));
    diagnostics.addAll(parameters.diagnostics());
    diagnostics.addAll(known.diagnostics());
    inventory = new AccountInventory(known.inventory().and(batch.inventory()), request.keys());
    diagnostics.addAll(inventory.diagnostics());
    List<ResolvedTask> tasks = batch.taskDefinitions().stream().map(this::resolve).toList();
    reportUse(tasks);
    List<RolePolicy> policies =
        templates().map(catalog -> policies(tasks, catalog)).orElse(List.of());
    reportEmpty(policies);
    return new PolicyReport(
        policies,
        MissingThings.summarise(
            diagnostics.stream()
                .map(each -> each.withTexts(symbols::describe))
                .sorted(Diagnostic.ORDER)
                .distinct()
                .toList()),
        Stream.of(batch.inputs(), parameters.inputs(), known.inputs())
            .flatMap(List::stream)
            .map(digest -> new PolicyReport.Input(digest.source(), digest.sha256()))
            .toList(),
        symbols,
        ToolVersion.current());
  }

  /** Where a template's own expressions can be written, the place is best left to AWS. */
  private TemplateValues templateValues() {
    TargetAccount place =
        request.shape().symbolic() ? request.given() : request.given().orElse(request.fallback());
    return request.inputs().values().in(place.region(), place.account());
  }

  /** Says once of each symbol that it cannot be written. */
  private boolean canBeWritten(Set<Symbol> needed, SourceLocation place) {
    if (request.shape().symbolic()) {
      return true;
    }
    needed.stream()
        .filter(unwritten::add)
        .map(symbol -> SymbolFindings.unknown(symbol, place))
        .forEach(diagnostics::add);
    return needed.isEmpty();
  }

  private Optional<TemplateCatalog> templates() {
    Optional<String> templates = request.shape().templates();
    if (templates.isEmpty()) {
      return Optional.of(TemplateCatalog.builtIn());
    }
    if (templates.get().equals(TemplateCatalog.AWS_DOCS)) {
      return Optional.of(TemplateCatalog.awsDocs());
    }
    TemplateCatalog.Loaded loaded =
        TemplateCatalog.withOverrides(
            request.inputs().base().resolve(templates.get()), templates.get());
    diagnostics.addAll(loaded.diagnostics());
    return loaded.catalog();
  }

  private ResolvedTask resolve(TaskDefinition task) {
    TaskPlacement placement = TaskPlacement.of(task, request.given(), request.fallback());
    diagnostics.addAll(
        placement.diagnostics().stream()
            .filter(diagnostic -> !symbols.areIn(diagnostic.message()))
            .toList());
    ReferenceResolver resolver =
        new ReferenceResolver(placement.target(), inventory, request.scope());
    List<ResolvedReference> references = new ArrayList<>();
    Set<DiagnosticCode> unknownPlaces = new HashSet<>();
    TemplateFindings findings = new TemplateFindings(task, placement.target(), symbols);
    ReferenceCollector.Collected collected = ReferenceCollector.collect(task, request.scope());
    diagnostics.addAll(collected.diagnostics());
    // One field may be read several times, once for each way in which a condition can be.
    Set<Reference> written = new LinkedHashSet<>(collected.references());
    for (Reference reference : written) {
      Resolution resolution = findings.of(reference, resolver.resolve(reference));
      resolution.resources().stream()
          .flatMap(resource -> resource.resource().stream())
          .forEach(referredTo::add);
      // A reference that is an error is no part of a policy for the rest.
      if (resolution.diagnostics().stream().noneMatch(Diagnostic::isError)) {
        resolution.resources().stream()
            .filter(
                need ->
                    canBeWritten(SymbolFindings.in(need, symbols), reference.value().location()))
            .forEach(references::add);
      }
      resolution.diagnostics().stream()
          .filter(diagnostic -> !isUnknownPlace(diagnostic) || unknownPlaces.add(diagnostic.code()))
          .forEach(diagnostics::add);
    }
    diagnostics.addAll(
        LogGroupFindings.missing(references, inventory).stream()
            .filter(diagnostic -> !symbols.areIn(diagnostic.message()))
            .toList());
    switch (request.scope().extent()) {
      case SECRETS -> diagnostics.addAll(OutsideScope.of(task));
      case ALL -> task.beyondSecrets().stream().map(this::weighed).forEach(diagnostics::add);
    }
    return new ResolvedTask(task, placement.target(), placement.role(), references);
  }

  /** What could not be resolved might be what a setting is for. */
  private void reportUse(List<ResolvedTask> tasks) {
    List<ResolvedReference> references =
        tasks.stream().flatMap(task -> task.references().stream()).toList();
    KeyFindings.unknown(references, request.unknownKeys()).ifPresent(diagnostics::add);
    if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
      diagnostics.addAll(KeyFindings.unused(request.keys(), referredTo));
      diagnostics.addAll(SettingFindings.unused(request, references));
    }
  }

  private void reportEmpty(List<RolePolicy> policies) {
    boolean needsMore =
        diagnostics.stream()
            .anyMatch(
                each -> each.isError() || each.code() == DiagnosticCode.CREDENTIAL_SPEC_CONTENT);
    if (!needsMore) {
      policies.stream()
          .filter(RolePolicy::isEmpty)
          .map(policy -> nothing(policy, policies.size() > 1))
          .forEach(diagnostics::add);
    }
  }

  private Diagnostic nothing(RolePolicy policy, boolean several) {
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

  /** A policy that has no other beside it is complete or none. */
  private Diagnostic weighed(Diagnostic diagnostic) {
    boolean mayHideANeed =
        request.scope().extent() == Scope.ALL && diagnostic.code() == DiagnosticCode.FIELD_MISSPELT;
    return mayHideANeed ? diagnostic.withSeverity(Severity.ERROR) : diagnostic;
  }

  /** Said once for a task definition: all its references lack the same thing. */
  private static boolean isUnknownPlace(Diagnostic diagnostic) {
    return diagnostic.code() == DiagnosticCode.ACCOUNT_UNKNOWN
        || diagnostic.code() == DiagnosticCode.REGION_UNKNOWN;
  }

  private List<RolePolicy> policies(List<ResolvedTask> tasks, TemplateCatalog catalog) {
    List<RoleGroup> groups = RoleGroup.of(tasks, request.roles());
    if (groups.isEmpty() && !tasks.isEmpty()) {
      diagnostics.add(unknownRole(tasks));
    }
    boolean several = groups.size() > 1;
    return groups.stream().map(group -> policy(group, several, catalog)).toList();
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

  private RolePolicy policy(RoleGroup group, boolean several, TemplateCatalog catalog) {
    List<ResolvedReference> references =
        group.tasks().stream().flatMap(task -> task.references().stream()).toList();
    String name = policyName(group, several);
    PolicyFitter fitter =
        new PolicyFitter(
            new PolicySynthesizer(catalog, request.shape().conditions()),
            request.shape(),
            request.inputs().inventories().isEmpty() ? Optional.empty() : Optional.of(inventory),
            symbols);
    String whose = word(group).map(role -> " of " + quote(role)).orElse("");
    PolicyFitter.Fitted fitted = fitter.fit(references, name, whose, group.tasks().size() > 1);
    diagnostics.addAll(fitted.diagnostics());
    nameProblem(fitted.parts()).ifPresent(diagnostics::add);
    return new RolePolicy(
        group.role(),
        group.tasks().stream().map(ResolvedTask::name).distinct().sorted().toList(),
        request.shape().kind(),
        name,
        fitted.synthesis().policy(),
        fitted.parts(),
        replaced(group),
        trustPolicy(group, catalog),
        fitted.synthesis().grants(),
        fitted.patterns(),
        references,
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
    if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
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
        .map(role -> RoleName.of(role, origins(group), symbols))
        .flatMap(RoleName::word);
  }

  private Optional<TrustPolicy> trustPolicy(RoleGroup group, TemplateCatalog catalog) {
    if (!request.shape().trustPolicy()) {
      return Optional.empty();
    }
    TrustedPlaces trusted = TrustedPlaces.of(group.tasks());
    diagnostics.addAll(trusted.diagnostics());
    List<Arn> places = new ArrayList<>();
    for (ResolvedTask task : trusted.tasks()) {
      Arn place = TrustedPlaces.place(task);
      if (canBeWritten(SymbolFindings.in(place.toString(), symbols), task.task().location())) {
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
    String name =
        shape
            .policyName()
            .orElse(
                switch (request.scope().extent()) {
                  case SECRETS -> "EcsTaskSecrets";
                  case ALL -> "EcsTaskExecution";
                });
    boolean shared =
        switch (shape.kind()) {
          case INLINE -> false;
          case MANAGED -> several || shape.policyName().isEmpty();
        };
    return shared ? word(group).map(role -> role + "-" + name).orElse(name) : name;
  }
}
