package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A customer key, named so that an IAM policy can name it. */
public sealed interface KmsKey {

  /**
   * A key by its own ARN.
   *
   * @param arn {@code arn:aws:kms:eu-west-1:111122223333:key/…}
   */
  record ById(Arn arn) implements KmsKey {
    @Override
    public Arn resource() {
      return arn;
    }

    @Override
    public String toString() {
      return arn.toString();
    }
  }

  /**
   * A key by an alias. An alias ARN in {@code Resource} allows nothing: the policy has to name all
   * keys and narrow them by the condition key {@code kms:ResourceAliases}.
   *
   * @param arn {@code arn:aws:kms:eu-west-1:111122223333:alias/…}
   * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html">
   *     aliases in policies</a>
   */
  record ByAlias(Arn arn) implements KmsKey {
    @Override
    public Arn resource() {
      return arn.withResource("key/*");
    }

    /** Returns the name that {@code kms:ResourceAliases} is compared with: {@code alias/app}. */
    public String alias() {
      return arn.resource();
    }

    @Override
    public String toString() {
      return arn.toString();
    }
  }

  /** Returns what stands in the {@code Resource} of a policy. */
  Arn resource();

  /**
   * A key as the user names it: a key id, a key ARN, an alias or an alias ARN. Only together with
   * the Region and account of what it protects does an id or an alias become one key.
   *
   * @param text as written
   */
  record Name(String text) {
    private static final String KEY_ID =
        "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|mrk-[0-9a-fA-F]{32}";
    private static final String ALIAS = "alias/[a-zA-Z0-9/_-]{1,250}";
    private static final Pattern LOCAL = Pattern.compile(KEY_ID + "|" + ALIAS);
    private static final Pattern RESOURCE = Pattern.compile("key/(" + KEY_ID + ")|" + ALIAS);
    private static final String AWS_MANAGED = "alias/aws/";

    /** The services that ECS reads from with the execution role. */
    private static final Set<String> MANAGED =
        Set.of("alias/aws/ssm", "alias/aws/secretsmanager", "alias/aws/s3");

    public Name {
      if (!isValid(text)) {
        throw new IllegalArgumentException("not a KMS key: " + text);
      }
    }

    /** Returns the key that {@code text} names, or empty if it is no name of a key. */
    public static Optional<Name> parse(String text) {
      return isValid(text) ? Optional.of(new Name(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
      Optional<Arn> arn = Arn.parse(text);
      String resource = arn.map(Arn::resource).orElse(text);
      return (LOCAL.matcher(text).matches() || arn.filter(Name::isKmsArn).isPresent())
          && (!resource.startsWith(AWS_MANAGED) || MANAGED.contains(resource));
    }

    private static boolean isKmsArn(Arn arn) {
      return arn.service().equals("kms")
          && Partition.ofId(arn.partition()).equals(Partition.ofRegion(arn.region()))
          && Partition.ofRegion(arn.region()).isPresent()
          && TargetAccount.isAccount(arn.account())
          && RESOURCE.matcher(arn.resource()).matches();
    }

    /** Returns {@code true} for {@code alias/aws/…}: AWS's own keys need no permission. */
    public boolean isAwsManaged() {
      return resource().startsWith(AWS_MANAGED);
    }

    private String resource() {
      return Arn.parse(text).map(Arn::resource).orElse(text);
    }

    /** Returns {@code true} if the key is, or may be, where {@code protectedThing} is. */
    public boolean isNear(Arn protectedThing) {
      Arn place = within(protectedThing).resource();
      return place.region().equals(protectedThing.region())
          && place.partition().equals(protectedThing.partition());
    }

    /** Returns the key this names for something that lives where {@code protectedThing} does. */
    public KmsKey within(Arn protectedThing) {
      Arn arn =
          Arn.parse(text)
              .orElseGet(
                  () ->
                      new Arn(
                          protectedThing.partition(),
                          "kms",
                          protectedThing.region(),
                          protectedThing.account(),
                          text.startsWith("alias/") ? text : "key/" + text));
      return arn.resource().startsWith("alias/")
          ? new ByAlias(arn)
          : new ById(arn.withResource(arn.resource().toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
