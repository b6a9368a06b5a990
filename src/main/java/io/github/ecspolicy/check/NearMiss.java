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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What makes of a permission one that was meant to allow a call, and does not. */
final class NearMiss {
  private static final Pattern VERSION = Pattern.compile("(.*:parameter/[^:]+):[^:]*");
  private static final Pattern JSON_KEY = Pattern.compile("(.*:secret:[^:]+):.*");
  private static final Pattern SPELLING = Pattern.compile("(.*):parameter:?/*(.*)");

  /** A hyphen and six characters. */
  private static final int SUFFIX = 7;

  private NearMiss() {}

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

  static boolean isOtherReader(NeededCall call, Permission permission) {
    return call.action().equals("ssm:GetParameters")
        && !isAboutCall(call, permission)
        && List.of("ssm:GetParameter", "ssm:GetParametersByPath", "ssm:GetParameterHistory")
            .stream()
            .anyMatch(permission::isAboutAction)
        && (allows(call, permission) || isMisspelt(call, permission));
  }

  static boolean isOtherSpelling(NeededCall call, Permission permission) {
    return call.action().equals("ssm:GetParameters")
        && isAboutCall(call, permission)
        && isMisspelt(call, permission);
  }

  private static boolean isMisspelt(NeededCall call, Permission permission) {
    Matcher spelling = SPELLING.matcher(permission.resourceText());
    return !allows(call, permission)
        && spelling.matches()
        && allowsWith(spelling.group(1) + ":parameter/" + spelling.group(2), call);
  }

  static boolean hasVersion(NeededCall call, Permission permission) {
    Matcher version = VERSION.matcher(permission.resourceText());
    return isAboutCall(call, permission) && version.matches() && allowsWith(version.group(1), call);
  }

  static boolean hasJsonKey(NeededCall call, Permission permission) {
    Matcher key = JSON_KEY.matcher(permission.resourceText());
    return isAboutCall(call, permission)
        && key.matches()
        && (allowsWith(key.group(1), call) || isPartial(call, key.group(1)));
  }

  static boolean isPartial(NeededCall call, Permission permission) {
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

  static boolean isAlias(NeededCall call, Permission permission) {
    return call.action().startsWith("kms:")
        && isAboutCall(call, permission)
        && Arn.parse(permission.resourceText())
            .filter(arn -> arn.service().equals("kms") && arn.resource().startsWith("alias/"))
            .isPresent();
  }

  /** Whether all is right but conditions with keys that begin with {@code key}. */
  static boolean isHeldBack(NeededCall call, Permission permission, String key) {
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

  static boolean isGroupAlone(NeededCall call, Permission permission) {
    return call.action().startsWith("logs:")
        && isAboutCall(call, permission)
        && !allows(call, permission)
        && allowsWith(permission.resourceText() + ":*", call);
  }

  static boolean isOtherOfBucketAndObject(NeededCall call, Permission permission) {
    if (!call.action().startsWith("s3:") || !isAboutCall(call, permission)) {
      return false;
    }
    String resource = permission.resourceText();
    return call.action().equals("s3:GetObject")
        ? call.resource().startsWith(resource + "/")
        : new Glob(resource.replaceFirst("/.*", "")).matches(call.resource())
            && resource.contains("/");
  }

  static boolean isInOtherPlace(NeededCall call, Permission permission) {
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

  static boolean isOfOtherService(NeededCall call, Permission permission) {
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

  /** Whether it names something where there is nothing to name. */
  static boolean isOnSomething(NeededCall call, Permission permission) {
    return call.resource().equals("*")
        && isAboutCall(call, permission)
        && !permission.resourceText().equals("*");
  }

  /** Whether it names the object as it is called, and that means something else in a policy. */
  static boolean isUnescaped(NeededCall call, Permission permission) {
    return call.action().equals("s3:GetObject")
        && isAboutCall(call, permission)
        && permission.resourceText().equals(call.resource())
        && permission.decide(call.requests().get(0)) == Decision.IMPLICITLY_DENIED;
  }
}
