package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.PolicyRequest.UnknownKeys;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.input.InputBatch;
import io.github.ecspolicy.input.InputReader;
import io.github.ecspolicy.input.InventoryBatch;
import io.github.ecspolicy.input.InventoryReader;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.KeyInventory;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ReferenceCollector;
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.synthesis.TrustPolicy;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a request to a report: the one class that knows all stages. */
public final class PolicyGenerator {
  private static final String POLICY_NAME = "EcsTaskSecrets";

  /** How many names a summary lists. */
  private static final int SHOWN = 3;

  private final PolicyRequest request;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Arn> referredTo = new HashSet<>();
  private AccountInventory inventory = AccountInventory.EMPTY;

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
    InputBatch batch =
        InputReader.read(
            inputs.arguments(), inputs.base(), inputs.stdin(), inputs.credentialSpecs());
    diagnostics.addAll(batch.diagnostics());
    reportNarrowScope();
    reportUnproven();
    InventoryBatch known =
        InventoryReader.read(inputs.inventories(), inputs.base(), inputs.stdin());
    diagnostics.addAll(known.diagnostics());
    inventory = new AccountInventory(known.inventory(), request.keys());
    diagnostics.addAll(inventory.diagnostics());
    List<ResolvedTask> tasks = batch.taskDefinitions().stream().map(this::resolve).toList();
    reportKeys(tasks);
    reportPrefixes(tasks);
    List<RolePolicy> policies =
        templates().map(catalog -> policies(tasks, catalog)).orElse(List.of());
    reportEmpty(policies);
    return new PolicyReport(
        policies,
        diagnostics.stream().sorted(Diagnostic.ORDER).distinct().toList(),
        Stream.concat(batch.inputs().stream(), known.inputs().stream())
            .map(digest -> new PolicyReport.Input(digest.source(), digest.sha256()))
            .toList(),
        ToolVersion.current());
  }

  /** Settings that are about images say nothing where no image counts. */
  private void reportNarrowScope() {
    PolicyScope scope = request.scope();
    if (scope.extent() == Scope.ALL) {
      return;
    }
    Map<Setting, Boolean> given = new EnumMap<>(Setting.class);
    given.put(Setting.EXTRA_REPOSITORY, !scope.extraRepositories().isEmpty());
    given.put(Setting.GUARDDUTY, scope.runtimeMonitoring());
    given.put(Setting.PULL_THROUGH_PREFIX, !scope.pullThroughPrefixes().isEmpty());
    given.put(Setting.SOURCE_VPCE, !request.shape().conditions().sourceVpces().isEmpty());
    List<Object> hint = new ArrayList<>(List.of("add ", Setting.SCOPE, " `all`, or leave out "));
    given.forEach(
        (setting, isGiven) -> {
          if (isGiven) {
            hint.add(setting);
            hint.add(", ");
          }
        });
    if (given.containsValue(true)) {
      hint.remove(hint.size() - 1);
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.SCOPE_TOO_NARROW,
                  "a policy for secrets alone does not cover what is pulled")
              .withHint(hint.toArray()));
    }
  }

  private void reportUnproven() {
    if (request.shape().fitting().compact() && request.inputs().inventories().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.COMPACT_UNPROVEN,
                  "nothing shows what else exists: a pattern might match what is not needed")
              .withHint("list what exists with ", Setting.INVENTORY));
    }
  }

  private void reportPrefixes(List<ResolvedTask> tasks) {
    List<String> repositories =
        tasks.stream()
            .flatMap(task -> task.references().stream())
            .filter(reference -> reference.kind() == ResolvedReference.Kind.REPOSITORY)
            .flatMap(reference -> reference.resource().stream())
            .map(arn -> arn.resource().substring(arn.resource().indexOf('/') + 1))
            .toList();
    if (request.scope().extent() == Scope.ALL
        && diagnostics.stream().noneMatch(Diagnostic::isError)) {
      for (String prefix : request.scope().prefixesUnusedBy(repositories)) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.PULL_THROUGH_UNUSED,
                    "no image is in a repository below " + quote(prefix))
                .withHint(
                    "a repository of a pull-through cache is named `PREFIX/…`, with nothing before"
                        + " the prefix"));
      }
    }
  }

  private void reportEmpty(List<RolePolicy> policies) {
    boolean needsMore =
        diagnostics.stream()
            .anyMatch(
                each -> each.isError() || each.code() == DiagnosticCode.CREDENTIAL_SPEC_CONTENT);
    if (needsMore) {
      return;
    }
    for (RolePolicy policy : policies) {
      if (policy.isEmpty()) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.NOTHING_TO_GRANT,
                    switch (request.scope().extent()) {
                      case SECRETS -> noSecrets(policy, policies.size() > 1);
                      case ALL -> noCalls(policy, policies.size() > 1);
                    })
                .withHint("a policy without statements is written with ", Setting.ALLOW_EMPTY));
      }
    }
  }

  private static String noSecrets(RolePolicy policy, boolean several) {
    String whose =
        several
            ? policy.role().map(role -> " of " + quote(role.name())).orElse(" without a role")
            : "";
    return "the task definitions"
        + whose
        + " refer to no parameter or secret: their execution role needs no policy for that";
  }

  private static String noCalls(RolePolicy policy, boolean several) {
    String whose = policy.role().filter(role -> several).map(r -> " " + quote(r.name())).orElse("");
    return "ECS makes no call with the execution role"
        + whose
        + " to start these tasks: they need no policy for it";
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
    diagnostics.addAll(placement.diagnostics());
    ReferenceResolver resolver =
        new ReferenceResolver(placement.target(), inventory, request.scope());
    List<ResolvedReference> references = new ArrayList<>();
    Set<DiagnosticCode> unknownPlaces = new HashSet<>();
    for (Reference reference : ReferenceCollector.collect(task, request.scope())) {
      Resolution resolution = resolver.resolve(reference);
      resolution.resources().stream()
          .flatMap(resource -> resource.resource().stream())
          .forEach(referredTo::add);
      // A reference that is an error is no part of a policy for the rest.
      if (resolution.diagnostics().stream().noneMatch(Diagnostic::isError)) {
        references.addAll(resolution.resources());
      }
      resolution.diagnostics().stream()
          .filter(diagnostic -> !isUnknownPlace(diagnostic) || unknownPlaces.add(diagnostic.code()))
          .forEach(diagnostics::add);
    }
    if (request.scope().extent() == Scope.SECRETS) {
      diagnostics.addAll(OutsideScope.of(task));
    }
    return new ResolvedTask(task, placement.target(), placement.role(), references);
  }

  /** Said once for a task definition: all its references lack the same thing. */
  private static boolean isUnknownPlace(Diagnostic diagnostic) {
    return diagnostic.code() == DiagnosticCode.ACCOUNT_UNKNOWN
        || diagnostic.code() == DiagnosticCode.REGION_UNKNOWN;
  }

  private void reportKeys(List<ResolvedTask> tasks) {
    List<ResolvedReference> all =
        tasks.stream().flatMap(task -> task.references().stream()).toList();
    List<ResolvedReference> encrypted =
        all.stream().filter(each -> mayBeDecrypted(each.key())).toList();
    List<String> unknown =
        encrypted.stream()
            .filter(each -> each.key() instanceof KeyStatus.Unknown)
            .map(PolicyGenerator::name)
            .toList();
    if (!unknown.isEmpty()) {
      diagnostics.add(unknownKeys(unknown, encrypted.size()));
    }
    // What could not be resolved might be what a rule is for.
    if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
      request.keys().unusedBy(referredTo).stream()
          .map(PolicyGenerator::unusedKey)
          .forEach(diagnostics::add);
    }
  }

  private static boolean mayBeDecrypted(KeyStatus key) {
    return key instanceof KeyStatus.CustomerKey
        || key instanceof KeyStatus.AwsManaged
        || key instanceof KeyStatus.Unknown;
  }

  private static Diagnostic unusedKey(KeyInventory.Rule rule) {
    return Diagnostic.of(
            DiagnosticCode.KMS_KEY_UNUSED,
            "no parameter or secret matches " + quote(rule.toString()))
        .withHint(
            "a pattern is compared with names, not with ARNs; secrets have a leading slash only if"
                + " it is part of their name");
  }

  /** What a key pattern would have to match. */
  private static String name(ResolvedReference reference) {
    String resource = reference.resource().map(Arn::resource).orElse("");
    return switch (reference.kind()) {
      case PARAMETER -> resource.replaceFirst("parameter", "");
      case SECRET -> resource.replaceFirst("secret:", "").replaceFirst("-[?]{6}$", "");
      case S3_OBJECT, FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_STREAMS, LOG_GROUP ->
          resource;
    };
  }

  private Diagnostic unknownKeys(List<String> unknown, int encrypted) {
    List<String> names = unknown.stream().distinct().sorted().toList();
    String some =
        names.stream().limit(SHOWN).map(Quotation::quote).collect(Collectors.joining(", "));
    return Diagnostic.of(
            DiagnosticCode.KMS_KEY_UNKNOWN,
            "the KMS key of "
                + unknown.size()
                + " of "
                + encrypted
                + (encrypted == 1 ? " reference" : " references")
                + " is not known: a customer key among them needs `kms:Decrypt`, which this policy"
                + " does not allow")
        .withHint(
            "say which key protects " + some + (names.size() > SHOWN ? ", …" : "") + " with ",
            Setting.KMS_KEY,
            ", such as `/prod/*=alias/app`, or `*=alias/aws/ssm` where there is none")
        .withSeverity(severity(request.unknownKeys()));
  }

  private static Severity severity(UnknownKeys unknownKeys) {
    return switch (unknownKeys) {
      case NOTE -> Severity.NOTE;
      case FAIL -> Severity.ERROR;
    };
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
            request.inputs().inventories().isEmpty() ? Optional.empty() : Optional.of(inventory));
    String whose = group.role().map(role -> " of " + quote(role.name())).orElse("");
    PolicyFitter.Fitted fitted = fitter.fit(references, name, whose);
    diagnostics.addAll(fitted.diagnostics());
    return new RolePolicy(
        group.role(),
        group.tasks().stream().map(ResolvedTask::name).distinct().sorted().toList(),
        request.shape().kind(),
        name,
        fitted.synthesis().policy(),
        fitted.parts(),
        trustPolicy(group, catalog),
        fitted.synthesis().grants(),
        fitted.patterns(),
        references,
        TaskAdvisories.of(group.tasks()));
  }

  private Optional<TrustPolicy> trustPolicy(RoleGroup group, TemplateCatalog catalog) {
    if (!request.shape().trustPolicy()) {
      return Optional.empty();
    }
    List<Arn> places = new ArrayList<>();
    for (ResolvedTask task : group.tasks()) {
      TargetAccount target = task.target();
      if (target.region().isEmpty() || target.account().isEmpty()) {
        diagnostics.add(placeUnknown(task));
      } else {
        places.add(
            new Arn(
                target.partition().orElseThrow().id(),
                "ecs",
                target.region().get(),
                target.account().get(),
                "*"));
      }
    }
    return TrustPolicy.of(catalog, places);
  }

  private static Diagnostic placeUnknown(ResolvedTask task) {
    boolean noRegion = task.target().region().isEmpty();
    return Diagnostic.at(
            task.task().location(),
            noRegion ? DiagnosticCode.REGION_UNKNOWN : DiagnosticCode.ACCOUNT_UNKNOWN,
            "the "
                + (noRegion ? "Region" : "account")
                + " is not known, and the trust policy is for one")
        .withHint("give it with ", noRegion ? Setting.REGION : Setting.ACCOUNT);
  }

  /** An inline policy is named within its role, a managed one within the whole account. */
  private String policyName(RoleGroup group, boolean several) {
    PolicyRequest.Shape shape = request.shape();
    String name = shape.policyName().orElse(POLICY_NAME);
    boolean shared =
        switch (shape.kind()) {
          case INLINE -> false;
          case MANAGED -> several || shape.policyName().isEmpty();
        };
    return shared ? group.role().map(role -> role.name() + "-" + name).orElse(name) : name;
  }
}
