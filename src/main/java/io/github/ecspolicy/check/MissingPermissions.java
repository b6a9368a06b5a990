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
  private static final Obstacle MISSING = new Obstacle(PolicyType.IDENTITY, false, Match.YES);

  private final RolePermissions role;
  private final String name;
  private final NeededPolicy needed;
  private final List<Permission> permissions;
  private final Set<String> onEc2;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Permission> sprung = new ArrayList<>();
  private final Set<FamilyGroup.Lost> lost = new LinkedHashSet<>();

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

  /** What is called, whoever needs it: one permission allows it to all of them. */
  private record Call(
      String action, String resource, NeededCall.End end, Optional<String> viaService) {
    static Call of(NeededCall call) {
      return new Call(call.action(), call.resource(), call.end(), call.viaService());
    }
  }

  /** What IAM answers, and why. */
  private record Outcome(Decision decision, List<Obstacle> obstacles) {
    static Outcome of(Explanation answer) {
      return new Outcome(answer.decision(), answer.obstacles());
    }
  }

  List<Finding> findings() {
    Map<Call, List<NeededCall>> calls = new LinkedHashMap<>();
    for (NeededCall call : needed.calls()) {
      if (!call.isOptional()) {
        calls.computeIfAbsent(Call.of(call), key -> new ArrayList<>()).add(call);
      }
    }
    calls.values().forEach(this::checkAll);
    return List.copyOf(findings);
  }

  /** Returns what was meant to allow something and does not, of those found so far. */
  List<Permission> sprung() {
    return List.copyOf(sprung);
  }

  /** Conditions may tell apart what is otherwise one call. */
  private void checkAll(List<NeededCall> same) {
    Map<Outcome, List<NeededCall>> refused = new LinkedHashMap<>();
    for (NeededCall call : same) {
      refused(call)
          .map(role::explain)
          .map(Outcome::of)
          .ifPresent(
              outcome -> refused.computeIfAbsent(outcome, key -> new ArrayList<>()).add(call));
    }
    refused.values().forEach(this::check);
  }

  /** Returns what is not allowed, or perhaps not, of the calls asked about so far. */
  List<FamilyGroup.Lost> lost() {
    return List.copyOf(lost);
  }

  private void check(List<NeededCall> same) {
    NeededCall call = same.get(0);
    Explanation answer = role.explain(refused(call).orElseThrow());
    Optional<AccessRequest> assumed = assumed(call);
    if (assumed.isPresent()) {
      findings.add(assumed(same, assumed.get()));
      return;
    }
    boolean isConditional = answer.decision() == Decision.CONDITIONAL;
    if (isConditional && isLeftToGuardDuty(call, answer)) {
      return;
    }
    lost.add(FamilyGroup.Lost.of(call));
    if (isConditional) {
      findings.add(conditional(same, answer));
    } else {
      for (Obstacle obstacle : answer.obstacles()) {
        if (obstacle.certainty() == Match.YES) {
          findings.add(blocked(same, answer, obstacle));
        }
      }
    }
  }

  private Optional<AccessRequest> refused(NeededCall call) {
    return role.requests(call).stream()
        .filter(request -> role.decide(request) != Decision.ALLOWED)
        .findFirst();
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

  /** Amazon GuardDuty lets everybody pull its sidecar, though nobody can show that policy. */
  private static boolean isLeftToGuardDuty(NeededCall call, Explanation answer) {
    return call.need().reference().field() == Field.RUNTIME_MONITORING
        && answer.obstacles().stream()
            .allMatch(each -> each.policy() == PolicyType.RESOURCE && !each.denies());
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
      case IDENTITY -> obstacle.denies() ? denied(same, answer, obstacle) : notAllowed(same);
      case BOUNDARY -> boundary(same, answer, obstacle);
      case RESOURCE -> resourcePolicy(same, answer, obstacle);
    };
  }

  private Finding denied(List<NeededCall> same, Explanation answer, Obstacle obstacle) {
    Optional<AttachedStatement> deny = denying(answer, obstacle.policy()).map(this::attached);
    NeededCall call = same.get(0);
    Finding finding =
        missing(
            FindingCode.EXPLICIT_DENY,
            same,
            obstacle,
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
    Oversight oversight = Oversight.of(call, onEc2);
    return missing(
            oversight.code(), same, MISSING, allowance(call) + " is missing", oversight.cure())
        .mendedBy(needed.statementFor(call));
  }

  private Finding sprung(List<NeededCall> same, Trap.Sprung found) {
    NeededCall call = same.get(0);
    AttachedStatement source = found.permission().source();
    sprung.add(found.permission());
    return missing(
            found.trap().code(),
            same,
            MISSING,
            allowance(call) + " is missing: " + source.title() + " " + found.trap().words(),
            Hint.of(found.trap().cure()))
        .in(source)
        .mendedBy(needed.statementFor(call));
  }

  private Finding boundary(List<NeededCall> same, Explanation answer, Obstacle obstacle) {
    NeededCall call = same.get(0);
    String boundary =
        role.written().boundary().map(policy -> " " + quote(policy.name())).orElse("");
    Finding finding =
        missing(
            FindingCode.BOUNDARY_BLOCKS,
            same,
            obstacle,
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
    AccessRequest request = refused(call).orElseThrow();
    boolean isKey = call.action().startsWith("kms:");
    String whose =
        (isKey ? "the key policy" : "the resource policy")
            + role.policyOf(request).map(WrittenPolicy::name).map(at -> " " + quote(at)).orElse("");
    Finding finding =
        missing(
            FindingCode.RESOURCE_POLICY_BLOCKS,
            same,
            obstacle,
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

  private Finding missing(
      FindingCode code, List<NeededCall> same, Obstacle obstacle, String message, Hint cure) {
    NeededCall call = same.get(0);
    AccessRequest request = refused(call).orElseThrow();
    return about(code, same, message, cure)
        .shownBy(new Witness(request, role.decide(request), Decision.ALLOWED))
        .seenAs(StartError.of(call, role.caller(), obstacle));
  }

  private Finding about(FindingCode code, List<NeededCall> same, String message, Hint cure) {
    NeededCall call = same.get(0);
    List<Reference> fields = same.stream().map(each -> each.need().reference()).distinct().toList();
    String via = call.viaService().map(service -> " via " + service).orElse("");
    return Finding.of(code, name, call.action() + " " + call.resourceText() + via, message, cure)
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
    return quote(call.resourceText());
  }
}
