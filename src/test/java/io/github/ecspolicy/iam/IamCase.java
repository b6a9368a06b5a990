package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A case of {@code iam-cases/<topic>/*.json}: one call, the policies that bear on it, and the
 * answer that AWS documents.
 *
 * @param source the page of AWS that says the rule
 * @param policy one identity policy that is asked alone
 * @param identityPolicies all that are attached to the role, {@code "unknown"} for what nobody has
 *     shown
 * @param trustPolicy of the role that is assumed
 * @param principal the ARN of a role or of one of its sessions, or the name of a service
 * @param boundary a permissions boundary, or {@code "unknown"}
 * @param resourcePolicy a policy, {@code "none"}, or {@code "unknown"}, which is the default
 * @param resourceAccount who owns the resource, if its ARN does not say it
 * @param explanation the reasons, if the case is about them
 */
record IamCase(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) URI source,
    JsonNode policy,
    List<JsonNode> identityPolicies,
    JsonNode trustPolicy,
    String principal,
    JsonNode boundary,
    JsonNode resourcePolicy,
    String resourceAccount,
    @JsonProperty(required = true) String action,
    @JsonProperty(required = true) String resource,
    @JsonProperty(required = true) Map<String, List<String>> context,
    @JsonProperty(required = true) Decision expected,
    JsonNode explanation) {

  static final String ROLE = "arn:aws:iam::111122223333:role/ecsTaskExecutionRole";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  IamCase {
    long asked =
        Stream.of(policy, identityPolicies, trustPolicy).filter(each -> each != null).count();
    assertTrue(asked == 1, name + ": one of policy, identityPolicies, trustPolicy");
    boolean roleAlone = identityPolicies == null;
    assertFalse(
        roleAlone && (boundary != null || resourcePolicy != null || resourceAccount != null),
        name + ": only identityPolicies meet other policies");
  }

  /** What the evaluator says of the case, once it is asked. */
  record Answer(Supplier<Decision> decision, Supplier<Explanation> reasons) {
    Decision decide() {
      return decision.get();
    }

    Explanation explain() {
      return reasons.get();
    }
  }

  IamCase withContext(Map<String, List<String>> other) {
    return new IamCase(
        name,
        source,
        policy,
        identityPolicies,
        trustPolicy,
        principal,
        boundary,
        resourcePolicy,
        resourceAccount,
        action,
        resource,
        other,
        expected,
        explanation);
  }

  AccessRequest request() {
    return new AccessRequest(action, resource, context);
  }

  Answer answer() throws PolicySyntaxException {
    AccessRequest request = request();
    if (policy != null) {
      PolicyEvaluator evaluator = new PolicyEvaluator(PolicyDocument.parse(policy));
      return new Answer(() -> evaluator.decide(request), () -> evaluator.explain(request));
    }
    if (trustPolicy != null) {
      ResourcePolicyEvaluator evaluator =
          new ResourcePolicyEvaluator(ResourcePolicy.parseTrust(trustPolicy));
      Caller.Service service = new Caller.Service(principal);
      return new Answer(
          () -> evaluator.decide(service, request), () -> evaluator.explain(service, request));
    }
    EffectivePermissions permissions = permissions();
    ResourceOwner owner = owner();
    return new Answer(
        () -> permissions.decide(request, owner), () -> permissions.explain(request, owner));
  }

  private EffectivePermissions permissions() throws PolicySyntaxException {
    List<PolicyDocument> policies = new ArrayList<>();
    for (JsonNode each : identityPolicies) {
      if (each.isObject()) {
        policies.add(PolicyDocument.parse(each));
      }
    }
    EffectivePermissions permissions = EffectivePermissions.of(role(), policies);
    if (policies.size() < identityPolicies.size()) {
      permissions = permissions.withUnknownPolicies();
    }
    if (boundary == null) {
      return permissions;
    }
    return boundary.isTextual()
        ? permissions.withinUnknownBoundary()
        : permissions.within(PolicyDocument.parse(boundary));
  }

  String caller() {
    return principal == null ? ROLE : principal;
  }

  private Caller.Role role() {
    String[] parts = caller().split("[:/]");
    return caller().contains(":assumed-role/")
        ? new Caller.Role(
            "arn:%s:iam::%s:role/%s".formatted(parts[1], parts[4], parts[6]), Optional.of(parts[7]))
        : new Caller.Role(caller());
  }

  /** The account that owns the resource. */
  String owningAccount() {
    String[] parts = resource.split(":");
    if (resourceAccount != null) {
      return resourceAccount;
    }
    return parts.length > 4 && !parts[4].isEmpty() ? parts[4] : role().account();
  }

  private ResourceOwner owner() throws PolicySyntaxException {
    if (resourcePolicy == null || resourcePolicy.asText().equals("unknown")) {
      return ResourceOwner.withUnknownPolicy(owningAccount());
    }
    return resourcePolicy.asText().equals("none")
        ? ResourceOwner.withoutPolicy(owningAccount())
        : ResourceOwner.withPolicy(owningAccount(), ResourcePolicy.parse(resourcePolicy));
  }

  /** All policies of the case as they are written. */
  List<JsonNode> documents() {
    List<JsonNode> documents = new ArrayList<>();
    if (identityPolicies != null) {
      documents.addAll(identityPolicies);
    }
    Stream.of(policy, trustPolicy, boundary, resourcePolicy)
        .filter(each -> each != null)
        .forEach(documents::add);
    documents.removeIf(each -> !each.isObject());
    return documents;
  }

  /** The folders of cases. */
  static List<Path> topics() throws IOException {
    try {
      return list(Path.of(IamCase.class.getResource("/iam-cases").toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<IamCase> all() throws IOException {
    List<IamCase> all = new ArrayList<>();
    for (Path topic : topics()) {
      for (Path file : list(topic)) {
        all.addAll(read(file));
      }
    }
    return all;
  }

  static List<IamCase> read(Path file) throws IOException {
    List<IamCase> cases = Arrays.asList(MAPPER.readValue(file.toFile(), IamCase[].class));
    assertFalse(cases.isEmpty(), () -> "no cases in " + file);
    return cases;
  }

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = entries.sorted().toList();
      assertFalse(all.isEmpty(), () -> "nothing in " + folder);
      return all;
    }
  }
}
