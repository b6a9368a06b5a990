package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.check.Witness;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.EffectivePermissions;
import io.github.ecspolicy.iam.IndependentEvaluator;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.PolicySyntaxException;
import io.github.ecspolicy.iam.ResourceOwner;
import io.github.ecspolicy.iam.ResourcePolicy;
import io.github.ecspolicy.iam.ResourcePolicyEvaluator;
import io.github.ecspolicy.input.AuthorizationReader;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import io.github.ecspolicy.synthesis.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Asks our evaluator and the {@link IndependentEvaluator} about the witness of each finding of each
 * {@link CheckCase}: of the policies that are there, put together anew, and of the policy that is
 * needed.
 */
class CheckWitnessesTest {
  private static final Caller.Service ECS = new Caller.Service("ecs-tasks.amazonaws.com");

  /** A witness, and all that bears on it. */
  private record Shown(
      CheckCase from, RoleCheck role, Finding finding, List<ResourceAuthorization> resources) {
    Witness witness() {
      return finding.witness().orElseThrow();
    }

    AccessRequest request() {
      return witness().request();
    }

    boolean isOfTrust() {
      return request().action().equals("sts:AssumeRole")
          && request().resource().equals(role.tasks().role().toString());
    }

    /** The account that owns what is called: S3 and {@code *} name none. */
    String owner() {
      return Arn.parse(request().resource())
          .map(Arn::account)
          .filter(account -> !account.isEmpty())
          .orElse(role.tasks().role().account());
    }

    Optional<JsonNode> resourcePolicy() {
      return resources.stream()
          .filter(each -> request().resource().contains(each.resource()))
          .map(each -> each.policy().document())
          .findFirst();
    }

    @Override
    public String toString() {
      return from.name() + ": " + finding.code() + ": " + witness();
    }
  }

  private static List<Shown> all() throws IOException {
    List<Shown> all = new ArrayList<>();
    for (CheckCase each : CheckCase.all()) {
      List<ResourceAuthorization> resources =
          AuthorizationReader.read(each.policies(), each.folder(), InputStream.nullInputStream())
              .authorizations()
              .resources();
      for (RoleCheck role : each.report().roles()) {
        role.findings().stream()
            .filter(finding -> finding.witness().isPresent())
            .forEach(finding -> all.add(new Shown(each, role, finding, resources)));
      }
    }
    return all;
  }

  @Test
  void ourEvaluatorGivesTheAnswersThatAreClaimed() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Shown shown : all()) {
      Decision given = shown.isOfTrust() ? givenTrust(shown) : given(shown);
      Decision needed = shown.isOfTrust() ? neededTrust(shown) : needed(shown);
      if (given != shown.witness().given() || needed != shown.witness().needed()) {
        wrong.add(shown + ": " + given + ", " + needed);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static Decision given(Shown shown) throws PolicySyntaxException {
    RoleAuthorization allowed = shown.role().allowed();
    List<PolicyDocument> policies = new ArrayList<>();
    for (WrittenPolicy policy : allowed.policies()) {
      parsed(policy).ifPresent(policies::add);
    }
    EffectivePermissions effective =
        EffectivePermissions.of(new Caller.Role(shown.role().tasks().role().toString()), policies);
    if (allowed.boundary().isPresent()) {
      effective = effective.within(parsed(allowed.boundary().get()).orElseThrow());
    }
    ResourceOwner owner =
        shown.resourcePolicy().isPresent()
            ? ResourceOwner.withPolicy(
                shown.owner(), ResourcePolicy.parse(shown.resourcePolicy().get()))
            : ResourceOwner.withUnknownPolicy(shown.owner());
    return effective.decide(shown.request(), owner);
  }

  /** One that cannot be read allows nothing. */
  private static Optional<PolicyDocument> parsed(WrittenPolicy policy) {
    try {
      return Optional.of(PolicyDocument.parse(policy.document().toString()));
    } catch (PolicySyntaxException e) {
      return Optional.empty();
    }
  }

  private static Decision needed(Shown shown) {
    return new PolicyEvaluator(shown.role().tasks().policy()).decide(shown.request());
  }

  private static Decision givenTrust(Shown shown) throws PolicySyntaxException {
    return decideTrust(shown.role().allowed().trustPolicy().orElseThrow().document(), shown);
  }

  private static Decision neededTrust(Shown shown) throws PolicySyntaxException {
    return decideTrust(rightTrust(shown), shown);
  }

  private static JsonNode rightTrust(Shown shown) {
    return TrustPolicy.of(TemplateCatalog.builtIn(), shown.role().tasks().places()).toJsonNode();
  }

  private static Decision decideTrust(JsonNode policy, Shown shown) throws PolicySyntaxException {
    return new ResourcePolicyEvaluator(ResourcePolicy.parseTrust(policy))
        .decide(ECS, shown.request());
  }

  @Test
  void theIndependentEvaluatorAgrees() throws Exception {
    List<Shown> all = all();
    assertFalse(all.isEmpty());
    List<ObjectNode> requests = new ArrayList<>();
    for (Shown shown : all) {
      requests.add(givenRequest(shown));
      requests.add(neededRequest(shown));
    }
    List<String> wrong = new ArrayList<>();
    try (IndependentEvaluator evaluator = IndependentEvaluator.start()) {
      List<JsonNode> answers = evaluator.ask(requests);
      for (int i = 0; i < all.size(); i++) {
        Witness witness = all.get(i).witness();
        if (!isSame(witness.given(), answers.get(2 * i))
            || !isSame(witness.needed(), answers.get(2 * i + 1))) {
          wrong.add(all.get(i) + ": " + answers.get(2 * i) + ", " + answers.get(2 * i + 1));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean isSame(Decision ours, JsonNode theirs) {
    String name = ours.name().replace("_", "");
    return theirs.path("result").asText().toUpperCase(Locale.ROOT).equals(name)
        && !theirs.has("ignored");
  }

  private static ObjectNode givenRequest(Shown shown) {
    RoleAuthorization allowed = shown.role().allowed();
    List<JsonNode> documents = new ArrayList<>();
    allowed.policies().stream()
        .filter(policy -> parsed(policy).isPresent())
        .map(WrittenPolicy::document)
        .forEach(documents::add);
    List<JsonNode> bearing = new ArrayList<>(documents);
    allowed.boundary().map(WrittenPolicy::document).ifPresent(bearing::add);
    Optional<JsonNode> ofResource =
        shown.isOfTrust()
            ? allowed.trustPolicy().map(WrittenPolicy::document)
            : shown.resourcePolicy();
    ofResource.ifPresent(bearing::add);
    ObjectNode request = request(shown, bearing);
    request.putArray("identityPolicies").addAll(shown.isOfTrust() ? List.of() : documents);
    allowed.boundary().ifPresent(boundary -> request.set("boundary", boundary.document()));
    ofResource.ifPresent(policy -> request.set("resourcePolicy", policy));
    return request;
  }

  private static ObjectNode neededRequest(Shown shown) {
    JsonNode policy =
        shown.isOfTrust() ? rightTrust(shown) : shown.role().tasks().policy().toJsonNode();
    ObjectNode request = request(shown, List.of(policy));
    if (shown.isOfTrust()) {
      request.putArray("identityPolicies");
      request.set("resourcePolicy", policy);
    } else {
      request.putArray("identityPolicies").add(policy);
    }
    return request;
  }

  private static ObjectNode request(Shown shown, List<JsonNode> policies) {
    AccessRequest call = shown.request();
    Arn role = shown.role().tasks().role();
    Map<String, List<String>> context = new HashMap<>(call.context());
    if (!shown.isOfTrust()) {
      context.put("aws:PrincipalArn", List.of(role.toString()));
      context.put("aws:ResourceAccount", List.of(shown.owner()));
    }
    // It looks at every key, and takes those that it does not expect for mistakes.
    String asked = policies.toString().toLowerCase(Locale.ROOT);
    context.keySet().removeIf(key -> !asked.contains(key.toLowerCase(Locale.ROOT)));
    ObjectNode request =
        IndependentEvaluator.request(
            shown.isOfTrust() ? ECS.name() : role.toString(),
            call.action(),
            call.resource(),
            context);
    request.put("account", shown.owner());
    return request;
  }

  @Test
  void whatIsMissingOrTooMuchIsShown() throws IOException {
    List<String> withoutWitness = new ArrayList<>();
    for (CheckCase each : CheckCase.all()) {
      for (Finding finding : each.report().findings()) {
        boolean needsOne =
            finding.code().category() == FindingCode.Category.MISSING
                || finding.code().category() == FindingCode.Category.BROADER;
        if (needsOne && finding.witness().isEmpty()) {
          withoutWitness.add(each.name() + ": " + finding.code());
        }
      }
    }
    assertEquals(List.of(), withoutWitness);
  }
}
