package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.EffectivePermissions;
import io.github.ecspolicy.iam.Explanation;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicySyntaxException;
import io.github.ecspolicy.iam.ResourceOwner;
import io.github.ecspolicy.iam.ResourcePolicy;
import io.github.ecspolicy.iam.StatementExplanation;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a role is allowed by all that bears on it, ready to be asked. */
final class RolePermissions {
  /** The id in the ARN of a key, or the name in that of a secret. */
  private static final Pattern SHORT =
      Pattern.compile(
          "arn:[^:]*:(?:kms:[^:]*:[^:]*:key/(.+)|secretsmanager:[^:]*:[^:]*:secret:(.+)-.{6})");

  private final Caller.Role caller;
  private final RoleAuthorization written;
  private final List<AttachedStatement> statements = new ArrayList<>();
  private final List<AttachedStatement> boundaryStatements = new ArrayList<>();
  private final Map<String, List<ParsedResourcePolicy>> ofResources = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<WrittenPolicy> parsedPolicies = new ArrayList<>();
  private final EffectivePermissions effective;
  private final Optional<ResourcePolicy> trustPolicy;

  /** The policy of a key or secret. */
  private record ParsedResourcePolicy(WrittenPolicy written, ResourcePolicy policy) {}

  /**
   * Parses what was written; what is no policy is a diagnostic and allows nothing.
   *
   * @param caller the role
   * @param written what is attached to it
   * @param resources policies of keys and secrets
   */
  RolePermissions(
      Caller.Role caller, RoleAuthorization written, List<ResourceAuthorization> resources) {
    this.caller = caller;
    this.written = written;
    List<PolicyDocument> documents = new ArrayList<>();
    for (WrittenPolicy policy : written.policies()) {
      parsed(policy)
          .ifPresent(
              document -> {
                documents.add(document);
                parsedPolicies.add(policy);
                attach(policy, document, statements);
              });
    }
    EffectivePermissions allowed = EffectivePermissions.of(caller, documents);
    if (!written.unknownPolicies().isEmpty()) {
      allowed = allowed.withUnknownPolicies();
    }
    Optional<PolicyDocument> boundary = written.boundary().flatMap(this::parsed);
    boundary.ifPresent(
        document -> attach(written.boundary().orElseThrow(), document, boundaryStatements));
    if (boundary.isPresent()) {
      allowed = allowed.within(boundary.get());
    } else if (written.unknownBoundary().isPresent()) {
      allowed = allowed.withinUnknownBoundary();
    }
    effective = allowed;
    trustPolicy = written.trustPolicy().flatMap(this::parsedTrust);
    resources.forEach(this::add);
  }

  private static void attach(
      WrittenPolicy policy, PolicyDocument document, List<AttachedStatement> statements) {
    for (int i = 0; i < document.statements().size(); i++) {
      statements.add(new AttachedStatement(policy, i, document.statements().get(i)));
    }
  }

  private Optional<PolicyDocument> parsed(WrittenPolicy policy) {
    try {
      return Optional.of(PolicyDocument.parse(policy.document().toString()));
    } catch (PolicySyntaxException e) {
      report(policy, e);
      return Optional.empty();
    }
  }

  private Optional<ResourcePolicy> parsedTrust(WrittenPolicy policy) {
    try {
      return Optional.of(ResourcePolicy.parseTrust(policy.document()));
    } catch (PolicySyntaxException e) {
      report(policy, e);
      return Optional.empty();
    }
  }

  private void add(ResourceAuthorization resource) {
    try {
      ResourcePolicy policy = ResourcePolicy.parse(resource.policy().document());
      ofResources
          .computeIfAbsent(resource.resource(), id -> new ArrayList<>())
          .add(new ParsedResourcePolicy(resource.policy(), policy));
    } catch (PolicySyntaxException e) {
      report(resource.policy(), e);
    }
  }

  private void report(WrittenPolicy policy, PolicySyntaxException e) {
    diagnostics.add(
        Diagnostic.at(policy.locate(e.at().toString()), DiagnosticCode.POLICY_SYNTAX, e.problem())
            .withHint(
                "`aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY` says the same"
                    + " of a policy"));
  }

  /** Returns what of the policies could not be parsed. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  Caller.Role caller() {
    return caller;
  }

  RoleAuthorization written() {
    return written;
  }

  /** Returns the statements of the identity policies. */
  List<AttachedStatement> statements() {
    return List.copyOf(statements);
  }

  /** Returns the statement of the identity policies that stands at {@code place}. */
  AttachedStatement statement(StatementExplanation.Place place) {
    WrittenPolicy policy = parsedPolicies.get(place.policy());
    return statements.stream()
        .filter(each -> each.policy() == policy && each.index() == place.statement())
        .findFirst()
        .orElseThrow();
  }

  /** Returns who may assume the role, if that was read. */
  Optional<ResourcePolicy> trustPolicy() {
    return trustPolicy;
  }

  /** Returns the statements of the permissions boundary. */
  List<AttachedStatement> boundaryStatements() {
    return List.copyOf(boundaryStatements);
  }

  Decision decide(AccessRequest request) {
    return effective.decide(request, owner(request));
  }

  Explanation explain(AccessRequest request) {
    return effective.explain(request, owner(request));
  }

  /** Returns the policy of the resource of {@code request}, if it was read. */
  Optional<WrittenPolicy> policyOf(AccessRequest request) {
    return parsedPolicyOf(request).map(ParsedResourcePolicy::written);
  }

  /** Returns {@code request} with what follows from who calls and who is called. */
  AccessRequest known(AccessRequest request) {
    return effective.known(request, owner(request));
  }

  private ResourceOwner owner(AccessRequest request) {
    return parsedPolicyOf(request)
        .map(parsed -> owner(request, parsed))
        .orElseGet(() -> ResourceOwner.withUnknownPolicy(account(request)));
  }

  private ResourceOwner owner(AccessRequest request, ParsedResourcePolicy parsed) {
    return ResourceOwner.withPolicy(account(request), parsed.policy());
  }

  private String account(AccessRequest request) {
    return Arn.parse(request.resource())
        .map(Arn::account)
        .filter(id -> !id.isEmpty())
        .orElse(caller.account());
  }

  /**
   * Returns requests that stand for all that {@code call} may be: about the secret that is there,
   * where its policy tells which.
   */
  List<AccessRequest> requests(NeededCall call) {
    List<AccessRequest> known =
        call.end() == NeededCall.End.SECRET_SUFFIX
            ? ofResources.keySet().stream()
                .filter(call.pattern()::matches)
                .map(call::requestOn)
                .toList()
            : List.of();
    return known.isEmpty() ? call.requests() : known;
  }

  /**
   * The AWS CLI takes keys by their ids, and secrets by their names. A resource has one policy: of
   * several that were read, such as one for each outcome of a condition, any may be it, and the one
   * that allows least counts.
   */
  private Optional<ParsedResourcePolicy> parsedPolicyOf(AccessRequest request) {
    return Stream.of(request.resource(), SHORT.matcher(request.resource()).replaceFirst("$1$2"))
        .distinct()
        .flatMap(id -> ofResources.getOrDefault(id, List.of()).stream())
        .max(Comparator.comparing(parsed -> effective.decide(request, owner(request, parsed))));
  }
}
