package io.github.ecspolicy.check;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.Selection;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a role is allowed and its tasks do not need. */
final class SparePermissions {
  /** How many permissions a message names. */
  private static final int SHOWN = 3;

  private final RolePermissions role;
  private final String name;
  private final NeededPolicy needed;
  private final Predicate<Permission> isJudged;
  private final Witnesses witnesses;
  private final Set<Permission> used;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param role what it is allowed
   * @param name of the role in messages
   * @param needed what its tasks need
   * @param permissions of the role, part by part
   * @param isJudged what can be told of
   */
  SparePermissions(
      RolePermissions role,
      String name,
      NeededPolicy needed,
      List<Permission> permissions,
      Predicate<Permission> isJudged,
      SampleCalls samples) {
    this.role = role;
    this.name = name;
    this.needed = needed;
    this.isJudged = isJudged;
    this.witnesses = new Witnesses(role, needed, samples);
    this.used = used(permissions, needed.calls());
  }

  /** Those that some call is allowed by; most name one resource and are looked up by it. */
  private static Set<Permission> used(List<Permission> permissions, List<NeededCall> calls) {
    Map<String, List<Permission>> byResource = new HashMap<>();
    permissions.forEach(
        each ->
            byResource
                .computeIfAbsent(
                    each.isOnOneResource() ? each.resourceText() : "", key -> new ArrayList<>())
                .add(each));
    List<Permission> patterns = byResource.getOrDefault("", List.of());
    Set<Permission> used = new LinkedHashSet<>();
    for (NeededCall call : calls) {
      List<AccessRequest> requests = new ArrayList<>(call.requests());
      if (call.end().isOfOneThing()) {
        byResource.keySet().stream()
            .filter(resource -> !resource.isEmpty() && call.pattern().matches(resource))
            .map(call::requestOn)
            .forEach(requests::add);
      }
      for (AccessRequest request : requests) {
        byResource.getOrDefault(request.resource(), List.of()).stream()
            .filter(each -> each.covers(request))
            .forEach(used::add);
        patterns.stream()
            .filter(each -> !used.contains(each) && each.covers(request))
            .forEach(used::add);
      }
    }
    return used;
  }

  /**
   * Returns the findings.
   *
   * @param sprung what is spoken of already, since it was meant for something that is missing
   */
  List<Finding> findings(List<Permission> permissions, Set<Permission> sprung) {
    Map<AttachedStatement, List<Permission>> byStatement =
        permissions.stream()
            .filter(isJudged)
            .filter(witnesses::isCall)
            .filter(each -> !sprung.contains(each))
            .collect(
                Collectors.groupingBy(Permission::source, LinkedHashMap::new, Collectors.toList()));
    byStatement.forEach(this::check);
    return List.copyOf(findings);
  }

  /**
   * Returns how near the permissions are to what is needed.
   *
   * @param calls how many different ones are needed
   * @param refused those of them that are not allowed
   */
  Tally tally(List<Permission> permissions, int calls, List<FamilyGroup.Lost> refused) {
    List<Permission> judged =
        permissions.stream().filter(isJudged).filter(witnesses::isCall).toList();
    int exact = (int) judged.stream().filter(used::contains).filter(this::isExact).count();
    return new Tally(calls, calls - refused.size(), judged.size(), exact);
  }

  /** One action on one thing can only be allowed too freely, which matters for keys. */
  private boolean isExact(Permission part) {
    boolean isOneCall =
        part.isOnOneResource()
            && !part.action().allBut()
            && new Glob(part.actionText()).isLiteral()
            && !part.isOfService("kms");
    return isOneCall || witnesses.of(part).isEmpty();
  }

  private void check(AttachedStatement source, List<Permission> parts) {
    if (parts.stream().noneMatch(used::contains)) {
      findings.add(unusedStatement(source, parts));
      return;
    }
    // Nobody takes anything out of a policy of AWS's own: all of it goes, or nothing.
    boolean isAwss = source.policy().kind() == WrittenPolicy.Kind.AWS_MANAGED;
    Set<String> idleActions = isAwss ? Set.of() : idle(parts, Permission::actionText);
    Set<String> idleResources = isAwss ? Set.of() : idle(parts, Permission::resourceText);
    idleActions.forEach(action -> findings.add(unused(source, "Action", action, parts)));
    idleResources.forEach(resource -> findings.add(unused(source, "Resource", resource, parts)));
    Map<Permission, Witness> tooBroad = new LinkedHashMap<>();
    parts.stream()
        .filter(part -> !idleActions.contains(part.actionText()))
        .filter(part -> !idleResources.contains(part.resourceText()))
        .filter(part -> !isOneSecret(part))
        .forEach(part -> witnesses.of(part).ifPresent(witness -> tooBroad.put(part, witness)));
    tooBroad.entrySet().stream()
        .findFirst()
        .map(first -> broader(first.getKey(), first.getValue(), tooBroad.keySet()))
        .ifPresent(findings::add);
  }

  /** What of an element no part that is used has. */
  private Set<String> idle(List<Permission> parts, Function<Permission, String> element) {
    Set<String> idle =
        parts.stream().map(element).collect(Collectors.toCollection(LinkedHashSet::new));
    parts.stream().filter(used::contains).map(element).forEach(idle::remove);
    return idle;
  }

  private Finding unusedStatement(AttachedStatement source, List<Permission> parts) {
    FindingCode code = unusedCode(parts);
    return withWitness(
        Finding.of(
                code,
                name,
                subject(source),
                source.title() + " allows nothing that the tasks need" + because(parts),
                removal(code, source, "the statement"))
            .at(source.location())
            .in(source),
        parts);
  }

  private Finding unused(
      AttachedStatement source, String element, String text, List<Permission> parts) {
    List<Permission> own =
        parts.stream()
            .filter(
                part ->
                    (element.equals("Action") ? part.actionText() : part.resourceText())
                        .equals(text))
            .toList();
    FindingCode code = unusedCode(own);
    return withWitness(
        Finding.of(
                code,
                name,
                subject(source) + " " + element + " " + text,
                "no task needs " + quote(text) + " in " + source.title() + because(own),
                removal(code, source, quote(text) + " there"))
            .at(source.locate(element, text))
            .in(source),
        own);
  }

  private Finding withWitness(Finding finding, List<Permission> parts) {
    return parts.stream()
        .flatMap(part -> witnesses.of(part).stream())
        .findFirst()
        .map(finding::shownBy)
        .orElse(finding);
  }

  private static FindingCode unusedCode(List<Permission> parts) {
    if (parts.stream().allMatch(part -> OtherRoles.isTheirs(part.actionText()))) {
      return FindingCode.OTHER_ROLES_WORK;
    }
    return parts.stream().allMatch(part -> part.isOfService("kms"))
        ? FindingCode.KEY_NOT_NEEDED
        : FindingCode.UNUSED_PERMISSION;
  }

  /** A mistake may be why. */
  private String because(List<Permission> parts) {
    return needed.calls().stream()
        .flatMap(call -> Trap.in(parts, call).stream())
        .findFirst()
        .map(sprung -> ": it " + sprung.trap().words())
        .orElse("");
  }

  private Hint removal(FindingCode code, AttachedStatement source, String what) {
    if (source.policy().kind() == WrittenPolicy.Kind.AWS_MANAGED) {
      return replacement();
    }
    return switch (code) {
      case OTHER_ROLES_WORK ->
          Hint.of(
              "give it to the task role or the infrastructure role, whose work it is, and remove "
                  + what);
      case KEY_NOT_NEEDED ->
          Hint.of(
              "remove ",
              what,
              ", or name the key with ",
              Setting.KMS_KEY,
              " if it protects something: AWS's own keys need no permission");
      default -> Hint.of("remove " + what);
    };
  }

  private static Hint replacement() {
    return Hint.of(
        "detach the managed policy, and attach what `ecs-policy generate` writes with ",
        Setting.SCOPE.to("all"));
  }

  /**
   * @param part that the finding is about
   * @param all of its statement that is too broad
   */
  private Finding broader(Permission part, Witness witness, Set<Permission> all) {
    AttachedStatement source = part.source();
    AccessRequest request = witness.request();
    Optional<NeededCall> same =
        needed.calls().stream()
            .filter(call -> call.action().equals(request.action()))
            .filter(call -> call.pattern().matches(request.resource()))
            .findFirst();
    boolean isOfKey = part.isOfService("kms") && same.isPresent();
    FindingCode code =
        isOfKey
            ? FindingCode.DIRECT_USE_OF_KEY
            : isSuffixStar(part) ? FindingCode.SECRET_SUFFIX_STAR : FindingCode.BROADER_THAN_NEEDED;
    String example = quote(request.action()) + " on " + quote(request.resource());
    String message =
        switch (code) {
          case DIRECT_USE_OF_KEY ->
              source.title()
                  + " allows "
                  + example
                  + " whoever makes the call, not only its service";
          case SECRET_SUFFIX_STAR ->
              source.title()
                  + " allows secrets of longer names too, such as "
                  + quote(request.resource());
          default -> source.title() + " allows more than the tasks need, such as " + example;
        };
    return Finding.of(code, name, subject(source), message, narrowing(code, part, same, all))
        .at(source.location())
        .in(source)
        .shownBy(witness);
  }

  private boolean isSuffixStar(Permission part) {
    return isOfSecretAnd("-*", part);
  }

  /** Names of secrets are unique, so that one secret has the name whatever follows it. */
  private boolean isOneSecret(Permission part) {
    return isOfSecretAnd("-??????", part) && new Glob(part.actionText()).isLiteral();
  }

  private boolean isOfSecretAnd(String suffix, Permission part) {
    return needed.calls().stream()
        .anyMatch(
            call ->
                call.nameOfSecret()
                    .filter(name -> part.resourceText().equals(name + suffix))
                    .isPresent());
  }

  private Hint narrowing(
      FindingCode code, Permission part, Optional<NeededCall> same, Set<Permission> all) {
    if (part.source().policy().kind() == WrittenPolicy.Kind.AWS_MANAGED) {
      return replacement();
    }
    return switch (code) {
      case DIRECT_USE_OF_KEY ->
          Hint.of(
              "hold it to its service: `\"StringEquals\": {\"kms:ViaService\": \""
                  + same.flatMap(NeededCall::viaService).orElse("SERVICE.REGION.amazonaws.com")
                  + "\"}`");
      case SECRET_SUFFIX_STAR ->
          Hint.of("write `-??????` for the six characters that nobody knows: they are six");
      default -> Hint.of("allowed is " + allowedBy(all) + "; needed is only " + neededOf(all));
    };
  }

  private static String allowedBy(Set<Permission> parts) {
    return some(
        parts.stream()
            .map(part -> selected(part.action()) + " on " + selected(part.resource()))
            .distinct()
            .toList());
  }

  private static String selected(Selection selection) {
    String patterns = some(selection.patterns().stream().map(Quotation::quote).toList());
    return selection.allBut() ? "all but " + patterns : patterns;
  }

  /** What of the needed permissions {@code parts} have. */
  private String neededOf(Set<Permission> parts) {
    return some(
        needed.calls().stream()
            .filter(call -> call.requests().stream().anyMatch(request -> isCovered(request, parts)))
            .map(call -> quote(call.action()) + " on " + quote(call.resourceText()))
            .distinct()
            .sorted()
            .toList());
  }

  private static boolean isCovered(AccessRequest request, Set<Permission> parts) {
    return parts.stream().anyMatch(part -> part.covers(request));
  }

  private static String some(List<String> all) {
    int others = all.size() - SHOWN;
    return String.join(", ", all.subList(0, Math.min(SHOWN, all.size())))
        + (others > 0 ? ", and " + others + " more" : "");
  }

  /** The statement, by its Sid or else by what it says: others may come before it. */
  private static String subject(AttachedStatement source) {
    return source.policy().name()
        + " "
        + source.statement().sid().orElseGet(() -> source.statement().toJsonNode().toString());
  }
}
