package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.check.DiffReport.ChangedPermission;
import io.github.ecspolicy.check.DiffReport.PolicyChange;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.iam.Decision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares what a role is allowed with what it was allowed before: by asking both, since the same
 * can be written in many ways.
 */
public final class PolicyDifference {
  /** The account and Region that AWS's pages use. */
  private static final Arn SOMEWHERE = new Arn("aws", "ecs", "us-east-1", "111122223333", "*");

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final String NAMELESS = "role/execution";

  private final RolePermissions before;
  private final RolePermissions after;
  private final TriedRequests tried;

  private PolicyDifference(RolePermissions before, RolePermissions after, TriedRequests tried) {
    this.before = before;
    this.after = after;
    this.tried = tried;
  }

  /**
   * All that bears on a role.
   *
   * @param role what is attached to it
   * @param resources policies of keys and secrets
   */
  public record Version(RoleAuthorization role, List<ResourceAuthorization> resources) {
    public Version {
      resources = List.copyOf(resources);
    }
  }

  /** What changes, and what of the policies could not be read. */
  public record Compared(PolicyChange change, List<Diagnostic> diagnostics) {
    public Compared {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Returns what changes for the role {@code name}. */
  public static Compared of(Optional<String> name, Version before, Version after) {
    Arn place = place(before, after);
    Caller.Role caller =
        new Caller.Role(
            new Arn(
                    place.partition(),
                    "iam",
                    "",
                    place.account(),
                    name.map(each -> "role/" + each).orElse(NAMELESS))
                .toString());
    RolePermissions old = new RolePermissions(caller, before.role(), before.resources());
    RolePermissions current = new RolePermissions(caller, after.role(), after.resources());
    PolicyDifference difference =
        new PolicyDifference(
            old, current, new TriedRequests(new SampleCalls(place), List.of(old, current)));
    return new Compared(
        difference.change(name),
        Stream.concat(old.diagnostics().stream(), current.diagnostics().stream()).toList());
  }

  private PolicyChange change(Optional<String> name) {
    return new PolicyChange(
        name,
        beyond(after, before),
        beyond(before, after),
        !documents(before).equals(documents(after)));
  }

  /** Returns all that bears on the role as it is written, also what no request is tried on. */
  private static List<List<String>> documents(RolePermissions role) {
    RoleAuthorization written = role.written();
    return List.of(
        texts(written.policies().stream()),
        written.unknownPolicies().stream().distinct().sorted().toList(),
        texts(written.boundary().stream()),
        written.unknownBoundary().stream().toList(),
        texts(written.trustPolicy().stream()));
  }

  private static List<String> texts(Stream<WrittenPolicy> policies) {
    return policies.map(WrittenPolicy::document).map(Object::toString).sorted().toList();
  }

  /** Returns each permission of {@code one} that allows something that {@code other} does not. */
  private List<ChangedPermission> beyond(RolePermissions one, RolePermissions other) {
    List<ChangedPermission> changes = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (AttachedStatement source : one.statements()) {
      for (Permission part : Permission.of(source)) {
        if (seen.add(List.of(part.action(), part.resource(), part.conditions()))) {
          witness(part, one, other)
              .map(this::plainest)
              .map(request -> changed(part, request))
              .ifPresent(changes::add);
        }
      }
    }
    return List.copyOf(changes);
  }

  private ChangedPermission changed(Permission part, AccessRequest request) {
    AttachedStatement source = part.source();
    return new ChangedPermission(
        source,
        words(part.action().allBut(), part.action().patterns()),
        words(part.resource().allBut(), part.resource().patterns()),
        request,
        before.decide(request),
        after.decide(request));
  }

  private static String words(boolean allBut, List<String> patterns) {
    return allBut ? "all but " + String.join(", ", patterns) : patterns.get(0);
  }

  /** What is allowed without conditions shows a difference best. */
  private Optional<AccessRequest> witness(
      Permission part, RolePermissions one, RolePermissions other) {
    Optional<AccessRequest> conditional = Optional.empty();
    for (AccessRequest request : tried.of(part)) {
      Decision allowed = one.decide(request);
      if (rank(allowed) > rank(other.decide(request)) && part.covers(request)) {
        if (allowed == Decision.ALLOWED) {
          return Optional.of(request);
        }
        conditional = conditional.or(() -> Optional.of(request));
      }
    }
    return conditional;
  }

  /** Without the keys that do not matter. */
  private AccessRequest plainest(AccessRequest request) {
    AccessRequest plainest = request;
    for (String key : request.context().keySet()) {
      Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      context.putAll(plainest.context());
      context.remove(key);
      AccessRequest without = new AccessRequest(request.action(), request.resource(), context);
      if (before.decide(without) == before.decide(request)
          && after.decide(without) == after.decide(request)) {
        plainest = without;
      }
    }
    return plainest;
  }

  private static int rank(Decision decision) {
    return switch (decision) {
      case ALLOWED -> 2;
      case CONDITIONAL -> 1;
      case IMPLICITLY_DENIED, EXPLICITLY_DENIED -> 0;
    };
  }

  /** Where most resources are that the policies name; nothing else tells. */
  private static Arn place(Version before, Version after) {
    return Stream.of(after, before)
        .flatMap(version -> version.role().policies().stream())
        .flatMap(policy -> policy.document().findValues("Resource").stream())
        .flatMap(
            resource ->
                resource.isArray()
                    ? Stream.iterate(0, i -> i < resource.size(), i -> i + 1).map(resource::get)
                    : Stream.of(resource))
        .flatMap(text -> Arn.parse(text.asText()).stream())
        .filter(arn -> ACCOUNT.matcher(arn.account()).matches())
        .filter(arn -> !arn.region().isEmpty() && !arn.region().contains("*"))
        .findFirst()
        .map(arn -> new Arn(arn.partition(), "ecs", arn.region(), arn.account(), "*"))
        .orElse(SOMEWHERE);
  }
}
