package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.reference.ResolvedReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that ECS, or a service in its name, makes with the execution role, as IAM is asked about
 * it.
 *
 * @param action without wildcards
 * @param resource its ARN, or {@code *}; as far as it is known
 * @param end what of the ARN is not known
 * @param context the condition keys of the request, those that are known
 * @param need what makes the call necessary
 * @param isOptional whether AWS allows the call in its managed policy only, and ECS does without
 */
public record NeededCall(
    String action,
    String resource,
    End end,
    Map<String, List<String>> context,
    ResolvedReference need,
    boolean isOptional) {

  /** What is not known of a resource, which is always its end. */
  public enum End {
    KNOWN("", "", ""),
    /** The six random characters of a secret. */
    SECRET_SUFFIX("??????", "qZ7xK2", "Y3vH9w"),
    /** The id of a key of which the alias is known. */
    KEY_ID("*", "0c1d2e3f-4051-4263-8475-96a7b8c9dae0", "f1e2d3c4-b5a6-4978-9a6b-5c4d3e2f1a0b"),
    /** The task after which ECS names the log stream: there are any number of them. */
    STREAM("*", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "1a2b3c4d5e6f70819f8e7d6c5b4a3021");

    private final String pattern;

    /** Two that have no character in the same place, so that no narrower pattern fits both. */
    private final List<String> samples;

    End(String pattern, String oneSample, String otherSample) {
      this.pattern = pattern;
      this.samples = List.of(oneSample, otherSample).stream().distinct().toList();
    }

    /** Returns {@code true} if there is only one thing that it can be. */
    public boolean isOfOneThing() {
      return switch (this) {
        case SECRET_SUFFIX, KEY_ID -> true;
        case KNOWN, STREAM -> false;
      };
    }
  }

  /** The actions behind the patterns of templates. */
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "kms:Describe*", List.of("kms:DescribeKey"),
          "kms:GenerateDataKey*",
              List.of("kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"),
          "kms:ReEncrypt*", List.of("kms:ReEncryptFrom", "kms:ReEncryptTo"));

  private static final String ANY_SUFFIX = "??????";
  private static final String EVERYTHING = "*";

  public NeededCall {
    context = Map.copyOf(context);
  }

  /** Returns every call that {@code need} leads to. */
  public static List<NeededCall> of(ResolvedReference need) {
    return Requirement.of(need, SynthesisOptions.NONE).stream().flatMap(NeededCall::of).toList();
  }

  private static Stream<NeededCall> of(Requirement requirement) {
    return requirement.kind().actions().stream()
        .flatMap(action -> ACTIONS.getOrDefault(action, List.of(action)).stream())
        .map(action -> of(action, requirement));
  }

  private static NeededCall of(String action, Requirement requirement) {
    ResolvedReference need = requirement.need();
    String whole = resource(requirement);
    End end = end(requirement, whole);
    String known = end == End.SECRET_SUFFIX ? withoutEnd(whole, ANY_SUFFIX) : whole;
    return new NeededCall(
        action, known, end, context(requirement, known), need, TemplateKind.isOptional(action));
  }

  private static String resource(Requirement requirement) {
    return switch (requirement.kind()) {
      case SSM_PARAMETER,
          SECRETSMANAGER_SECRET,
          S3_BUCKET,
          ECR_REPOSITORY,
          ECR_REPOSITORY_SOURCE_VPCE,
          ECR_UPSTREAM_IMAGE ->
          requirement.value();
      case S3_OBJECT -> arn(requirement).toString();
      case LOGS_STREAM -> streams(requirement.need());
      // IAM is asked about a log stream without a name, as Requirement has it.
      case LOGS_GROUP -> arn(requirement) + ":log-stream:";
      case FSX_FILE_SYSTEMS, ECR_REGISTRY, SINGLE_STATEMENT, TRUST_POLICY -> EVERYTHING;
      case KMS_KEY, KMS_KEY_PARAMETER_CONTEXT, KMS_KEY_SECRET_CONTEXT, KMS_KEY_LOG_GROUP ->
          requirement.shared().scalars().get("KeyArn");
      case KMS_ALIAS, KMS_ALIAS_PARAMETER_CONTEXT, KMS_ALIAS_SECRET_CONTEXT, KMS_ALIAS_LOG_GROUP ->
          keys(requirement.shared().scalars());
    };
  }

  private static End end(Requirement requirement, String resource) {
    return switch (requirement.kind()) {
      case SECRETSMANAGER_SECRET -> resource.endsWith(ANY_SUFFIX) ? End.SECRET_SUFFIX : End.KNOWN;
      case LOGS_STREAM -> End.STREAM;
      case KMS_ALIAS, KMS_ALIAS_PARAMETER_CONTEXT, KMS_ALIAS_SECRET_CONTEXT, KMS_ALIAS_LOG_GROUP ->
          End.KEY_ID;
      case SSM_PARAMETER,
          S3_OBJECT,
          S3_BUCKET,
          FSX_FILE_SYSTEMS,
          ECR_REGISTRY,
          ECR_REPOSITORY,
          ECR_REPOSITORY_SOURCE_VPCE,
          ECR_UPSTREAM_IMAGE,
          LOGS_GROUP,
          KMS_KEY,
          KMS_KEY_PARAMETER_CONTEXT,
          KMS_KEY_SECRET_CONTEXT,
          KMS_KEY_LOG_GROUP,
          SINGLE_STATEMENT,
          TRUST_POLICY ->
          End.KNOWN;
    };
  }

  /**
   * A stream is called {@code prefix/container/task}, but AWS Batch and Express Mode have names of
   * their own below the prefix.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html">
   *     awslogs-stream-prefix</a>
   */
  private static String streams(ResolvedReference need) {
    String start = need.resource().orElseThrow().toString();
    if (!start.endsWith("/")) {
      return start + "log-stream:";
    }
    return need.reference().isStreamNamedByEcs()
        ? start + need.reference().container().map(name -> name + "/").orElse("")
        : start;
  }

  private static String keys(Map<String, String> alias) {
    return new Arn(alias.get("Partition"), "kms", alias.get("Region"), alias.get("Account"), "key/")
        .toString();
  }

  private static Arn arn(Requirement requirement) {
    return requirement.need().resource().orElseThrow();
  }

  private static String withoutEnd(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  /** Returns what any call on {@code resource} tells of itself, to be added to. */
  public static Map<String, List<String>> contextOn(String resource) {
    Map<String, List<String>> context = new HashMap<>();
    context.put("aws:SecureTransport", List.of("true"));
    Arn.parse(resource)
        .map(Arn::region)
        .filter(region -> !region.isEmpty())
        .ifPresent(region -> context.put("aws:RequestedRegion", List.of(region)));
    return context;
  }

  private static Map<String, List<String>> context(Requirement requirement, String resource) {
    Map<String, String> scalars = requirement.shared().scalars();
    Map<String, List<String>> context = contextOn(resource);
    if (scalars.containsKey("Service")) {
      context.put("aws:ViaAWSService", List.of("true"));
      context.put(
          "kms:ViaService",
          List.of(scalars.get("Service") + "." + scalars.get("Region") + ".amazonaws.com"));
      context.putAll(encryptionContext(requirement));
    }
    if (scalars.containsKey("Alias")) {
      context.put("kms:ResourceAliases", List.of(scalars.get("Alias")));
    }
    if (requirement.kind() == TemplateKind.SECRETSMANAGER_SECRET) {
      context.putAll(SecretRequest.of(requirement.need()));
    }
    return context;
  }

  /**
   * What the service says the ciphertext is of. Amazon S3 names the object or its bucket, and
   * Secrets Manager a version too, which nobody knows before.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html">
   *     Parameter Store</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html">
   *     Secrets Manager</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html">
   *     CloudWatch Logs</a>
   */
  private static Map<String, List<String>> encryptionContext(Requirement requirement) {
    Arn thing = arn(requirement);
    return switch (requirement.need().kind()) {
      case PARAMETER -> Map.of("kms:EncryptionContext:PARAMETER_ARN", List.of(thing.toString()));
      case SECRET -> Map.of("kms:EncryptionContext:SecretARN", List.of(sampleOf(thing.toString())));
      case LOG_STREAMS -> Map.of("kms:EncryptionContext:aws:logs:arn", List.of(group(thing)));
      case S3_OBJECT, FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_GROUP -> Map.of();
    };
  }

  private static String sampleOf(String secret) {
    return secret.endsWith(ANY_SUFFIX)
        ? withoutEnd(secret, ANY_SUFFIX) + End.SECRET_SUFFIX.samples.get(0)
        : secret;
  }

  private static String group(Arn streams) {
    String resource = streams.resource();
    int afterGroup = resource.indexOf(':', resource.indexOf(':') + 1);
    return streams.withResource(resource.substring(0, afterGroup)).toString();
  }

  /** Returns the resource as people read it, with {@code *} or {@code ?} for what is not known. */
  public String resourceText() {
    return resource + end.pattern;
  }

  /** Returns the service that makes the call in the name of the role, if one does. */
  public Optional<String> viaService() {
    return context.getOrDefault("kms:ViaService", List.of()).stream().findFirst();
  }

  /** Returns the ARN without the hyphen and six characters at its end, if it is a secret's. */
  public Optional<String> nameOfSecret() {
    String whole = resourceText();
    int hyphen = whole.length() - ANY_SUFFIX.length() - 1;
    return whole.contains(":secret:") && whole.charAt(hyphen) == '-'
        ? Optional.of(whole.substring(0, hyphen))
        : Optional.empty();
  }

  /** Returns what the resource looks like: a pattern where something of it is not known. */
  public Glob pattern() {
    return new Glob(Glob.escape(resource) + end.pattern);
  }

  /** Returns requests that stand for all that the call may be: each has to be allowed. */
  public List<AccessRequest> requests() {
    return end.samples.stream().map(sample -> requestOn(resource + sample)).toList();
  }

  /** Returns the call on a resource that {@link #pattern} matches. */
  public AccessRequest requestOn(String known) {
    return new AccessRequest(action, known, context);
  }
}
