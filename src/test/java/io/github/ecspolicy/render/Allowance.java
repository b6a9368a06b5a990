package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.ExecutionRole;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

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
          List.of(new Part(name, policy)),
          Optional.empty(),
          grants,
          List.of(),
          List.copyOf(references),
          grants.isEmpty()
              ? List.of()
              : List.of(
                  new Advisory(
                      "Values are injected when a container starts.",
                      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/x.html")));
    }
  }
}
