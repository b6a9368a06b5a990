package io.github.ecspolicy.check;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.Explanation;
import io.github.ecspolicy.iam.Match;
import io.github.ecspolicy.iam.Obstacle;
import io.github.ecspolicy.iam.PolicyType;
import io.github.ecspolicy.iam.StatementExplanation;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tasks of a role need and the role is not allowed, or perhaps not. */
final class MissingPermissions {
  private final RolePermissions role;
  private final String name;
  private final NeededPolicy needed;
  private final List<Permission> permissions;
  private final Set<String> onEc2;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Permission> sprung = new ArrayList<>();
  private final Set<FamilyGroup.Lost> refused = new LinkedHashSet<>();

  /**
   * @param role what it is allowed
   * @param name of the role in messages
   * @param needed what its tasks need
   * @param permissions of the role, part by part
   * @param onEc2 the names of its tasks that may run on container instances of the user's own
   */
  MissingPermissions(
      RolePermissions role,
      String name,
      NeededPolicy needed,
      List<Permission> permissions,
      Set<String> onEc2) {
    this.role = role;
    this.name = name;
    this.needed = needed;
    this.permissions = permissions;
    this.onEc2 = onEc2;
  }

  /** A call, whoever needs it. */
  private record Call(
      String action, String resource, NeededCall.End end, Map<String, List<String>> context) {
    static Call of(NeededCall call) {
      return new Call(call.action(), call.resource(), call.end(), call.context());
    }
  }

  List<Finding> findings() {
    Map<Call, List<NeededCall>> calls = new LinkedHashMap<>();
    for (NeededCall call : needed.calls()) {
      if (!call.isOptional()) {
        calls.computeIfAbsent(Call.of(call), key -> new ArrayList<>()).add(call);
      }
    }
    calls.values().forEach(this::check);
    return List.copyOf(findings);
  }

  /** Returns what was meant to allow something and does not, of those found so far. */
  List<Permission> sprung() {
    return List.copyOf(sprung);
  }

  /** Returns what is not allowed, or perhaps not, of the calls asked about so far. */
  List<FamilyGroup.Lost> refused() {
    return List.copyOf(refused);
  }

  private void check(List<NeededCall> same) {
    NeededCall call = same.get(0);
    Optional<Explanation> answer =
        call.requests().stream()
            .filter(request -> role.decide(request) != Decision.ALLOWED)
            .findFirst()
            .map(role::explain);
    if (answer.isEmpty()) {
      return;
    }
    Optional<AccessRequest> assumed = assumed(call);
    if (assumed.isPresent()) {
      findings.add(assumed(same, assumed.get()));
      return;
    }
    refused.add(FamilyGroup.Lost.of(call));
    if (answer.get().decision() == Decision.CONDITIONAL) {
      findings.add(conditional(same, answer.get()));
    } else {
      for (Obstacle obstacle : answer.get().obstacles()) {
        if (obstacle.certainty() == Match.YES) {
          findings.add(blocked(same, answer.get(), obstacle));
        }
      }
    }
  }

  /** A policy that names the one thing there is says more than a task definition does. */
  private Optional<AccessRequest> assumed(NeededCall call) {
    return !call.end().isOfOneThing()
        ? Optional.empty()
        : permissions.stream()
            .map(Permission::resourceText)
            .filter(resource -> call.pattern().matches(resource))
            .filter(resource -> !resource.endsWith("?") && !resource.contains("*"))
            .map(call::requestOn)
            .filter(request -> role.decide(request) == Decision.ALLOWED)
            .findFirst();
  }

  private Finding assumed(List<NeededCall> same, AccessRequest request) {
    NeededCall call = same.get(0);
    return about(
            FindingCode.SUFFIX_ASSUMED,
            same,
            quote(call.action())
                + " is allowed on "
                + quote(request.resource())
                + ", which is taken to be the "
                + (call.end() == NeededCall.End.KEY_ID ? "key" : "secret")
                + " that is meant",
            Hint.of("what is listed as inventory tells whether it is"))
        .at(location(same));
  }

  private Finding conditional(List<NeededCall> same, Explanation answer) {
    NeededCall call = same.get(0);
    String keys = String.join("`, `", answer.unknownKeys());
    boolean isUnknown = answer.unknownKeys().isEmpty();
    return about(
        FindingCode.CONDITIONAL_PERMISSION,
        same,
        allowance(call)
            + (isUnknown
                ? " depends on policies that nobody has shown"
                : " depends on `" + keys + "`, which only the call itself will tell"),
        isUnknown
            ? Hint.of("give the policies that are named as unknown too")
            : Hint.of("make sure of it, or leave the condition out"));
  }

  private Finding blocked(List<NeededCall> same, Explanation answer, Obstacle obstacle) {
    return switch (obstacle.policy()) {
      case IDENTITY ->
          obstacle.denies() ? denied(same, answer, PolicyType.IDENTITY) : notAllowed(same);
      case BOUNDARY -> boundary(same, answer, obstacle);
      case RESOURCE -> resourcePolicy(same, answer, obstacle);
    };
  }

  private Finding denied(List<NeededCall> same, Explanation answer, PolicyType type) {
    Optional<AttachedStatement> deny = denying(answer, type).map(this::attached);
    NeededCall call = same.get(0);
    Finding finding =
        missing(
            FindingCode.EXPLICIT_DENY,
            same,
            quote(call.action())
                + " on "
                + shown(call)
                + " is denied by "
                + deny.map(AttachedStatement::title).orElse("a policy"),
            Hint.of("take it out of that statement: no other can allow what one denies"));
    return deny.map(finding::in).orElse(finding);
  }

  private Optional<StatementExplanation> denying(Explanation answer, PolicyType type) {
    return answer.applying(Effect.DENY).stream()
        .filter(each -> each.place().type() == type && each.match() == Match.YES)
        .findFirst();
  }

  private AttachedStatement attached(StatementExplanation explanation) {
    return switch (explanation.place().type()) {
      case IDENTITY -> role.statement(explanation.place());
      case BOUNDARY -> role.boundaryStatements().get(explanation.place().statement());
      case RESOURCE -> throw new IllegalArgumentException("not attached to the role");
    };
  }

  private Finding notAllowed(List<NeededCall> same) {
    NeededCall call = same.get(0);
    Optional<Trap.Sprung> trap = Trap.in(permissions, call);
    if (trap.isPresent()) {
      return sprung(same, trap.get());
    }
    FindingCode code = untouched(call);
    return missing(code, same, allowance(call) + " is missing", advice(code))
        .mendedBy(needed.statementFor(call));
  }

  private Finding sprung(List<NeededCall> same, Trap.Sprung found) {
    NeededCall call = same.get(0);
    AttachedStatement source = found.permission().source();
    sprung.add(found.permission());
    return missing(
            found.trap().code(),
            same,
            allowance(call) + " is missing: " + source.title() + " " + found.trap().words(),
            Hint.of(found.trap().cure()))
        .in(source)
        .mendedBy(needed.statementFor(call));
  }

  /** What people do not think of, where nothing in the policies is about it. */
  private FindingCode untouched(NeededCall call) {
    Field field = call.need().reference().field();
    return switch (call.need().kind()) {
      case UPSTREAM_IMAGE -> FindingCode.PULL_THROUGH_CACHE;
      case SECRET ->
          field == Field.CREDENTIAL_ARN
              ? FindingCode.CREDENTIAL_ARN
              : call.need().isBehindParameter()
                  ? FindingCode.SECRET_BEHIND_PARAMETER
                  : FindingCode.MISSING_PERMISSION;
      case REGISTRY, REPOSITORY, LOG_STREAMS, LOG_GROUP ->
          field == Field.RUNTIME_MONITORING
              ? FindingCode.RUNTIME_MONITORING
              : onEc2.contains(call.need().reference().task())
                  ? FindingCode.INSTANCE_ROLE
                  : FindingCode.MISSING_PERMISSION;
      case PARAMETER, S3_OBJECT, FILE_SYSTEMS -> FindingCode.MISSING_PERMISSION;
    };
  }

  private static Hint advice(FindingCode code) {
    return switch (code) {
      case PULL_THROUGH_CACHE ->
          Hint.of("Amazon ECR imports an image into a pull-through cache in the name of the role");
      case CREDENTIAL_ARN ->
          Hint.of(
              "the content of a domainless credential spec names a secret, which ECS reads too");
      case SECRET_BEHIND_PARAMETER ->
          Hint.of("the parameter stands for a secret, which needs a permission of its own");
      case RUNTIME_MONITORING ->
          Hint.of("Amazon GuardDuty adds a sidecar, which is pulled from a repository of its own");
      case INSTANCE_ROLE ->
          Hint.of(
              "where a task definition names an execution role, that of the container instance is"
                  + " not asked");
      default -> Hint.of("add the statement that is shown");
    };
  }

  private Finding boundary(List<NeededCall> same, Explanation answer, Obstacle obstacle) {
    NeededCall call = same.get(0);
    String boundary =
        role.written().boundary().map(policy -> " " + quote(policy.name())).orElse("");
    Finding finding =
        missing(
            FindingCode.BOUNDARY_BLOCKS,
            same,
            quote(call.action())
                + " on "
                + shown(call)
                + (obstacle.denies() ? " is denied by" : " is not within")
                + " the permissions boundary"
                + boundary,
            Hint.of(
                "allow it in the boundary: a role is allowed what its policies and that allow"));
    return denying(answer, PolicyType.BOUNDARY)
        .map(this::attached)
        .map(finding::in)
        .orElse(finding);
  }

  private Finding resourcePolicy(List<NeededCall> same, Explanation answer, Obstacle obstacle) {
    NeededCall call = same.get(0);
    AccessRequest request = call.requests().get(0);
    boolean isKey = call.action().startsWith("kms:");
    String whose =
        (isKey ? "the key policy" : "the resource policy")
            + role.policyOf(request).map(WrittenPolicy::name).map(at -> " " + quote(at)).orElse("");
    Finding finding =
        missing(
            FindingCode.RESOURCE_POLICY_BLOCKS,
            same,
            quote(call.action())
                + " on "
                + shown(call)
                + (obstacle.denies() ? " is denied by " : " is not allowed by ")
                + whose,
            isKey
                ? Hint.of(
                    "a key policy has to allow the role, or the account as a whole to decide by"
                        + " policies of its own")
                : Hint.of("allow the role there: what is in another account needs both"));
    return role.policyOf(request).map(policy -> finding.at(policy.location())).orElse(finding);
  }

  private Finding missing(FindingCode code, List<NeededCall> same, String message, Hint cure) {
    NeededCall call = same.get(0);
    AccessRequest request = call.requests().get(0);
    return about(code, same, message, cure)
        .shownBy(new Witness(request, role.decide(request), Decision.ALLOWED))
        .seenAs(StartError.of(call, role.caller()));
  }

  private Finding about(FindingCode code, List<NeededCall> same, String message, Hint cure) {
    NeededCall call = same.get(0);
    List<Reference> fields = same.stream().map(each -> each.need().reference()).distinct().toList();
    return Finding.of(code, name, call.action() + " " + call.pattern().pattern(), message, cure)
        .neededBy(fields)
        .at(location(same));
  }

  private static SourceLocation location(List<NeededCall> same) {
    return same.get(0).need().reference().value().location();
  }

  private static String allowance(NeededCall call) {
    return "the permission for " + quote(call.action()) + " on " + shown(call);
  }

  private static String shown(NeededCall call) {
    return quote(call.pattern().pattern());
  }
}
