package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.check.DiffReport.RoleChange;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.Match;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.ResourcePattern;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.synthesis.NeededCall;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what the tasks of roles need with what they needed before. */
public final class TaskDifference {
  private TaskDifference() {}

  /** What makes a role one: it may be known by its ARN in one version and by its name in both. */
  private record Key(boolean isUnnamed, String name, String account) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::isUnnamed).thenComparing(Key::name).thenComparing(Key::account);

    static Key of(RolePolicy policy, Symbols symbols) {
      return RoleName.shown(policy, symbols)
          .map(
              name ->
                  new Key(
                      false,
                      name.toLowerCase(Locale.ROOT),
                      policy
                          .role()
                          .flatMap(ExecutionRole::account)
                          .map(symbols::describe)
                          .orElse("")))
          .orElse(new Key(true, "", ""));
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** The policy of a role, and what stands in it for what only AWS will know. */
  private record Version(RolePolicy policy, Symbols symbols) {
    private static String text(Grant grant, Symbols symbols) {
      return symbols.describe(grant.action() + " " + grant.resource() + " " + grant.conditions());
    }

    /** Returns what this needs and {@code other} did not. */
    List<Grant> beyond(Optional<Version> other) {
      Set<String> same =
          other.stream()
              .flatMap(
                  each -> each.policy.grants().stream().map(grant -> text(grant, each.symbols)))
              .collect(Collectors.toSet());
      PolicyEvaluator allowed =
          new PolicyEvaluator(
              other.map(each -> each.policy.policy()).orElse(new PolicyDocument(List.of())));
      return policy.grants().stream()
          .filter(grant -> !same.contains(text(grant, symbols)))
          .filter(grant -> !isAllowed(grant, allowed))
          .toList();
    }

    /** A pattern may have covered what is now listed. */
    private static boolean isAllowed(Grant grant, PolicyEvaluator allowed) {
      List<NeededCall> calls =
          grant.needs().stream()
              .flatMap(need -> NeededCall.of(need).stream())
              .filter(call -> new Glob(grant.action()).matchesIgnoreCase(call.action()))
              .filter(
                  call ->
                      ResourcePattern.of(grant.resource()).matches(call.requests().get(0))
                          != Match.NO)
              .toList();
      return !calls.isEmpty()
          && calls.stream()
              .flatMap(call -> call.requests().stream())
              .allMatch(request -> allowed.decide(request) == Decision.ALLOWED);
    }
  }

  /** Returns what changes for each role, sorted by name. */
  public static List<RoleChange> of(PolicyReport before, PolicyReport after) {
    Map<Key, Version> old = versions(before);
    Map<Key, Version> current = versions(after);
    if (old.size() == 1 && current.size() == 1) {
      Key one = old.keySet().iterator().next();
      Key other = current.keySet().iterator().next();
      // A version that names no role, or not its account, says nothing of another one.
      if (one.isUnnamed() || other.isUnnamed() || isSame(one, other)) {
        current = Map.of(one, current.get(other));
      }
    }
    Map<Key, Version> all = new TreeMap<>(old);
    all.putAll(current);
    List<RoleChange> changes = new ArrayList<>();
    for (Key key : all.keySet()) {
      changes.add(change(Optional.ofNullable(old.get(key)), Optional.ofNullable(current.get(key))));
    }
    return List.copyOf(changes);
  }

  private static boolean isSame(Key one, Key other) {
    return one.name().equals(other.name())
        && (one.account().isEmpty() || other.account().isEmpty());
  }

  private static Map<Key, Version> versions(PolicyReport report) {
    Map<Key, Version> versions = new TreeMap<>();
    for (RolePolicy policy : report.policies()) {
      versions.put(Key.of(policy, report.symbols()), new Version(policy, report.symbols()));
    }
    return versions;
  }

  private static RoleChange change(Optional<Version> before, Optional<Version> after) {
    return new RoleChange(
        after.flatMap(TaskDifference::name).or(() -> before.flatMap(TaskDifference::name)),
        families(before),
        families(after),
        after.map(each -> each.beyond(before)).orElse(List.of()),
        before.map(each -> each.beyond(after)).orElse(List.of()));
  }

  private static Optional<String> name(Version version) {
    return RoleName.shown(version.policy(), version.symbols());
  }

  private static List<String> families(Optional<Version> version) {
    return version
        .map(each -> each.policy().tasks().stream().map(each.symbols()::describe).toList())
        .orElse(List.of());
  }
}
