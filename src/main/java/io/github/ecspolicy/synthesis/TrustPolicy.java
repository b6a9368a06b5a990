package io.github.ecspolicy.synthesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.synthesis.TemplateKind.Trust;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The policy that lets ECS assume an execution role, for tasks of one account in some Regions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html">the
 *     execution role</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html">why
 *     {@code aws:SourceArn} cannot name a cluster</a>
 */
public final class TrustPolicy {
  /** Who assumes the role, in every partition. */
  static final String SERVICE = "ecs-tasks.amazonaws.com";

  private final JsonNode document;

  private TrustPolicy(JsonNode document) {
    this.document = document;
  }

  /**
   * Returns the policy for tasks that run in {@code places}.
   *
   * @param places ARNs of one account, of which partition and Region count
   * @throws IllegalArgumentException if there are none, or some of another account
   */
  public static TrustPolicy of(TemplateCatalog templates, List<Arn> places) {
    List<String> accounts = places.stream().map(Arn::account).distinct().toList();
    if (accounts.size() != 1) {
      throw new IllegalArgumentException("a role is in one account");
    }
    Stream<String> sources =
        places.stream()
            .map(
                place ->
                    new Arn(place.partition(), "ecs", place.region(), place.account(), "*")
                        .toString());
    Bindings bindings =
        new Bindings(
            Map.of(Trust.SOURCE_ACCOUNT, accounts.get(0)),
            Map.of(Trust.SOURCE_ARNS, sources.distinct().sorted().toList()));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("Version", "2012-10-17");
    document
        .putArray("Statement")
        .add(templates.template(TemplateKind.TRUST_POLICY).bindTrust(bindings));
    return new TrustPolicy(document);
  }

  /** Returns the document as people read it, without a line end after the last. */
  public String toJson() {
    return PolicyJson.indented(document);
  }

  /** Returns the document as JSON. */
  public JsonNode toJsonNode() {
    return document.deepCopy();
  }
}
