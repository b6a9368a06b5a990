package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
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
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From a request to a report: the one class that knows all stages. */
public final class PolicyGenerator {
  private final PolicyRequest request;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Arn> referredTo = new HashSet<>();
  private AccountInventory inventory = AccountInventory.EMPTY;
  private SymbolFindings unwritten = new SymbolFindings(Symbols.NONE, true);

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
    return new PolicyGenerator(request).run(false).report();
  }

  /** Does the same, and keeps what a comparison with other policies needs. */
  static Run run(PolicyRequest request) {
    return new PolicyGenerator(request).run(true);
  }

  /**
   * All that came of a run.
   *
   * @param groups the tasks behind each policy of the report, in the same order
   * @param authorizations what templates and plans allow roles
   */
  record Run(PolicyReport report, List<RoleGroup> groups, Authorizations authorizations) {}

  private Run run(boolean withPolicies) {
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
            inputs.listSkipped(),
            withPolicies);
    Symbols symbols = batch.symbols();
    unwritten = new SymbolFindings(symbols, request.shape().symbolic());
    batch.diagnostics().stream().map(this::weighed).forEach(diagnostics::add);
    diagnostics.addAll(SettingFindings.of(request));
    if (batch.diagnostics().stream().noneMatch(Diagnostic::isError)) {
      diagnostics.addAll(SettingFindings.unusedParameters(request, batch.parameters()));
    }
    diagnostics.addAll(parameters.diagnostics());
    diagnostics.addAll(known.diagnostics());
    inventory = new AccountInventory(known.inventory().and(batch.inventory()), request.keys());
    diagnostics.addAll(inventory.diagnostics());
    List<ResolvedTask> tasks = batch.taskDefinitions().stream().map(this::resolve).toList();
    reportUse(tasks);
    List<RoleGroup> groups = RoleGroup.of(tasks, request.roles());
    List<RolePolicy> policies =
        templates().map(catalog -> policies(tasks, groups, catalog)).orElse(List.of());
    diagnostics.addAll(unwritten.diagnostics());
    reportEmpty(policies);
    return new Run(report(policies, batch, parameters, known), groups, batch.authorizations());
  }

  private PolicyReport report(
      List<RolePolicy> policies,
      InputBatch batch,
      ParameterFiles.Batch parameters,
      InventoryBatch known) {
    Symbols symbols = batch.symbols();
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
    TaskPlacement placement =
        TaskPlacement.of(task, request.given(), request.roles().name(), request.fallback());
    diagnostics.addAll(
        placement.diagnostics().stream()
            .filter(diagnostic -> !unwritten.symbols().areIn(diagnostic.message()))
            .toList());
    ReferenceResolver resolver =
        new ReferenceResolver(placement.target(), inventory, request.scope());
    List<ResolvedReference> references = new ArrayList<>();
    Set<DiagnosticCode> unknownPlaces = new HashSet<>();
    TemplateFindings findings = new TemplateFindings(task, placement.target(), unwritten.symbols());
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
            .filter(need -> unwritten.canBeWritten(need, reference.value().location()))
            .forEach(references::add);
      }
      resolution.diagnostics().stream()
          .filter(diagnostic -> !isUnknownPlace(diagnostic) || unknownPlaces.add(diagnostic.code()))
          .forEach(diagnostics::add);
    }
    diagnostics.addAll(
        LogGroupFindings.missing(references, inventory).stream()
            .filter(diagnostic -> !unwritten.symbols().areIn(diagnostic.message()))
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
    if (!hasErrors()) {
      diagnostics.addAll(KeyFindings.unused(request.keys(), referredTo));
      diagnostics.addAll(SettingFindings.unused(request, references));
    }
  }

  private boolean hasErrors() {
    return unwritten.hasFindings() || diagnostics.stream().anyMatch(Diagnostic::isError);
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

  private List<RolePolicy> policies(
      List<ResolvedTask> tasks, List<RoleGroup> groups, TemplateCatalog catalog) {
    RolePolicies writer = new RolePolicies(request, catalog, inventory, unwritten, !hasErrors());
    List<RolePolicy> policies = writer.of(groups, tasks);
    diagnostics.addAll(writer.diagnostics());
    return policies;
  }
}
