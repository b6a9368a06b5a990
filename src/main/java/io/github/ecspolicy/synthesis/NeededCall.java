package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A call that ECS, or a service in its name, makes with the execution role, as IAM is asked about
 * it.
 *
 * @param action without wildcards
 * @param resource a {@link Glob}: a pattern where something of it is not known
 * @param openness what is not known of the resource
 * @param context the condition keys of the request that are known, in the spelling of AWS
 * @param need what makes the call necessary
 */
public record NeededCall(
    String action,
    String resource,
    Openness openness,
    Map<String, List<String>> context,
    ResolvedReference need) {

  /** What is not known of a resource. */
  public enum Openness {
    /** Nothing. */
    KNOWN,
    /** Which one it is: six random characters of a secret, or a key of which the alias is known. */
    ONE,
    /** Nothing, but there are any number of them: log streams below a prefix. */
    MANY
  }

  /** What a template calls by a pattern, for all that AWS may call it now or later. */
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "kms:Describe*", List.of("kms:DescribeKey"),
          "kms:GenerateDataKey*",
              List.of("kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"),
          "kms:ReEncrypt*", List.of("kms:ReEncryptFrom", "kms:ReEncryptTo"));

  /** Two that have no character in the same place, so that no narrower pattern fits both. */
  private static final List<String> STREAM_TASKS =
      List.of("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "1a2b3c4d5e6f70819f8e7d6c5b4a3021");

  private static final List<String> SUFFIXES = List.of("qZ7xK2", "Y3vH9w");

  private static final List<String> KEYS =
      List.of("0c1d2e3f-4051-4263-8475-96a7b8c9dae0", "f1e2d3c4-b5a6-4978-9a6b-5c4d3e2f1a0b");

  private static final int KEY_ID = 36;

  public NeededCall {
    context = Map.copyOf(context);
  }

  /** Returns every call that {@code need} leads to and that ECS cannot do without. */
  public static List<NeededCall> of(ResolvedReference need) {
    return Requirement.of(need, new SynthesisOptions(false, List.of())).stream()
        .flatMap(NeededCall::of)
        .toList();
  }

  private static Stream<NeededCall> of(Requirement requirement) {
    Target target = target(requirement);
    return requirement.kind().actions().stream()
        .filter(action -> !TemplateKind.isOptional(action))
        .flatMap(action -> ACTIONS.getOrDefault(action, List.of(action)).stream())
        .map(
            action ->
                new NeededCall(
                    action,
                    target.pattern(),
                    target.openness(),
                    context(requirement),
                    requirement.need()));
  }

  /** A resource, and what is not known of it. */
  private record Target(String pattern, Openness openness) {
    static Target known(String resource) {
      return new Target(Glob.escape(resource), Openness.KNOWN);
    }
  }

  private static Target target(Requirement requirement) {
    return switch (requirement.kind()) {
      case SSM_PARAMETER,
          S3_BUCKET,
          ECR_REPOSITORY,
          ECR_REPOSITORY_SOURCE_VPCE,
          ECR_UPSTREAM_IMAGE ->
          Target.known(requirement.value());
      case SECRETSMANAGER_SECRET ->
          requirement.value().endsWith(Requirement.ANY_SUFFIX)
              ? new Target(requirement.value(), Openness.ONE)
              : Target.known(requirement.value());
      case S3_OBJECT -> Target.known(arn(requirement).toString());
      case LOGS_STREAM -> streams(requirement.need());
      // IAM is asked about a log stream without a name, see Requirement.
      case LOGS_GROUP -> Target.known(arn(requirement) + ":log-stream:");
      case FSX_FILE_SYSTEMS, ECR_REGISTRY, SINGLE_STATEMENT, TRUST_POLICY -> Target.known("*");
      case KMS_KEY, KMS_KEY_PARAMETER_CONTEXT, KMS_KEY_SECRET_CONTEXT, KMS_KEY_LOG_GROUP ->
          Target.known(requirement.shared().scalars().get("KeyArn"));
      case KMS_ALIAS, KMS_ALIAS_PARAMETER_CONTEXT, KMS_ALIAS_SECRET_CONTEXT, KMS_ALIAS_LOG_GROUP ->
          new Target(anyKey(requirement.shared().scalars()), Openness.ONE);
    };
  }

  /**
   * A stream is called {@code prefix/container/task}, but AWS Batch and Express Mode have names of
   * their own below the prefix.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html">awslogs-stream-prefix</a>
   */
  private static Target streams(ResolvedReference need) {
    String start = need.resource().orElseThrow().toString();
    boolean isPrefix = start.endsWith("/");
    boolean isOfEcs = need.reference().log().filter(log -> !log.regionFilledIn()).isPresent();
    String container =
        isPrefix && isOfEcs
            ? need.reference().container().map(name -> name + "/").orElse("")
            : "";
    return new Target(
        Glob.escape(start + (isPrefix ? container : "log-stream:")) + "*", Openness.MANY);
  }

  private static String anyKey(Map<String, String> alias) {
    return new Arn(
            alias.get("Partition"), "kms", alias.get("Region"), alias.get("Account"), "key/*")
        .toString();
  }

  private static Arn arn(Requirement requirement) {
    return requirement.need().resource().orElseThrow();
  }

  private static Map<String, List<String>> context(Requirement requirement) {
    Map<String, String> scalars = requirement.shared().scalars();
    Map<String, List<String>> context = new HashMap<>();
    if (scalars.containsKey("Service")) {
      context.put(
          "kms:ViaService",
          List.of(scalars.get("Service") + "." + scalars.get("Region") + ".amazonaws.com"));
      encryptionContext(requirement.need())
          .ifPresent(key -> context.put("kms:EncryptionContext:" + key, List.of(requirement.value())));
    }
    if (scalars.containsKey("Alias")) {
      context.put("kms:ResourceAliases", List.of(scalars.get("Alias")));
    }
    return context;
  }
}
