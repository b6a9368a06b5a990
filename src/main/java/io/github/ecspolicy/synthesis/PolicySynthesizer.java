package io.github.ecspolicy.synthesis;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.synthesis.ResourcePatterns.Pattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the smallest policy that allows what the given resources need, and nothing else. */
public final class PolicySynthesizer {
  /** What the requirements that share a statement have in common. */
  private record StatementKey(TemplateKind kind, boolean forSecrets, Bindings shared) {
    static final Comparator<StatementKey> ORDER =
        Comparator.comparing(StatementKey::kind)
            .thenComparing(StatementKey::forSecrets)
            .thenComparing(key -> new TreeMap<>(key.shared().scalars()).toString());

    static StatementKey of(Requirement requirement) {
      return new StatementKey(
          requirement.kind(), requirement.need().kind() == Kind.SECRET, requirement.shared());
    }
  }

  private final TemplateCatalog templates;
  private final SynthesisOptions options;

  /**
   * Creates a synthesizer.
   *
   * @param templates the shape of the statements
   * @param options which conditions to add
   */
  public PolicySynthesizer(TemplateCatalog templates, SynthesisOptions options) {
    this.templates = templates;
    this.options = options;
  }

  /**
   * A policy and the reasons for it.
   *
   * @param policy sorted, so that the same needs give the same text in whatever order they come
   * @param grants in the order of the policy
   * @param diagnostics what the user's own templates got wrong
   */
  public record Synthesis(PolicyDocument policy, List<Grant> grants, List<Diagnostic> diagnostics) {
    public Synthesis {
      grants = List.copyOf(grants);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Returns the policy that {@code needs} call for. */
  public Synthesis synthesize(Collection<ResolvedReference> needs) {
    return synthesize(needs, List.of());
  }

  /**
   * Returns the policy that {@code needs} call for.
   *
   * @param patterns what stands for the parameters and secrets that they cover
   */
  public Synthesis synthesize(Collection<ResolvedReference> needs, List<Pattern> patterns) {
    Map<String, String> byArn = new HashMap<>();
    patterns.forEach(each -> each.covers().forEach(arn -> byArn.put(arn, each.text())));
    List<Requirement> all =
        needs.stream().flatMap(need -> Requirement.of(need, options).stream()).toList();
    List<Requirement> requirements =
        withoutCovered(all).stream().map(each -> each.withPattern(byArn)).toList();
    List<Statement> statements = new ArrayList<>();
    List<Grant> grants = new ArrayList<>();
    for (List<Requirement> group : groups(requirements)) {
      Statement statement = statement(group);
      statements.add(statement);
      grants.addAll(grants(statement, group));
    }
    PolicyDocument policy = new PolicyDocument(withUniqueSids(joined(statements)));
    return new Synthesis(policy, grants, denied(policy, requirements));
  }

  /**
   * Returns the policy that allows some of the calls that needs lead to, and none of the others.
   *
   * @param needs by the call that is to be allowed, such as {@code ssm:GetParameters}
   */
  public PolicyDocument allowing(Map<String, ? extends Collection<ResolvedReference>> needs) {
    List<Requirement> requirements = new ArrayList<>();
    needs.forEach(
        (action, behind) ->
            behind.stream()
                .flatMap(need -> Requirement.of(need, options).stream())
                .filter(requirement -> requirement.leadsTo(action))
                .forEach(requirements::add));
    List<Statement> statements =
        groups(withoutCovered(requirements)).stream().map(this::statement).toList();
    return new PolicyDocument(withUniqueSids(statements));
  }

  /** What is allowed as a part of something else needs no line of its own. */
  private static List<Requirement> withoutCovered(List<Requirement> requirements) {
    Map<TemplateKind, Set<String>> values = new EnumMap<>(TemplateKind.class);
    for (Requirement each : requirements) {
      values.computeIfAbsent(each.kind(), kind -> new HashSet<>()).add(each.value());
    }
    return requirements.stream()
        .map(each -> covering(each, values.get(each.kind())).map(each::withValue).orElse(each))
        .toList();
  }

  private static Optional<String> covering(Requirement requirement, Set<String> values) {
    for (String broader : requirement.broader()) {
      if (values.contains(broader)) {
        return Optional.of(broader);
      }
    }
    return Optional.empty();
  }

  private static List<List<Requirement>> groups(List<Requirement> requirements) {
    Map<StatementKey, List<Requirement>> groups =
        requirements.stream().collect(Collectors.groupingBy(StatementKey::of));
    return groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(StatementKey.ORDER))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Statement statement(List<Requirement> group) {
    Requirement any = group.get(0);
    List<String> values = group.stream().map(Requirement::value).distinct().sorted().toList();
    Map<String, List<String>> lists = new HashMap<>();
    any.kind().lists().forEach(list -> lists.put(list, values));
    lists.putAll(any.shared().lists());
    return templates.template(any.kind()).bind(new Bindings(any.shared().scalars(), lists));
  }

  private static List<Grant> grants(Statement statement, List<Requirement> group) {
    Map<String, Set<ResolvedReference>> byValue = new HashMap<>();
    Set<ResolvedReference> all = new LinkedHashSet<>();
    for (Requirement requirement : group) {
      byValue
          .computeIfAbsent(requirement.value(), value -> new LinkedHashSet<>())
          .add(requirement.need());
      all.add(requirement.need());
    }
    List<Grant> grants = new ArrayList<>();
    for (String action : statement.actions()) {
      for (String resource : statement.resources()) {
        Set<ResolvedReference> needs = byValue.getOrDefault(resource, all);
        grants.add(new Grant(action, resource, statement.conditions(), List.copyOf(needs)));
      }
    }
    return grants;
  }

  /** Joins what a set of templates wants in a single statement. */
  private List<Statement> joined(List<Statement> statements) {
    Optional<PolicyTemplate> template = templates.singleStatement();
    List<Statement> plain =
        statements.stream()
            .filter(statement -> statement.sid().isEmpty() && statement.conditions().isEmpty())
            // Joined, it would be the resource of all the other actions too.
            .filter(statement -> !statement.resources().contains("*"))
            .toList();
    if (template.isEmpty() || plain.isEmpty()) {
      return statements;
    }
    Map<String, List<String>> lists =
        Map.of(
            TemplateKind.Single.ACTIONS,
            plain.stream().flatMap(each -> each.actions().stream()).distinct().toList(),
            TemplateKind.Single.RESOURCES,
            plain.stream().flatMap(each -> each.resources().stream()).distinct().toList());
    List<Statement> result = new ArrayList<>();
    result.add(template.get().bind(new Bindings(Map.of(), lists)));
    statements.stream().filter(statement -> !plain.contains(statement)).forEach(result::add);
    return result;
  }

  /** A template that is used twice gives its {@code Sid} twice, which IAM refuses. */
  private static List<Statement> withUniqueSids(List<Statement> statements) {
    Set<String> taken = new HashSet<>();
    List<Statement> result = new ArrayList<>();
    for (Statement statement : statements) {
      Optional<String> sid = statement.sid();
      for (int n = 2; sid.isPresent() && !taken.add(sid.get()); n++) {
        sid = Optional.of(statement.sid().orElseThrow() + n);
      }
      result.add(
          new Statement(
              sid,
              statement.effect(),
              statement.actions(),
              statement.resources(),
              statement.conditions()));
    }
    return result;
  }

  /** Asks IAM's own rules whether templates of the user's still allow what is needed. */
  private List<Diagnostic> denied(PolicyDocument policy, List<Requirement> requirements) {
    if (!templates.isOverridden()) {
      return List.of();
    }
    PolicyEvaluator evaluator = new PolicyEvaluator(policy);
    return requirements.stream()
        .filter(
            requirement ->
                requirement.requests().stream()
                    .anyMatch(request -> isDenied(evaluator.decide(request))))
        .map(Requirement::kind)
        .distinct()
        .map(
            kind ->
                Diagnostic.of(
                        DiagnosticCode.TEMPLATE_DENIES,
                        "the template "
                            + quote(kind.fileName())
                            + " does not allow `"
                            + String.join("`, `", kind.actions())
                            + "` as ECS needs it")
                    .withHint("compare it with the built-in template, see ", Setting.TEMPLATES))
        .toList();
  }

  private static boolean isDenied(Decision decision) {
    return switch (decision) {
      case ALLOWED, CONDITIONAL -> false;
      case IMPLICITLY_DENIED, EXPLICITLY_DENIED -> true;
    };
  }
}
