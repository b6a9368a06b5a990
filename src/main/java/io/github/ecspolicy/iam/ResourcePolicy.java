package io.github.ecspolicy.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy that is attached to a resource and says who may do what with it: the key policy of a KMS
 * key, the policy of a secret, the trust policy of a role. {@code parse(toJson())} gives back an
 * equal policy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html">Identity-based
 *     policies and resource-based policies</a>
 */
public record ResourcePolicy(Optional<String> id, List<ResourceStatement> statements) {

  public ResourcePolicy {
    Objects.requireNonNull(id, "id");
    statements = List.copyOf(statements);
  }

  /**
   * The policy of a resource that {@code json} says.
   *
   * @throws PolicySyntaxException if it is not JSON, or not a policy that names its principals
   */
  public static ResourcePolicy parse(String json) throws PolicySyntaxException {
    return parse(PolicyJson.read(json));
  }

  /**
   * The policy of a resource that {@code json} is.
   *
   * @throws PolicySyntaxException if it is not a policy that names its principals
   */
  public static ResourcePolicy parse(JsonNode json) throws PolicySyntaxException {
    return PolicyReader.readResourcePolicy(json);
  }

  /**
   * The trust policy of a role that {@code json} says, which names no resource.
   *
   * @throws PolicySyntaxException if it is not JSON, or not a trust policy
   */
  public static ResourcePolicy parseTrust(String json) throws PolicySyntaxException {
    return parseTrust(PolicyJson.read(json));
  }

  /**
   * The trust policy of a role that {@code json} is, which names no resource.
   *
   * @throws PolicySyntaxException if it is not a trust policy
   */
  public static ResourcePolicy parseTrust(JsonNode json) throws PolicySyntaxException {
    return PolicyReader.readTrustPolicy(json);
  }

  /**
   * The key policy of a key that was made without one: the account decides by its identity
   * policies.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html">Default
   *     key policy</a>
   */
  public static ResourcePolicy defaultOfKey(String account) {
    Statement statement =
        new Statement(
            Optional.of("Enable IAM User Permissions"),
            Effect.ALLOW,
            List.of("kms:*"),
            List.of("*"),
            List.of());
    Principals owner = Principals.of(new Principal(Principal.Type.AWS, account));
    return new ResourcePolicy(Optional.empty(), List.of(new ResourceStatement(owner, statement)));
  }

  /** The policy as people read it, indented by two spaces, without a line end after the last. */
  public String toJson() {
    return PolicyJson.indented(toJsonNode());
  }

  /** The policy as JSON: {@code Version}, {@code Id} if there is one, then {@code Statement}. */
  public ObjectNode toJsonNode() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Version", PolicyDocument.VERSION);
    id.ifPresent(text -> node.put("Id", text));
    ArrayNode array = node.putArray("Statement");
    statements.forEach(statement -> array.add(statement.toJsonNode()));
    return node;
  }
}
