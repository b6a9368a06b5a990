package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.iam.Match;
import io.github.ecspolicy.iam.ResourcePattern;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mistake that people make: something in a policy that was meant to allow a call and does not. In
 * the order in which they are looked for, the plainest first.
 */
enum Trap {
  /**
   * ECS reads parameters with {@code ssm:GetParameters} and never with its singular.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets">
   *     permissions for secrets</a>
   */
  GET_PARAMETER(
      FindingCode.GET_PARAMETER,
      "allows other actions that read parameters",
      "ECS calls `ssm:GetParameters`, in the plural",
      Trap::isOtherReader),
  /**
   * {@code parameter/} and the name without its leading slash.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html#awssystemsmanager-resources-for-iam-policies">
   *     resource types of Systems Manager</a>
   */
  PARAMETER_ARN_FORM(
      FindingCode.PARAMETER_ARN_FORM,
      "spells its ARN in another way",
      "one slash stands between `parameter` and the name, and no colon",
      Trap::isOtherSpelling),
  PARAMETER_VERSION_IN_ARN(
      FindingCode.PARAMETER_VERSION_IN_ARN,
      "has a version or label in its ARN",
      "the ARN ends with the name: versions are no part of it",
      Trap::hasVersion),
  /**
   * What follows the name in {@code valueFrom} is no part of the ARN.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html">
   *     JSON keys, stages and versions</a>
   */
  JSON_KEY_IN_ARN(
      FindingCode.JSON_KEY_IN_ARN,
      "has a JSON key, stage or version after its ARN",
      "the ARN ends with the six characters after the name",
      Trap::hasJsonKey),
  /**
   * IAM is asked about the whole ARN.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html">
   *     the random suffix in policies</a>
   */
  PARTIAL_SECRET_ARN(
      FindingCode.PARTIAL_SECRET_ARN,
      "names it without the six characters at the end of its ARN",
      "write the whole ARN, or `-??????` after the name",
      Trap::isPartial),
  /**
   * An alias ARN in {@code Resource} is about the alias, not about its key.
   *
   * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html">
   *     aliases in policies</a>
   */
  ALIAS_ARN(
      FindingCode.ALIAS_ARN,
      "names an alias, which allows nothing on its key",
      "name the ARN of the key, or all keys and `kms:ResourceAliases` in a condition",
      Trap::isAlias),
  /**
   * {@code .amazonaws.com} in all partitions.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service">
   *     kms:ViaService</a>
   */
  VIA_SERVICE(
      FindingCode.VIA_SERVICE,
      "holds it to another `kms:ViaService`",
      "that is the service, the Region and `amazonaws.com`, in every partition",
      (call, permission) -> isHeldBack(call, permission, "kms:viaservice")),
  ENCRYPTION_CONTEXT(
      FindingCode.ENCRYPTION_CONTEXT,
      "holds it to another encryption context",
      "that is `PARAMETER_ARN` for parameters and `SecretARN` for secrets, with whole ARNs",
      (call, permission) -> isHeldBack(call, permission, "kms:encryptioncontext:")),
  /**
   * Creating a stream, and even a group, is asked of a log stream.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html">
   *     CloudWatch Logs</a>
   */
  LOG_GROUP_ARN(
      FindingCode.LOG_GROUP_ARN,
      "names the log group alone",
      "IAM is asked about streams of the group: write `:*` after its name",
      Trap::isGroupAlone),
  /** AWS has no narrower resource for it. */
  NEEDS_EVERY_RESOURCE(
      FindingCode.NEEDS_EVERY_RESOURCE,
      "allows it on something",
      "AWS has no narrower resource for it than `*`",
      (call, permission) -> call.resource().equals("*") && isAboutCall(call, permission)),
  /**
   * Objects and their bucket have ARNs of their own.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-resources-for-iam-policies">
   *     resource types of Amazon S3</a>
   */
  BUCKET_AND_OBJECT(
      FindingCode.BUCKET_AND_OBJECT,
      "names the other of bucket and object",
      "`s3:GetObject` is about `BUCKET/KEY`, `s3:GetBucketLocation` about `BUCKET`",
      Trap::isOtherOfBucketAndObject),
  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars">
   *     characters with special meaning</a>
   */
  OBJECT_KEY_UNESCAPED(
      FindingCode.OBJECT_KEY_UNESCAPED,
      "has its key as it is, which means something else in a policy",
      "write `${$}`, `${*}` and `${?}` for `$`, `*` and `?`",
      (call, permission) ->
          isAboutCall(call, permission) && permission.resourceText().equals(call.resource())),
  /** ARNs name a Region and an account, which are those of the thing and not of the task. */
  OTHER_PLACE(
      FindingCode.OTHER_PLACE,
      "names one in another Region or account",
      "the place is that of its ARN or image, else of the task",
      Trap::isInOtherPlace),
  /**
   * A bare name is one of a parameter in {@code secrets}, and one of a secret in {@code
   * repositoryCredentials}.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html">
   *     valueFrom</a>
   */
  OTHER_SERVICE(
      FindingCode.OTHER_SERVICE,
      "names something of the same name in another service",
      "a name without `arn:` is one of a parameter under `secrets`, and one of a secret under"
          + " `repositoryCredentials`",
      Trap::isOfOtherService);

  private static final Pattern VERSION = Pattern.compile("(.*:parameter/[^:]+):[^:]*");
  private static final Pattern JSON_KEY = Pattern.compile("(.*:secret:[^:]+):.*");
  private static final Pattern SPELLING = Pattern.compile("(.*):parameter:?/*(.*)");

  /** A hyphen and six characters. */
  private static final int SUFFIX = 7;

  private final FindingCode code;
  private final String words;
  private final String cure;
  private final BiPredicate<NeededCall, Permission> test;

  Trap(FindingCode code, String words, String cure, BiPredicate<NeededCall, Permission> test) {
    this.code = code;
    this.words = words;
    this.cure = cure;
    this.test = test;
  }

  /** What was meant to allow a call, and why it does not. */
  record Sprung(Trap trap, Permission permission) {}

  /** Returns the first of {@code permissions} that was meant to allow {@code call}. */
  static Optional<Sprung> in(List<Permission> permissions, NeededCall call) {
    for (Trap trap : values()) {
      for (Permission permission : permissions) {
        if (trap.test.test(call, permission)) {
          return Optional.of(new Sprung(trap, permission));
        }
      }
    }
    return Optional.empty();
  }

  FindingCode code() {
    return code;
  }

  /** Returns what the statement does, after its name. */
  String words() {
    return words;
  }

  /** Returns what is right. */
  String cure() {
    return cure;
  }

  private static boolean isAboutCall(NeededCall call, Permission permission) {
    return permission.isAboutAction(call.action());
  }

  /** Whether {@code resource} in place of the permission's own would allow the call. */
  private static boolean allowsWith(String resource, NeededCall call) {
    return call.requests().stream()
            .allMatch(request -> ResourcePattern.of(resource).matches(request) == Match.YES)
        || call.pattern().matches(resource);
  }

  private static boolean allows(NeededCall call, Permission permission) {
    return !permission.resourceText().isEmpty() && allowsWith(permission.resourceText(), call);
  }

  private static boolean isOtherReader(NeededCall call, Permission permission) {
    return call.action().equals("ssm:GetParameters")
        && !isAboutCall(call, permission)
        && List.of("ssm:GetParameter", "ssm:GetParametersByPath", "ssm:GetParameterHistory")
            .stream()
            .anyMatch(permission::isAboutAction)
        && allows(call, permission);
  }

  private static boolean isOtherSpelling(NeededCall call, Permission permission) {
    Matcher spelling = SPELLING.matcher(permission.resourceText());
    return call.action().equals("ssm:GetParameters")
        && isAboutCall(call, permission)
        && !allows(call, permission)
        && spelling.matches()
        && allowsWith(spelling.group(1) + ":parameter/" + spelling.group(2), call);
  }

  private static boolean hasVersion(NeededCall call, Permission permission) {
    Matcher version = VERSION.matcher(permission.resourceText());
    return isAboutCall(call, permission) && version.matches() && allowsWith(version.group(1), call);
  }

  private static boolean hasJsonKey(NeededCall call, Permission permission) {
    Matcher key = JSON_KEY.matcher(permission.resourceText());
    return isAboutCall(call, permission)
        && key.matches()
        && (allowsWith(key.group(1), call) || isPartial(call, key.group(1)));
  }

  private static boolean isPartial(NeededCall call, Permission permission) {
    return isAboutCall(call, permission) && isPartial(call, permission.resourceText());
  }

  private static boolean isPartial(NeededCall call, String resource) {
    return call.action().equals("secretsmanager:GetSecretValue")
        && switch (call.end()) {
          case SECRET_SUFFIX -> (resource + "-").equals(call.resource());
          case KNOWN ->
              call.resource().length() > SUFFIX
                  && resource.equals(
                      call.resource().substring(0, call.resource().length() - SUFFIX));
          case KEY_ID, STREAM -> false;
        };
  }

  private static boolean isAlias(NeededCall call, Permission permission) {
    return call.action().startsWith("kms:")
        && isAboutCall(call, permission)
        && Arn.parse(permission.resourceText())
            .filter(arn -> arn.service().equals("kms") && arn.resource().startsWith("alias/"))
            .isPresent();
  }

  /** Whether all is right but conditions with keys that begin with {@code key}. */
  private static boolean isHeldBack(NeededCall call, Permission permission, String key) {
    List<Condition> conditions = permission.source().statement().conditions();
    boolean names =
        conditions.stream()
            .anyMatch(condition -> condition.key().toLowerCase(Locale.ROOT).startsWith(key));
    if (!names || !isAboutCall(call, permission) || !allows(call, permission)) {
      return false;
    }
    AccessRequest request = call.requests().get(0);
    return permission.decide(request) == Decision.IMPLICITLY_DENIED
        && permission
                .without(condition -> condition.key().toLowerCase(Locale.ROOT).startsWith(key))
                .decide(request)
            != Decision.IMPLICITLY_DENIED;
  }

  private static boolean isGroupAlone(NeededCall call, Permission permission) {
    return call.action().startsWith("logs:")
        && isAboutCall(call, permission)
        && !allows(call, permission)
        && allowsWith(permission.resourceText() + ":*", call);
  }

  private static boolean isOtherOfBucketAndObject(NeededCall call, Permission permission) {
    if (!call.action().startsWith("s3:") || !isAboutCall(call, permission)) {
      return false;
    }
    String resource = permission.resourceText();
    return call.action().equals("s3:GetObject")
        ? call.resource().startsWith(resource + "/")
        : new Glob(resource.replaceFirst("/.*", "")).matches(call.resource())
            && resource.contains("/");
  }

  private static boolean isInOtherPlace(NeededCall call, Permission permission) {
    Optional<Arn> had = Arn.parse(permission.resourceText());
    Optional<Arn> wanted = Arn.parse(call.resource());
    return isAboutCall(call, permission)
        && had.isPresent()
        && wanted.isPresent()
        && !allows(call, permission)
        && had.get().service().equals(wanted.get().service())
        && allowsWith(
            had.get().within(wanted.get().region(), wanted.get().account()).toString(), call);
  }

  private static boolean isOfOtherService(NeededCall call, Permission permission) {
    Reference reference = call.need().reference();
    String name = reference.value().text();
    Optional<Arn> had = Arn.parse(permission.resourceText());
    if (had.isEmpty() || name.startsWith(Arn.PREFIX)) {
      return false;
    }
    String resource = had.get().resource();
    return switch (call.action()) {
      case "ssm:GetParameters" ->
          had.get().service().equals("secretsmanager")
              && (resource + "-").startsWith("secret:" + name + "-");
      case "secretsmanager:GetSecretValue" ->
          had.get().service().equals("ssm") && resource.equals("parameter/" + name);
      default -> false;
    };
  }
}
