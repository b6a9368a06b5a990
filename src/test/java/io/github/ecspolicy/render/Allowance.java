package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.PolicyReport.Advisory;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.ResourcePatterns.Pattern;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.synthesis.TrustPolicy;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A statement and what needs it. */
record Allowance(String sid, String action, List<Condition> conditions, List<Grant> grants) {
  Allowance(String sid, String action, Condition... conditions) {
    this(sid, action, List.of(conditions), List.of());
  }

  Allowance on(String resource, ResolvedReference... needs) {
    List<Grant> more = new ArrayList<>(grants);
    more.add(new Grant(action, resource, conditions, List.of(needs)));
    return new Allowance(sid, action, conditions, List.copyOf(more));
  }

  Allowed policy(Allowance... others) {
    List<Allowance> all = new ArrayList<>(List.of(this));
    all.addAll(List.of(others));
    return new Allowed(all, PolicyKind.INLINE, "EcsTaskSecrets");
  }

  Statement statement() {
    return new Statement(
        Optional.of(sid),
        Effect.ALLOW,
        List.of(action),
        grants.stream().map(Grant::resource).toList(),
        conditions);
  }

  /** The policy of a role whose tasks run in {@code regions}. */
  static RolePolicy trusted(RolePolicy policy, String... regions) {
    List<Arn> places =
        Stream.of(regions)
            .map(
                region ->
                    new Arn(
                        Partition.ofRegion(region).orElseThrow().id(),
                        "ecs",
                        region,
                        "111122223333",
                        "*"))
            .toList();
    return with(
        policy,
        policy.parts(),
        Optional.of(TrustPolicy.of(TemplateCatalog.builtIn(), places)),
        List.of());
  }

  /** The policy, once it stands in the place of {@code managed}. */
  static RolePolicy replacing(String managed, RolePolicy policy) {
    return new RolePolicy(
        policy.role(),
        policy.tasks(),
        policy.kind(),
        policy.name(),
        policy.policy(),
        policy.parts(),
        Arn.parse(managed),
        policy.trustPolicy(),
        policy.grants(),
        policy.patterns(),
        policy.references(),
        policy.origins(),
        policy.advisories());
  }

  /** The policy with a document for each resource of its only statement, the second left out. */
  static RolePolicy split(RolePolicy policy, List<Pattern> patterns) {
    Statement statement = policy.policy().statements().get(0);
    List<Part> parts = new ArrayList<>();
    for (String resource : statement.resources()) {
      int number = parts.isEmpty() ? 1 : parts.size() + 2;
      Statement own =
          new Statement(
              statement.sid(),
              statement.effect(),
              statement.actions(),
              List.of(resource),
              statement.conditions());
      parts.add(new Part(number, policy.name() + "-" + number, new PolicyDocument(List.of(own))));
    }
    return with(policy, parts, Optional.empty(), patterns);
  }

  /** The policy of task definitions that stand in {@code origins}. */
  static RolePolicy in(RolePolicy policy, Origin... origins) {
    return with(policy, policy.parts(), policy.trustPolicy(), policy.patterns(), List.of(origins));
  }

  private static RolePolicy with(
      RolePolicy policy, List<Part> parts, Optional<TrustPolicy> trust, List<Pattern> patterns) {
    return with(policy, parts, trust, patterns, policy.origins());
  }

  private static RolePolicy with(
      RolePolicy policy,
      List<Part> parts,
      Optional<TrustPolicy> trust,
      List<Pattern> patterns,
      List<Origin> origins) {
    return new RolePolicy(
        policy.role(),
        policy.tasks(),
        policy.kind(),
        policy.name(),
        policy.policy(),
        parts,
        policy.replaces(),
        trust,
        policy.grants(),
        patterns,
        policy.references(),
        origins,
        policy.advisories());
  }

  /** All statements of a policy. */
  record Allowed(List<Allowance> allowances, PolicyKind kind, String name) {
    static final Allowed NOTHING = new Allowed(List.of(), PolicyKind.INLINE, "EcsTaskSecrets");

    Allowed managed(String other) {
      return new Allowed(allowances, PolicyKind.MANAGED, other);
    }

    Allowed named(String other) {
      return new Allowed(allowances, kind, other);
    }

    RolePolicy of(String role, String... tasks) {
      List<Grant> grants = allowances.stream().flatMap(each -> each.grants().stream()).toList();
      LinkedHashSet<ResolvedReference> references = new LinkedHashSet<>();
      grants.forEach(grant -> references.addAll(grant.needs()));
      PolicyDocument policy =
          new PolicyDocument(allowances.stream().map(Allowance::statement).toList());
      return new RolePolicy(
          role.isEmpty() ? Optional.empty() : Optional.of(ExecutionRole.parse(role).orElseThrow()),
          List.of(tasks),
          kind,
          name,
          policy,
          List.of(new Part(1, name, policy)),
          Optional.empty(),
          Optional.empty(),
          grants,
          List.of(),
          List.copyOf(references),
          List.of(Origin.ALONE),
          grants.isEmpty()
              ? List.of()
              : List.of(
                  new Advisory(
                      "Values are injected when a container starts.",
                      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/x.html")));
    }
  }
}
