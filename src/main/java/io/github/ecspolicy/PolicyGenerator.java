package io.github.ecspolicy;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
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
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements;
import io.github.ecspolicy.requirements.Requirements.OfFirst;
import io.github.ecspolicy.requirements.Requirements.Source;
import io.github.ecspolicy.requirements.Requirements.Source.Use;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** From a request to a report: the one class that knows all stages. */
public final class PolicyGenerator {
  /** Task definitions whose needs are in memory at one time, with what needs them. */
  private static final int LOT = 1_024;

  private final PolicyRequest request;
  private final TaskStore store;
  private final Collection<Diagnostic> diagnostics;
  private final Set<Arn> referredTo = ConcurrentHashMap.newKeySet();
  private final TaskPlacement.Known placements = new TaskPlacement.Known();
  private final Map<TargetAccount, ReferenceResolver> resolvers = new ConcurrentHashMap<>();
  private AccountInventory inventory = AccountInventory.EMPTY;
  private FirstFindings ofFirsts = FirstFindings.ofWhole();
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
    return new PolicyGenerator(request, new TaskStore.Unlike(request.isToBeMerged()))
        .run(false)
        .report();
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
    unwritten = new SymbolFindings(symbols, batch.settable(), request.shape().printed().symbols());
    boolean isEmptyPart = ofInputs.stream().anyMatch(this::isOfEmptyPart);
    List<Diagnostic> said = ofInputs.stream().filter(each -> !isOfEmptyPart(each)).toList();
    said.stream().map(each -> weighed(each, request.scope().extent())).forEach(diagnostics::add);
    diagnostics.addAll(SettingFindings.of(request));
    if (said.stream().noneMatch(Diagnostic::isError)) {
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
    if (request.isToBeMerged()) {
      ofFirsts = FirstFindings.ofPart(store.likenesses(), request, known.inputs());
    }
    KeyFindings.Unknown keys = new KeyFindings.Unknown();
    List<ResolvedTask> tasks = resolved(keys, withPolicies);
    diagnostics.addAll(SettingFindings.ofUse(request, tasks, keys, hasErrors()));
    if (!hasErrors()) {
      diagnostics.addAll(KeyFindings.unused(request.keys(), referredTo));
    }
    List<RoleGroup> groups = RoleGroup.of(tasks, request.roles());
    List<RolePolicy> policies =
        RolePolicies.write(request, tasks, groups, inventory, unwritten, diagnostics);
    diagnostics.addAll(unwritten.diagnostics());
    diagnostics.addAll(NothingToGrant.in(policies, request, diagnostics));
    return new Run(
        report(policies, tasks, batch, parameters, known, isEmptyPart),
        groups,
        batch.authorizations());
  }

  /** What is piped through many processes has, for some of them, no line. */
  private boolean isOfEmptyPart(Diagnostic diagnostic) {
    return diagnostic.code() == DiagnosticCode.EMPTY_INPUT
        && request.isToBeMerged()
        && request.inputs().arguments().equals(List.of("-"));
  }

  private PolicyReport report(
      List<RolePolicy> policies,
      List<ResolvedTask> tasks,
      InputBatch batch,
      ParameterFiles.Batch parameters,
      InventoryBatch known,
      boolean isEmptyPart) {
    Symbols symbols = batch.symbols();
    List<Source> sources =
        Stream.of(
                sources(Use.TASK_DEFINITIONS, batch.inputs()),
                sources(Use.PARAMETERS, parameters.inputs()),
                sources(Use.INVENTORY, known.inputs()))
            .flatMap(each -> each)
            .sorted(Source.ORDER)
            .toList();
    Requirements part =
        request.isToBeMerged() && !isEmptyPart
            ? FleetPart.of(request, tasks, said(symbols), ofFirsts.all(), sources, symbols)
            : Requirements.NONE;
    ofFirsts.all().forEach(each -> diagnostics.add(each.diagnostic()));
    return new PolicyReport(
        policies,
        MissingThings.summarise(said(symbols)),
        PolicyReport.Input.of(sources),
        symbols,
        ToolVersion.current(),
        part);
  }

  private List<Diagnostic> said(Symbols symbols) {
    return diagnostics.stream()
        .map(each -> each.withTexts(symbols::describe))
        .sorted(Diagnostic.ORDER)
        .distinct()
        .toList();
  }

  private static Stream<Source> sources(Use use, List<InputBatch.Digest> digests) {
    return digests.stream().map(digest -> new Source(use, digest.source(), digest.sha256()));
  }

  /** Where a template's own expressions can be written, the place is best left to AWS. */
  private TemplateValues templateValues() {
    TargetAccount place =
        request.shape().printed().symbols()
            ? request.given()
            : request.given().orElse(request.fallback());
    return request.inputs().values().in(place.region(), place.account());
  }

  /**
   * Resolves all that was read.
   *
   * @param keys takes those that nobody named
   * @param each whether what is said of single task definitions is kept, as policies that others
   *     are compared with need it
   */
  private List<ResolvedTask> resolved(KeyFindings.Unknown keys, boolean each) {
    List<PlacedTask> placed = store.taken();
    boolean hasReaders = each || request.shape().printed().reasons() || request.isToBeMerged();
    if (!hasReaders && isInAnyOrder()) {
      UnexplainedNeeds needs = new UnexplainedNeeds(keys);
      NameLots.of(placed, LOT).forEach(lot -> needs.addAll(resolveAll(lot)));
      return needs.tasks();
    }
    List<ResolvedTask> resolved = resolveAll(placed);
    List<ResolvedTask> tasks = each ? resolved : ResolvedTask.folded(resolved);
    tasks.forEach(task -> keys.addAll(task.references()));
    return tasks;
  }

  /** What only AWS will know is told where it is needed first. */
  private boolean isInAnyOrder() {
    return unwritten.symbols().isEmpty();
  }

  private List<ResolvedTask> resolveAll(List<PlacedTask> tasks) {
    List<Resolved> resolved =
        SideBySide.map(
            tasks, isInAnyOrder() && tasks.size() >= SideBySide.MANY_TASKS, this::resolve);
    for (int i = 0; i < tasks.size(); i++) {
      List<Diagnostic> said = resolved.get(i).diagnostics();
      if (!said.isEmpty()) {
        diagnostics.addAll(ofFirsts.add(i, tasks.get(i), said));
      }
    }
    return resolved.stream().map(Resolved::task).toList();
  }

  /** What came of a task definition, and what there is to say of that. */
  private record Resolved(ResolvedTask task, List<Diagnostic> diagnostics) {}

  private Resolved resolve(PlacedTask placed) {
    List<Diagnostic> said = new ArrayList<>();
    placed.placement().diagnostics().stream()
        .filter(diagnostic -> !unwritten.symbols().areIn(diagnostic.message()))
        .forEach(said::add);
    said.addAll(placed.diagnostics());
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
      if (!request.keys().isEmpty()) {
        resolution.resources().stream()
            .flatMap(resource -> resource.resource().stream())
            .forEach(referredTo::add);
      }
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
          .forEach(said::add);
    }
    LogGroupFindings.missing(references, inventory).stream()
        .filter(diagnostic -> !unwritten.symbols().areIn(diagnostic.message()))
        .forEach(said::add);
    if (request.isToBeMerged()) {
      placed.role().ifPresent(role -> unwritten.canBeWritten(role.toString(), placeOfRole(placed)));
    }
    return new Resolved(
        new ResolvedTask(
            placed.task(), target, placed.role(), references, isUnderstood, placed.definitions()),
        said);
  }

  private static SourceLocation placeOfRole(PlacedTask placed) {
    return placed
        .task()
        .executionRoleArn()
        .map(FieldValue::location)
        .orElse(placed.task().location());
  }

  private boolean hasErrors() {
    return unwritten.hasFindings()
        || Stream.concat(diagnostics.stream(), ofFirsts.all().stream().map(OfFirst::diagnostic))
            .anyMatch(Diagnostic::isError);
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
}
