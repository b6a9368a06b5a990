package io.github.ecspolicy.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A statement made ready for many requests. */
final class StatementMatcher {

  private final Statement statement;
  private final Set<String> literalActions = new HashSet<>();
  private final List<Glob> actionPatterns = new ArrayList<>();
  private final Set<String> literalResources = new HashSet<>();
  private final List<ResourcePattern> resourcePatterns = new ArrayList<>();

  StatementMatcher(Statement statement) {
    this.statement = statement;
    for (String action : statement.action().patterns()) {
      Glob glob = new Glob(action.toLowerCase(Locale.ROOT));
      if (glob.isLiteral()) {
        literalActions.add(glob.pattern());
      } else {
        actionPatterns.add(glob);
      }
    }
    for (String resource : statement.resource().patterns()) {
      ResourcePattern pattern = ResourcePattern.of(resource);
      if (pattern.isLiteral()) {
        literalResources.add(resource);
      } else {
        resourcePatterns.add(pattern);
      }
    }
  }

  Statement statement() {
    return statement;
  }

  Effect effect() {
    return statement.effect();
  }

  Set<String> literalResources() {
    return literalResources;
  }

  List<ResourcePattern> resourcePatterns() {
    return resourcePatterns;
  }

  /** Whether the statement is about the action, which is in lower case. */
  boolean hasAction(String action) {
    boolean listed =
        literalActions.contains(action)
            || actionPatterns.stream().anyMatch(glob -> glob.matches(action));
    return listed != statement.action().allBut();
  }

  /** Whether the statement is about the resource. */
  Match hasResource(String resource, RequestContext context) {
    Match listed = Match.of(literalResources.contains(resource));
    for (ResourcePattern pattern : resourcePatterns) {
      if (listed != Match.YES) {
        listed = listed.or(pattern.matches(resource, context));
      }
    }
    return statement.resource().allBut() ? listed.not() : listed;
  }

  /** Whether all conditions hold. */
  Match test(RequestContext context) {
    Match match = Match.YES;
    for (Condition condition : statement.conditions()) {
      if (match != Match.NO) {
        match = match.and(condition.test(context));
      }
    }
    return match;
  }
}
