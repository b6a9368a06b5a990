package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ImageReference;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.Optional;

/**
 * What a reference can come to. Where one was resolved before, its resource is held to the same
 * rules as a reference: nothing that it holds may mean more in a policy than itself.
 */
public final class PossibleResource {
  private static final String PARAMETER = "parameter";
  private static final String SECRET = "secret:";
  private static final String REPOSITORY = "repository/";
  private static final String LOG_GROUP = "log-group:";
  private static final String LOG_STREAM = ":log-stream:";

  private PossibleResource() {}

  /** Returns {@code true} if what is asked for as {@code kind} can be {@code resource}. */
  public static boolean is(Kind kind, Optional<Arn> resource) {
    return switch (kind) {
      case FILE_SYSTEMS, REGISTRY -> resource.isEmpty();
      case PARAMETER -> resource.filter(PossibleResource::isParameter).isPresent();
      case SECRET -> resource.filter(PossibleResource::isSecret).isPresent();
      case S3_OBJECT -> resource.filter(PossibleResource::isObject).isPresent();
      case REPOSITORY, UPSTREAM_IMAGE ->
          resource.filter(PossibleResource::isRepository).isPresent();
      case LOG_STREAMS -> resource.filter(PossibleResource::isStreams).isPresent();
      case LOG_GROUP -> resource.filter(PossibleResource::isGroup).isPresent();
    };
  }

  /** Returns {@code true} if {@code key} can be what is known of the key of such a thing. */
  public static boolean isUnder(KeyStatus key, Kind kind) {
    return switch (kind) {
      case PARAMETER, SECRET, S3_OBJECT, LOG_STREAMS -> true;
      case FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_GROUP ->
          !(key instanceof KeyStatus.CustomerKey);
    };
  }

  private static boolean isParameter(Arn arn) {
    if (!arn.resource().startsWith(PARAMETER + "/")) {
      return false;
    }
    String name = arn.resource().substring(PARAMETER.length());
    boolean isPublic = name.startsWith(ParameterName.PUBLIC);
    return isIn(arn, "ssm", isPublic) && ParameterName.isValid(name);
  }

  private static boolean isSecret(Arn arn) {
    if (!arn.resource().startsWith(SECRET)) {
      return false;
    }
    String name = arn.resource().substring(SECRET.length());
    return isIn(arn, "secretsmanager", false)
        && SecretName.isValid(
            name.endsWith(SecretName.ANY_SUFFIX) ? SecretName.withoutSuffix(name) : name)
        && (name.endsWith(SecretName.ANY_SUFFIX) || SecretName.isComplete(name));
  }

  private static boolean isObject(Arn arn) {
    return arn.service().equals(ObjectResolver.SERVICE)
        && Partition.ofId(arn.partition()).isPresent()
        && arn.region().isEmpty()
        && arn.account().isEmpty()
        && ObjectResolver.OBJECT.matcher(arn.resource()).matches()
        && arn.resource().codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isRepository(Arn arn) {
    return isIn(arn, ImageResolver.SERVICE, false)
        && arn.resource().startsWith(REPOSITORY)
        && ImageReference.isRepository(arn.resource().substring(REPOSITORY.length()));
  }

  private static boolean isGroup(Arn arn) {
    return isIn(arn, "logs", false)
        && arn.resource().startsWith(LOG_GROUP)
        && LogGroupResolver.GROUP.matcher(arn.resource().substring(LOG_GROUP.length())).matches();
  }

  /** What the names of streams start with: those of all of a group, or those below a prefix. */
  private static boolean isStreams(Arn arn) {
    int end = arn.resource().indexOf(':', LOG_GROUP.length());
    if (end < 0 || !isGroup(arn.withResource(arn.resource().substring(0, end)))) {
      return false;
    }
    String rest = arn.resource().substring(end);
    return rest.equals(":")
        || rest.startsWith(LOG_STREAM)
            && rest.endsWith("/")
            && LogGroupResolver.STREAM
                .matcher(rest.substring(LOG_STREAM.length(), rest.length() - 1))
                .matches();
  }

  private static boolean isIn(Arn arn, String service, boolean ofAws) {
    return arn.service().equals(service)
        && Partition.ofRegion(arn.region())
            .filter(partition -> partition.id().equals(arn.partition()))
            .isPresent()
        && (ofAws ? arn.account().isEmpty() : TargetAccount.isAccount(arn.account()));
  }
}
