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
    public String shortName() {
      return arn.resource().substring("key/".length());
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

    @Override
    public String shortName() {
      return alias();
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

  /**
   * Returns the customer key that {@code arn} is the ARN of, or of an alias of; empty if it is
   * neither.
   */
  static Optional<KmsKey> parse(String arn) {
    return Name.parse(arn)
        .filter(name -> !name.isAwsManaged())
        .flatMap(name -> Name.parseArn(arn))
        .map(
            key -> key.resource().startsWith(Name.ALIAS_PREFIX) ? new ByAlias(key) : new ById(key));
  }

  /** Returns what stands in the {@code Resource} of a policy. */
  Arn resource();

  /** Returns its id or alias, which names it within its Region and account. */
  String shortName();

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
    private static final String ALIAS_PREFIX = "alias/";
    private static final String AWS_MANAGED = "alias/aws/";
    private static final String MULTI_REGION = "key/mrk-";

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
      return (LOCAL.matcher(text).matches() || arn.filter(Name::isKmsArn).isPresent())
          && (!isAwsManaged(text) || MANAGED.contains(resource(text)));
    }

    /** Returns the ARN of a key or alias that {@code text} is, its key id in lower case. */
    static Optional<Arn> parseArn(String text) {
      return Arn.parse(text)
          .filter(Name::isKmsArn)
          .map(
              arn ->
                  arn.resource().startsWith(ALIAS_PREFIX)
                      ? arn
                      : arn.withResource(arn.resource().toLowerCase(Locale.ROOT)));
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
      return isAwsManaged(text);
    }

    /** Returns {@code true} if {@code text} is an alias that only AWS can give to a key. */
    static boolean isAwsManaged(String text) {
      return resource(text).startsWith(AWS_MANAGED);
    }

    private String resource() {
      return resource(text);
    }

    private static String resource(String text) {
      return Arn.parse(text).map(Arn::resource).orElse(text);
    }

    /** Returns {@code true} if the key is, or may be, where {@code protectedThing} is. */
    public boolean isNear(Arn protectedThing) {
      return Arn.parse(text)
          .map(
              arn ->
                  arn.region().equals(protectedThing.region())
                      && arn.partition().equals(protectedThing.partition()))
          .orElse(true);
    }

    /**
     * Returns {@code true} if this key, or a replica of it, may be where {@code protectedThing} is.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html">
     *     multi-Region keys</a>
     */
    boolean reaches(Arn protectedThing) {
      return isNear(protectedThing)
          || resource().startsWith(MULTI_REGION)
              && Arn.parse(text)
                  .filter(arn -> arn.partition().equals(protectedThing.partition()))
                  .isPresent();
    }

    /**
     * Returns the Region and account of the key, as an ARN; empty if only an id or alias is known.
     */
    Optional<Arn> place() {
      return Arn.parse(text);
    }

    /**
     * Returns the key this names for something that lives where {@code protectedThing} does. The
     * replicas of a multi-Region key share its id, and each has the ARN of its own Region.
     */
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
                          text.startsWith(ALIAS_PREFIX) ? text : "key/" + text));
      if (arn.resource().startsWith(ALIAS_PREFIX)) {
        return new ByAlias(arn);
      }
      Arn key = arn.withResource(arn.resource().toLowerCase(Locale.ROOT));
      return new ById(
          reaches(protectedThing) ? key.within(protectedThing.region(), key.account()) : key);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
