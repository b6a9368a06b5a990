package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import java.util.Optional;

/** A resource that ECS asks for because of a reference. One reference may stand for several. */
public sealed interface ResolvedReference {
  /** Returns the reference that needs it. */
  Reference reference();

  /** Returns what is known about the key that protects it. */
  KeyStatus key();

  /** Returns the resource, unless the call is for all of its kind. */
  Optional<Arn> resource();

  /**
   * A parameter that ECS reads with {@code ssm:GetParameters}.
   *
   * @param arn the parameter, as IAM knows it
   */
  record Parameter(Reference reference, Arn arn, KeyStatus key) implements ResolvedReference {
    @Override
    public Optional<Arn> resource() {
      return Optional.of(arn);
    }
  }

  /**
   * A secret that ECS reads with {@code secretsmanager:GetSecretValue}.
   *
   * @param arn the secret; ends in {@code -??????} where its six random characters are not known
   */
  record Secret(Reference reference, Arn arn, KeyStatus key) implements ResolvedReference {
    @Override
    public Optional<Arn> resource() {
      return Optional.of(arn);
    }
  }

  /**
   * An object that ECS reads with {@code s3:GetObject}, once it knows where the bucket is.
   *
   * @param arn the object, special characters escaped for IAM
   */
  record S3Object(Reference reference, Arn arn, KeyStatus key) implements ResolvedReference {
    @Override
    public Optional<Arn> resource() {
      return Optional.of(arn);
    }

    /** Returns the bucket that holds the object. */
    public Arn bucket() {
      return arn.withResource(arn.resource().substring(0, arn.resource().indexOf('/')));
    }
  }

  /**
   * The Amazon FSx file systems, which ECS describes to learn the address of one; the call cannot
   * be narrowed to it.
   */
  record FileSystems(Reference reference) implements ResolvedReference {
    @Override
    public KeyStatus key() {
      return new KeyStatus.NotDecrypted();
    }

    @Override
    public Optional<Arn> resource() {
      return Optional.empty();
    }
  }
}
