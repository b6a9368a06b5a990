package io.github.ecspolicy.check;

import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.Match;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.ResourcePattern;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.List;
import java.util.Optional;

/** What the tasks of a role need: the calls, and the smallest policy that allows them. */
final class NeededPolicy {
  private final List<NeededCall> calls;
  private final PolicyDocument policy;
  private final PolicyEvaluator evaluator;

  NeededPolicy(List<NeededCall> calls, PolicyDocument policy) {
    this.calls = List.copyOf(calls);
    this.policy = policy;
    this.evaluator = new PolicyEvaluator(policy);
  }

  /** Returns every call, once for each field that leads to it. */
  List<NeededCall> calls() {
    return calls;
  }

  /** Returns how many different calls ECS cannot do without. */
  int distinct() {
    return distinct(calls);
  }

  /** Returns how many different calls among {@code calls} ECS cannot do without. */
  static int distinct(List<NeededCall> calls) {
    return (int)
        calls.stream()
            .filter(call -> !call.isOptional())
            .map(FamilyGroup.Lost::of)
            .distinct()
            .count();
  }

  PolicyDocument policy() {
    return policy;
  }

  Decision decide(AccessRequest request) {
    return evaluator.decide(request);
  }

  /** Returns the part of the policy that allows {@code call} and nothing else. */
  Optional<Statement> statementFor(NeededCall call) {
    for (Statement statement : policy.statements()) {
      for (String resource : statement.resources()) {
        boolean isOfCall =
            statement.actions().stream()
                    .anyMatch(action -> new Glob(action).matchesIgnoreCase(call.action()))
                && ResourcePattern.of(resource).matches(call.requests().get(0)) != Match.NO;
        if (!isOfCall) {
          continue;
        }
        Statement part =
            new Statement(
                statement.sid(),
                statement.effect(),
                List.of(call.action()),
                List.of(resource),
                statement.conditions());
        PolicyEvaluator alone = new PolicyEvaluator(new PolicyDocument(List.of(part)));
        if (call.requests().stream().allMatch(each -> alone.decide(each) == Decision.ALLOWED)) {
          return Optional.of(part);
        }
      }
    }
    return Optional.empty();
  }
}
