package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.Selection;
import io.github.ecspolicy.iam.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Requests by which policies are compared. Where two policies answer one differently, one of them
 * draws a line there: so requests are made on both sides of all lines that any statement draws, by
 * its actions, its resources and its conditions.
 */
final class TriedRequests {
  /** As many contexts are tried for one permission: conditions by the dozen are rare. */
  private static final int MOST_CONTEXTS = 64;

  /** As many requests are tried for one permission. */
  private static final int MOST = 20_000;

  private final SampleCalls samples;
  private final Set<String> actions = new LinkedHashSet<>();
  private final Set<String> resources = new LinkedHashSet<>();
  private final Set<Condition> conditions = new LinkedHashSet<>();

  TriedRequests(SampleCalls samples, Collection<RolePermissions> roles) {
    this.samples = samples;
    for (RolePermissions role : roles) {
      Stream.concat(role.statements().stream(), role.boundaryStatements().stream())
          .map(AttachedStatement::statement)
          .forEach(this::add);
    }
  }

  private void add(Statement statement) {
    statement.action().patterns().forEach(each -> actions.add(filled(each)));
    statement.resource().patterns().forEach(each -> resources.addAll(instances(each)));
    conditions.addAll(statement.conditions());
  }

  /** Two things of which no narrower pattern than the one that is written matches both. */
  private List<String> instances(String pattern) {
    return Stream.of(pattern, pattern.replace("*", "zz/9").replace('?', '7'))
        .map(samples::like)
        .distinct()
        .toList();
  }

  private static String filled(String pattern) {
    return pattern.replace("*", "").replace('?', 'x');
  }

  /** Returns requests that {@code part} is about. */
  List<AccessRequest> of(Permission part) {
    List<AccessRequest> requests = new ArrayList<>();
    for (String action : actions(part)) {
      for (String resource : resources(part, action)) {
        for (Map<String, List<String>> context : contexts(part, resource)) {
          if (requests.size() < MOST) {
            requests.add(new AccessRequest(action, resource, context));
          }
        }
      }
    }
    return requests;
  }

  private Set<String> actions(Permission part) {
    Selection selection = part.action();
    if (!selection.allBut() && new Glob(part.actionText()).isLiteral()) {
      return Set.of(part.actionText());
    }
    Set<String> all = new LinkedHashSet<>(samples.actions(selection));
    actions.stream()
        .filter(each -> each.indexOf(':') > 0 && !each.endsWith(":"))
        .filter(part::isAboutAction)
        .forEach(all::add);
    return all;
  }

  private Set<String> resources(Permission part, String action) {
    if (part.isOnOneResource()) {
      return Set.of(part.resourceText());
    }
    Set<String> all = new LinkedHashSet<>();
    all.add(samples.another(action));
    if (!part.resource().allBut()) {
      all.addAll(instances(part.resourceText()));
    }
    all.addAll(resources);
    all.removeIf(resource -> !samples.isCall(action, resource));
    return all;
  }

  private Set<Map<String, List<String>>> contexts(Permission part, String resource) {
    Map<String, List<String>> plain = new HashMap<>();
    plain.put("aws:SecureTransport", List.of("true"));
    Arn.parse(resource)
        .map(Arn::region)
        .filter(region -> !region.isEmpty())
        .ifPresent(region -> plain.put("aws:RequestedRegion", List.of(region)));
    Set<Map<String, List<String>>> contexts = new LinkedHashSet<>();
    contexts.add(satisfying(part, plain));
    for (Condition condition : conditions) {
      for (String value : condition.values()) {
        contexts.add(satisfying(part, with(plain, condition.key(), List.of(sample(value)))));
      }
      contexts.add(satisfying(part, with(plain, condition.key(), List.of("another"))));
      contexts.add(satisfying(part, with(plain, condition.key(), List.of())));
      if (contexts.size() > MOST_CONTEXTS) {
        break;
      }
    }
    return contexts;
  }

  private static String sample(String value) {
    return new Glob(value).isLiteral() ? value : value.replace("*", "another").replace('?', 'x');
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> context, String key, List<String> values) {
    Map<String, List<String>> all = new HashMap<>();
    context.forEach(
        (each, had) -> {
          if (!each.equalsIgnoreCase(key)) {
            all.put(each, had);
          }
        });
    all.put(key, values);
    return all;
  }

  /** Gives the other keys of the conditions of {@code part} values that they hold for. */
  private static Map<String, List<String>> satisfying(
      Permission part, Map<String, List<String>> context) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(context);
    part.conditions().forEach(condition -> Witnesses.satisfy(condition, all));
    return all;
  }
}
