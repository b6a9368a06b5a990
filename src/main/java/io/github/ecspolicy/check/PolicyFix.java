package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.Selection;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a role should be allowed in the place of what it is allowed: all that its tasks need, and of
 * the rest only what no check can judge.
 *
 * @param tasks that use the role
 * @param policy that would be right; without statements if none is needed
 * @param replaced the account's own policies that it takes the place of; there may be none
 * @param detached AWS's own policies that are then needed no more
 * @param blocking statements that deny what the tasks need, and are therefore left out
 * @param elsewhere findings that no identity policy can mend
 */
public record PolicyFix(
    RoleTasks tasks,
    PolicyDocument policy,
    List<WrittenPolicy> replaced,
    List<WrittenPolicy> detached,
    List<AttachedStatement> blocking,
    List<Finding> elsewhere) {

  public PolicyFix {
    replaced = List.copyOf(replaced);
    detached = List.copyOf(detached);
    blocking = List.copyOf(blocking);
    elsewhere = List.copyOf(elsewhere);
  }

  /**
   * Returns how to mend what {@code check} found; empty if there is nothing that another identity
   * policy would mend.
   */
  public static Optional<PolicyFix> of(RoleCheck check) {
    boolean isNeeded =
        check.findings().stream().anyMatch(finding -> isOfUse(finding) && isMendable(finding));
    return isNeeded ? Optional.of(new Maker(check).fix()) : Optional.empty();
  }

  /** Returns what of {@code check} has to be mended elsewhere than in an identity policy. */
  public static List<Finding> elsewhere(RoleCheck check) {
    return check.findings().stream()
        .filter(finding -> isOfUse(finding) && !isMendable(finding))
        .toList();
  }

  private static boolean isOfUse(Finding finding) {
    return finding.code().category() != Category.OTHER;
  }

  private static boolean isMendable(Finding finding) {
    return switch (finding.code()) {
      case BOUNDARY_BLOCKS, RESOURCE_POLICY_BLOCKS, TRUST_POLICY, TRUST_POLICY_OPEN -> false;
      default -> true;
    };
  }

  /** Puts the parts together. */
  private static final class Maker {
    private static final Selection EVERYTHING = Selection.of("*");
    private static final String UNKNOWN_SUFFIX = "-??????";

    private final RoleCheck check;
    private final RoleTasks tasks;
    private final Judgement judgement;
    private final RolePermissions role;
    private final List<NeededCall> calls;

    Maker(RoleCheck check) {
      this.check = check;
      tasks = check.tasks();
      judgement = new Judgement(tasks);
      role =
          new RolePermissions(new Caller.Role(tasks.role().toString()), check.allowed(), List.of());
      calls = tasks.needs().stream().flatMap(need -> NeededCall.of(need).stream()).toList();
    }

    PolicyFix fix() {
      List<AttachedStatement> blocking = role.statements().stream().filter(this::blocks).toList();
      List<WrittenPolicy> concerned =
          check.allowed().policies().stream()
              .filter(policy -> isConcerned(policy, blocking))
              .toList();
      List<Statement> statements = new ArrayList<>();
      List<AttachedStatement> old =
          role.statements().stream().filter(each -> concerned.contains(each.policy())).toList();
      for (Statement statement : tasks.policy().statements()) {
        Statement exact = withKnownSuffixes(statement, old);
        statements.add(named(exact, nameOf(exact, old)));
      }
      old.stream()
          .filter(each -> !blocking.contains(each))
          .flatMap(each -> unjudged(each).stream())
          .forEach(statements::add);
      return new PolicyFix(
          tasks,
          new PolicyDocument(withUniqueNames(statements)),
          concerned.stream().filter(policy -> policy.kind() != Kind.AWS_MANAGED).toList(),
          concerned.stream().filter(policy -> policy.kind() == Kind.AWS_MANAGED).toList(),
          blocking,
          elsewhere(check));
    }

    /** Whether {@code source} denies something that the tasks need, whatever the call brings. */
    private boolean blocks(AttachedStatement source) {
      if (source.statement().effect() != Effect.DENY) {
        return false;
      }
      PolicyEvaluator alone =
          new PolicyEvaluator(
              new PolicyDocument(
                  List.of(
                      new Statement(
                          Optional.empty(), Effect.ALLOW, EVERYTHING, EVERYTHING, List.of()),
                      source.statement())));
      return calls.stream()
          .filter(call -> !call.isOptional())
          .flatMap(call -> call.requests().stream())
          .map(role::known)
          .anyMatch(request -> alone.decide(request) == Decision.EXPLICITLY_DENIED);
    }

    /** A policy of which nothing can be judged stays beside the right one. */
    private boolean isConcerned(WrittenPolicy policy, List<AttachedStatement> blocking) {
      return role.statements().stream()
          .filter(each -> each.policy() == policy)
          .anyMatch(
              each ->
                  blocking.contains(each)
                      || Permission.of(each).stream().anyMatch(judgement::isOn));
    }

    /** What the role has by the exact ARN says more than a task definition does. */
    private Statement withKnownSuffixes(Statement statement, List<AttachedStatement> old) {
      List<String> resources =
          statement.resources().stream()
              .flatMap(
                  resource ->
                      resource.endsWith(UNKNOWN_SUFFIX)
                          ? knownOrItself(resource, statement, old).stream()
                          : Stream.of(resource))
              .distinct()
              .toList();
      return new Statement(
          statement.sid(),
          statement.effect(),
          statement.actions(),
          resources,
          statement.conditions());
    }

    private static List<String> knownOrItself(
        String resource, Statement statement, List<AttachedStatement> old) {
      Glob pattern = new Glob(resource);
      List<String> known =
          old.stream()
              .flatMap(each -> Permission.of(each).stream())
              .filter(Permission::isOnOneResource)
              .filter(each -> statement.actions().stream().anyMatch(each::isAboutAction))
              .map(Permission::resourceText)
              .filter(pattern::matches)
              .distinct()
              .sorted()
              .toList();
      return known.isEmpty() ? List.of(resource) : known;
    }

    /** A statement that only differs in its name would look like a difference. */
    private static Optional<String> nameOf(Statement statement, List<AttachedStatement> old) {
      return old.stream()
          .map(AttachedStatement::statement)
          .filter(each -> each.effect() == Effect.ALLOW)
          .filter(each -> Set.copyOf(each.actions()).equals(Set.copyOf(statement.actions())))
          .findFirst()
          .map(Statement::sid)
          .orElse(statement.sid());
    }

    private static Statement named(Statement statement, Optional<String> name) {
      return new Statement(
          name,
          statement.effect(),
          statement.action(),
          statement.resource(),
          statement.conditions());
    }

    /** The part of {@code source} that no check can judge, and what it denies. */
    private Optional<Statement> unjudged(AttachedStatement source) {
      Statement statement = source.statement();
      List<Permission> parts = Permission.of(source);
      if (parts.stream().noneMatch(judgement::isOn)) {
        return Optional.of(statement);
      }
      List<String> actions =
          parts.stream()
              .filter(part -> !judgement.isOn(part))
              .map(Permission::actionText)
              .distinct()
              .toList();
      return actions.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Statement(
                  statement.sid(),
                  statement.effect(),
                  Selection.of(actions),
                  statement.resource(),
                  statement.conditions()));
    }

    private static List<Statement> withUniqueNames(List<Statement> statements) {
      Set<String> names = new HashSet<>();
      return statements.stream()
          .map(
              each ->
                  each.sid().map(names::add).orElse(true) ? each : named(each, Optional.empty()))
          .toList();
    }
  }
}
