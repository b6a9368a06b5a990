package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import java.util.Optional;

/**
 * Something that ECS asks for because of a reference. One reference may stand for several.
 *
 * @param reference what needs it
 * @param kind what is asked for, and so by which call
 * @param resource as IAM knows it, not yet escaped for a policy; empty where the call is for all of
 *     its kind
 * @param key what is known about the key that protects it
 */
public record ResolvedReference(
    Reference reference, Kind kind, Optional<Arn> resource, KeyStatus key) {

  /** What ECS uses the execution role for. */
  public enum Kind {
    /** A parameter, by {@code ssm:GetParameters}. */
    PARAMETER,
    /**
     * A secret, by {@code secretsmanager:GetSecretValue}; its ARN ends in {@code -??????} where the
     * six random characters are not known.
     */
    SECRET,
    /** An object, by {@code s3:GetObject} once ECS knows where the bucket is. */
    S3_OBJECT,
    /** The Amazon FSx file systems, which ECS describes to learn the address of one. */
    FILE_SYSTEMS,
    /** The registries of Amazon ECR, which ECS asks for a token to log in with. */
    REGISTRY,
    /** A repository, from which an image is pulled. */
    REPOSITORY,
    /** A repository that caches another registry's, into which ECR imports what is pulled. */
    UPSTREAM_IMAGE,
    /** Log streams, created and written to; its ARN is what those of all of them start with. */
    LOG_STREAMS,
    /** A log group, created where there is none. */
    LOG_GROUP
  }

  /** Returns {@code true} if it is the secret that a parameter stands for. */
  public boolean isBehindParameter() {
    return kind == Kind.SECRET
        && reference.field() != Reference.Field.REPOSITORY_CREDENTIALS
        && Arn.parse(reference.value().text())
            .filter(arn -> arn.service().equals("secretsmanager"))
            .isEmpty();
  }

  static ResolvedReference of(Reference reference, Kind kind, Arn resource, KeyStatus key) {
    return new ResolvedReference(reference, kind, Optional.of(resource), key);
  }

  /** Returns the same for another reference. */
  ResolvedReference neededBy(Reference other) {
    return new ResolvedReference(other, kind, resource, key);
  }

  /** What is asked for as a whole. */
  static ResolvedReference ofAll(Reference reference, Kind kind) {
    return new ResolvedReference(reference, kind, Optional.empty(), new KeyStatus.NoKey());
  }
}
