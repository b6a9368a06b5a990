package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the roles that were read the tasks of a group have. */
final class RoleMatches {
  /** How many names a message lists. */
  private static final int SHOWN = 5;

  private final List<RoleAuthorization> named;
  private final List<RoleAuthorization> unnamed;

  /** Where in the list those are that have a name or an id: an account has thousands of roles. */
  private final Map<String, List<Integer>> byWord = new HashMap<>();

  private final List<RoleGroup> groups;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  RoleMatches(Authorizations read, List<RoleGroup> groups) {
    named =
        read.roles().stream().filter(role -> !role.role().equals(RoleIdentity.UNKNOWN)).toList();
    unnamed =
        read.roles().stream().filter(role -> role.role().equals(RoleIdentity.UNKNOWN)).toList();
    this.groups = groups;
    for (int i = 0; i < named.size(); i++) {
      RoleIdentity role = named.get(i).role();
      for (String word : Stream.concat(role.name().stream(), role.id().stream()).toList()) {
        byWord.computeIfAbsent(lowerCase(word), each -> new ArrayList<>()).add(i);
      }
    }
    if (!unnamed.isEmpty() && groups.size() > 1) {
      diagnostics.add(severalRoles());
    }
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns all that was read of the role of {@code group}, if anything was. */
  Optional<RoleAuthorization> of(RoleGroup group) {
    List<RoleAuthorization> found =
        new ArrayList<>(
            words(group)
                .flatMap(word -> byWord.getOrDefault(lowerCase(word), List.of()).stream())
                .distinct()
                .sorted()
                .map(named::get)
                .filter(role -> isOf(role.role(), group))
                .toList());
    if (groups.size() == 1) {
      if (found.isEmpty() && group.role().isEmpty()) {
        found.addAll(theOnlyRole());
      }
      found.addAll(unnamed);
    }
    Optional<RoleAuthorization> whole = found.stream().reduce(RoleAuthorization::and);
    boolean isReported = !unnamed.isEmpty() && groups.size() > 1;
    if (whole.isEmpty() && !isReported) {
      diagnostics.add(notFound(group));
    }
    return whole;
  }

  /** What the role of a group may be called. */
  private static Stream<String> words(RoleGroup group) {
    return Stream.concat(
        group.role().map(ExecutionRole::name).stream(),
        group.tasks().stream().flatMap(task -> idOfRole(task.task().origin()).stream()));
  }

  private static Optional<String> idOfRole(Origin origin) {
    if (origin instanceof Origin.Stack stack) {
      return stack.role();
    }
    return origin instanceof Origin.Configuration configuration
        ? configuration.role()
        : Optional.empty();
  }

  private static String lowerCase(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** Task definitions that name no role have the one that is shown. */
  private List<RoleAuthorization> theOnlyRole() {
    return named.stream().map(RoleAuthorization::role).distinct().count() == 1 ? named : List.of();
  }

  private static boolean isOf(RoleIdentity role, RoleGroup group) {
    return group.tasks().stream().anyMatch(task -> isIn(role, task.task()))
        || group.role().filter(each -> isCalled(role, each, group)).isPresent();
  }

  /** Templates and plans may call their roles the same. */
  private static boolean isIn(RoleIdentity role, TaskDefinition task) {
    if (role.id().isEmpty() || role.source().filter(task.location().source()::equals).isEmpty()) {
      return false;
    }
    return role.id().equals(idOfRole(task.origin()));
  }

  /** IAM compares names without case. */
  private static boolean isCalled(RoleIdentity role, ExecutionRole execution, RoleGroup group) {
    Optional<String> account =
        execution
            .account()
            .or(
                () ->
                    group.tasks().stream()
                        .flatMap(task -> task.target().account().stream())
                        .findFirst());
    boolean isElsewhere =
        account.isPresent() && role.account().isPresent() && !account.equals(role.account());
    return !isElsewhere && role.name().filter(execution.name()::equalsIgnoreCase).isPresent();
  }

  private Diagnostic severalRoles() {
    return Diagnostic.of(
            DiagnosticCode.ROLE_AMBIGUOUS,
            "the policies that were given do not say whose they are, and the task definitions have "
                + groups.size()
                + " roles: "
                + groups.stream()
                    .map(RoleMatches::title)
                    .limit(SHOWN)
                    .collect(Collectors.joining(", ")))
        .withHint(
            "check one role at a time with ",
            Setting.ROLE_NAME,
            ", or give what `aws iam get-account-authorization-details` prints");
  }

  private Diagnostic notFound(RoleGroup group) {
    List<String> others =
        named.stream()
            .map(role -> role.role().name().or(role.role()::id).orElseThrow())
            .distinct()
            .sorted()
            .toList();
    Diagnostic unknown =
        Diagnostic.of(
            DiagnosticCode.ROLE_NOT_SHOWN, "nothing shows what " + title(group) + " is allowed");
    return others.isEmpty()
        ? unknown.withHint("give its policies with ", Setting.POLICY)
        : unknown.withHint(
            "give its policies with ",
            Setting.POLICY,
            "; what was read is of "
                + others.stream()
                    .limit(SHOWN)
                    .map(name -> quote(name))
                    .collect(Collectors.joining(", "))
                + (others.size() > SHOWN ? ", …" : ""));
  }

  private static String title(RoleGroup group) {
    return group
        .role()
        .map(role -> "the role " + quote(role.name()))
        .orElseGet(
            () ->
                "the execution role of "
                    + group.tasks().stream()
                        .map(task -> quote(task.name()))
                        .distinct()
                        .limit(SHOWN)
                        .collect(Collectors.joining(", ")));
  }
}
