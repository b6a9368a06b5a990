package io.github.ecspolicy.check;

import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.Match;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.ResourcePattern;
import io.github.ecspolicy.iam.Selection;
import io.github.ecspolicy.iam.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The smallest part of what a statement allows: one of its actions on one of its resources. Where
 * it lists what it leaves out, that is one part.
 *
 * @param source the statement
 * @param action as it is written
 * @param resource as it is written
 * @param conditions under which it is allowed
 */
record Permission(
    AttachedStatement source, Selection action, Selection resource, List<Condition> conditions) {

  /** Returns what {@code source} allows; nothing if it denies. */
  static List<Permission> of(AttachedStatement source) {
    Statement statement = source.statement();
    List<Permission> permissions = new ArrayList<>();
    if (statement.effect() == Effect.ALLOW) {
      for (Selection action : parts(statement.action())) {
        for (Selection resource : parts(statement.resource())) {
          permissions.add(new Permission(source, action, resource, statement.conditions()));
        }
      }
    }
    return permissions;
  }

  private static List<Selection> parts(Selection selection) {
    return selection.allBut()
        ? List.of(selection)
        : selection.patterns().stream().distinct().map(Selection::of).toList();
  }

  /** Returns {@code true} if it allows the call, or may. */
  boolean covers(AccessRequest request) {
    return isAboutAction(request.action())
        && isAboutResource(request)
        && decide(request) != Decision.IMPLICITLY_DENIED;
  }

  /** Returns {@code true} if it is about the action. */
  boolean isAboutAction(String name) {
    boolean listed =
        action.patterns().stream().anyMatch(each -> new Glob(each).matchesIgnoreCase(name));
    return listed != action.allBut();
  }

  /** Returns {@code true} if it is about the resource of the call, or may be. */
  boolean isAboutResource(AccessRequest request) {
    boolean listed =
        resource.patterns().stream()
            .anyMatch(each -> ResourcePattern.of(each).matches(request) != Match.NO);
    return resource.allBut() || listed;
  }

  /** Returns what IAM answers to the call if this is all that is allowed. */
  Decision decide(AccessRequest request) {
    Statement alone =
        new Statement(source.statement().sid(), Effect.ALLOW, action, resource, conditions);
    return new PolicyEvaluator(new PolicyDocument(List.of(alone))).decide(request);
  }

  /** Returns the same without some of its conditions. */
  Permission without(Predicate<Condition> some) {
    return new Permission(
        source, action, resource, conditions.stream().filter(some.negate()).toList());
  }

  /** Returns the one resource it lists, or empty text where it lists what it leaves out. */
  String resourceText() {
    return resource.allBut() ? "" : resource.patterns().get(0);
  }

  /** Returns the one action it lists, or empty text where it lists what it leaves out. */
  String actionText() {
    return action.allBut() ? "" : action.patterns().get(0);
  }

  /** Returns {@code true} if it lists one resource that is no pattern. */
  boolean isOnOneResource() {
    return !resource.allBut() && ResourcePattern.of(resourceText()).isLiteral();
  }

  /** Returns {@code true} if its action is one of {@code service}. */
  boolean isOfService(String service) {
    return actionText().regionMatches(true, 0, service + ":", 0, service.length() + 1);
  }
}
