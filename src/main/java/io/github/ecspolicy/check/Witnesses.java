package io.github.ecspolicy.check;

import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Comparison;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for requests that a role is allowed and its tasks never make. */
final class Witnesses {
  /** Of the resources that are needed, as many are tried with an action that is not. */
  private static final int TRIED = 20;

  private final RolePermissions role;
  private final NeededPolicy needed;
  private final SampleCalls samples;

  Witnesses(RolePermissions role, NeededPolicy needed, SampleCalls samples) {
    this.role = role;
    this.needed = needed;
    this.samples = samples;
  }

  /** Returns a request that {@code permission} allows and that is not needed, if there is one. */
  Optional<Witness> of(Permission permission) {
    for (String action : samples.actions(permission.action())) {
      for (String resource : resources(permission, action)) {
        for (AccessRequest request : requests(permission, action, resource)) {
          if (permission.covers(request)
              && role.decide(request) == Decision.ALLOWED
              && needed.decide(request) == Decision.IMPLICITLY_DENIED) {
            return Optional.of(new Witness(request, Decision.ALLOWED, Decision.IMPLICITLY_DENIED));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns {@code true} if there is a call that {@code permission} is about. */
  boolean isCall(Permission permission) {
    return permission.resource().allBut()
        || samples.actions(permission.action()).stream()
            .anyMatch(
                action ->
                    permission.resourceText().equals("*")
                        || samples.mayBeCalled(action, permission.resourceText()));
  }

  /** What is needed comes last: another thing shows more plainly what is too much. */
  private Set<String> resources(Permission permission, String action) {
    Set<String> resources = new LinkedHashSet<>();
    resources.add(samples.another(action));
    if (!permission.resource().allBut()) {
      resources.add(samples.like(permission.resourceText()));
    }
    needed.calls().stream()
        .map(call -> call.requests().get(0).resource())
        .distinct()
        .filter(resource -> samples.isCall(action, resource))
        .limit(TRIED)
        .forEach(resources::add);
    resources.removeIf(resource -> !samples.isCall(action, resource));
    return resources;
  }

  private List<AccessRequest> requests(Permission permission, String action, String resource) {
    Map<String, List<String>> context = NeededCall.contextOn(resource);
    List<AccessRequest> requests = new ArrayList<>();
    for (Condition condition : permission.conditions()) {
      satisfy(condition, context);
    }
    requests.add(new AccessRequest(action, resource, context));
    // The call itself, where the service would make it.
    if (context.keySet().stream().noneMatch("kms:ViaService"::equalsIgnoreCase)) {
      needed.calls().stream()
          .filter(call -> call.action().equals(action))
          .map(NeededCall::context)
          .distinct()
          .limit(TRIED)
          .forEach(
              known -> {
                Map<String, List<String>> both = new HashMap<>(known);
                both.putAll(context);
                requests.add(new AccessRequest(action, resource, both));
              });
    }
    return requests;
  }

  /** Gives the key of a condition a value that it holds for, where one is plain to see. */
  static void satisfy(Condition condition, Map<String, List<String>> context) {
    Comparison comparison = condition.operator().comparison();
    String value = condition.values().get(0);
    switch (comparison) {
      case STRING_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          ARN_EQUALS,
          ARN_LIKE,
          NUMERIC_EQUALS,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN_EQUALS,
          DATE_EQUALS,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN_EQUALS,
          BOOL,
          BINARY_EQUALS ->
          context.putIfAbsent(condition.key(), List.of(instance(value)));
      case IP_ADDRESS ->
          context.putIfAbsent(condition.key(), List.of(value.replaceFirst("/.*", "")));
      case NULL -> {
        if (Boolean.parseBoolean(value)) {
          context.putIfAbsent(condition.key(), List.of());
        } else {
          context.putIfAbsent(condition.key(), List.of("another"));
        }
      }
      case STRING_NOT_EQUALS,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_NOT_LIKE,
          ARN_NOT_EQUALS,
          ARN_NOT_LIKE,
          NUMERIC_NOT_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_GREATER_THAN,
          DATE_NOT_EQUALS,
          DATE_LESS_THAN,
          DATE_GREATER_THAN,
          NOT_IP_ADDRESS -> {
        // What the request has by itself will do, or nothing plain does.
      }
    }
  }

  private static String instance(String pattern) {
    return new Glob(pattern).isLiteral()
        ? pattern
        : pattern.replace("*", "another").replace('?', 'x');
  }
}
