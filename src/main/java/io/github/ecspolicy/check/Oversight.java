package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.Set;

/** What people do not think of, where nothing in the policies is about a call. */
enum Oversight {
  PULL_THROUGH_CACHE(
      FindingCode.PULL_THROUGH_CACHE,
      "Amazon ECR imports an image into a pull-through cache in the name of the role"),
  CREDENTIAL_ARN(
      FindingCode.CREDENTIAL_ARN,
      "the content of a domainless credential spec names a secret, which ECS reads too"),
  SECRET_BEHIND_PARAMETER(
      FindingCode.SECRET_BEHIND_PARAMETER,
      "the parameter stands for a secret, which needs a permission of its own"),
  RUNTIME_MONITORING(
      FindingCode.RUNTIME_MONITORING,
      "Amazon GuardDuty adds a sidecar, which is pulled from a repository of its own"),
  INSTANCE_ROLE(
      FindingCode.INSTANCE_ROLE,
      "where a task definition names an execution role, that of the container instance is not"
          + " asked"),
  NONE(FindingCode.MISSING_PERMISSION, "add the statement that is shown");

  private final FindingCode code;
  private final String words;

  Oversight(FindingCode code, String words) {
    this.code = code;
    this.words = words;
  }

  /**
   * Returns why nobody may have thought of {@code call}.
   *
   * @param onEc2 the names of tasks that may run on container instances of the user's own
   */
  static Oversight of(NeededCall call, Set<String> onEc2) {
    Field field = call.need().reference().field();
    return switch (call.need().kind()) {
      case UPSTREAM_IMAGE -> PULL_THROUGH_CACHE;
      case SECRET ->
          field == Field.CREDENTIAL_ARN
              ? CREDENTIAL_ARN
              : call.need().isBehindParameter() ? SECRET_BEHIND_PARAMETER : NONE;
      case REGISTRY, REPOSITORY, LOG_STREAMS, LOG_GROUP ->
          field == Field.RUNTIME_MONITORING
              ? RUNTIME_MONITORING
              : onEc2.contains(call.need().reference().task()) ? INSTANCE_ROLE : NONE;
      case PARAMETER, S3_OBJECT, FILE_SYSTEMS -> NONE;
    };
  }

  FindingCode code() {
    return code;
  }

  Hint cure() {
    return Hint.of(words);
  }
}
