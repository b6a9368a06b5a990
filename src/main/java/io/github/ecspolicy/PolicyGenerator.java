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
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From a request to a report: the one class that knows all stages. */
public final class PolicyGenerator {
  private final PolicyRequest request;
  private final TaskStore store;
  private final Collection<Diagnostic> diagnostics;
  private final Set<Arn> referredTo = new HashSet<>();
  private final TaskPlacement.Known placements = new TaskPlacement.Known();
  private final Map<TargetAccount, ReferenceResolver> resolvers = new HashMap<>();
  private AccountInventory inventory = AccountInventory.EMPTY;
  private SymbolFindings unwritten = new SymbolFindings(Symbols.NONE, Set.of(), true);

  private PolicyGenerator(PolicyRequest request, TaskStore store) {
    this.request = request;
    this.store = store;
    this.diagnostics = store.diagnostics();
  }

  /**
   * Reads the inputs and writes the policies they call for.
   *
   * @return the report; if it {@linkplain PolicyReport#hasErrors has errors}, its policies cover
   *     only what could be understood
   */
  public static PolicyReport generate(PolicyRequest request) {
    return new PolicyGenerator(request, new TaskStore.Unlike()).run(false).report();
  }

  /** Does the same, and keeps what a comparison with other policies needs. */
  static Run run(PolicyRequest request) {
    return run(request, new TaskStore.Every());
  }

  /**
   * Does the same.
   *
   * @param store what keeps task definitions while others are read
   */
  static Run run(PolicyRequest request, TaskStore store) {
    return new PolicyGenerator(request, store).run(true);
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
    Collection<Diagnostic> ofInputs = store.forDiagnostics();
    InputBatch batch =
        InputReader.pass(
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
            new InputReader.Receiver(
                task -> store.add(PlacedTask.of(task, request, placements)),
                ofInputs,
                inputs.observation()),
            withPolicies);
    Symbols symbols = batch.symbols();
    unwritten = new SymbolFindings(symbols, batch.settable(), request.shape().symbolic());
    ofInputs.stream()
        .map(each -> weighed(each, request.scope().extent()))
        .forEach(diagnostics::add);
    diagnostics.addAll(SettingFindings.of(request));
    if (ofInputs.stream().noneMatch(Diagnostic::isError)) {
      diagnostics.addAll(SettingFindings.unusedParameters(request, batch.parameters()));
      diagnostics.addAll(SettingFindings.unusedPhysicalIds(request, batch.named()));
    }
    diagnostics.addAll(parameters.diagnostics());
    diagnostics.addAll(known.diagnostics());
    inventory = new AccountInventory(known.inventory().and(batch.inventory()), request.keys());
    diagnostics.addAll(inventory.diagnostics());
    if (request.scope().extent() == Scope.ALL) {
      diagnostics.addAll(batch.beyondSecrets());
    }
    List<ResolvedTask> tasks = store.tasks().stream().map(this::resolve).toList();
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

  private ResolvedTask resolve(PlacedTask placed) {
    diagnostics.addAll(
        placed.placement().diagnostics().stream()
            .filter(diagnostic -> !unwritten.symbols().areIn(diagnostic.message()))
            .toList());
    diagnostics.addAll(placed.diagnostics());
    TargetAccount target = placed.target();
    ReferenceResolver resolver =
        resolvers.computeIfAbsent(
            target, place -> new ReferenceResolver(place, inventory, request.scope()));
    boolean isUnderstood = placed.diagnostics().stream().noneMatch(Diagnostic::isError);
    List<ResolvedReference> references = new ArrayList<>();
    Set<DiagnosticCode> unknownPlaces = new HashSet<>();
    TemplateFindings findings = new TemplateFindings(placed.task(), target, unwritten);
    for (Reference reference : placed.references()) {
      Resolution resolution = findings.of(reference, resolver.resolve(reference));
      resolution.resources().stream()
          .flatMap(resource -> resource.resource().stream())
          .forEach(referredTo::add);
      // A reference that is an error is no part of a policy for the rest.
      if (resolution.diagnostics().stream().anyMatch(Diagnostic::isError)) {
        isUnderstood = false;
      } else {
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
    return new ResolvedTask(
        placed.task(), target, placed.role(), references, isUnderstood, placed.definitions());
  }

  /** What could not be resolved might be what a setting is for. */
  private void reportUse(List<ResolvedTask> tasks) {
    List<ResolvedReference> references =
        tasks.stream().flatMap(task -> task.references().stream()).toList();
    KeyFindings.unknown(references, request).ifPresent(diagnostics::add);
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
  static Diagnostic weighed(Diagnostic diagnostic, Scope extent) {
    boolean mayHideANeed =
        extent == Scope.ALL && diagnostic.code() == DiagnosticCode.FIELD_MISSPELT;
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
