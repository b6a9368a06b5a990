package io.github.ecspolicy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.reference.KeyInventory.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountInventoryTest {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-west-1";
  private static final String KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String OTHER_KEY = "0987dcba-09fe-87dc-65ba-ab0987654321";

  private int line;

  private FieldValue value(String text) {
    return new FieldValue(text, new SourceLocation("inventory.json", ++line, 1, JsonPointer.ROOT));
  }

  private Optional<FieldValue> maybe(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty()).map(this::value);
  }

  private static Arn arn(String service, String region, String resource) {
    return new Arn("aws", service, region, ACCOUNT, resource);
  }

  private static Arn parameterArn(String name) {
    return arn("ssm", REGION, "parameter" + name);
  }

  private static Arn secretArn(String name) {
    return arn("secretsmanager", REGION, "secret:" + name);
  }

  private Entry parameter(String name, String type, String key) {
    return new Entry.Parameter(
        value(name), maybe(parameterArn(name).toString()), maybe(type), maybe(key));
  }

  private Entry parameterWithoutArn(String name, String type, String key) {
    return new Entry.Parameter(value(name), Optional.empty(), maybe(type), maybe(key));
  }

  private Entry secret(String name, String arn, String key, Entry.Replica... replicas) {
    return new Entry.Secret(value(name), value(arn), maybe(key), false, List.of(replicas));
  }

  private static Listing all(Entry... entries) {
    return new Listing(true, List.of(entries));
  }

  private static Listing some(Entry... entries) {
    return new Listing(false, List.of(entries));
  }

  private static AccountInventory inventory(Listing... listings) {
    return new AccountInventory(new Inventory(List.of(listings)), KeyInventory.EMPTY);
  }

  private static List<String> problems(Listing... listings) {
    return inventory(listings).diagnostics().stream()
        .map(each -> each.location().orElseThrow().line() + " " + each.code())
        .toList();
  }

  // what exists

  @Test
  void whatExistsIsKnownOfACompleteListingAlone() {
    AccountInventory inventory =
        inventory(
            all(parameter("/a", "String", ""), parameter("/b", "String", "")),
            some(parameter("/c", "String", ""), secret("s", secretArn("s-AbCdEf") + "", "")));
    assertEquals(
        Optional.of(Set.of(parameterArn("/a"), parameterArn("/b"), parameterArn("/c"))),
        inventory.existing("ssm", REGION, ACCOUNT));
    assertEquals(Optional.empty(), inventory.existing("secretsmanager", REGION, ACCOUNT));
    assertEquals(Optional.empty(), inventory.existing("ssm", "us-east-1", ACCOUNT));
    assertEquals(Optional.empty(), inventory.existing("ssm", REGION, "444455556666"));
    assertEquals(Optional.empty(), AccountInventory.EMPTY.existing("ssm", REGION, ACCOUNT));
  }

  /** It may be in any place, so that no pattern may match it anywhere. */
  @Test
  void aParameterWithoutAnArnExistsWhereverOthersDo() {
    AccountInventory inventory =
        inventory(
            all(parameter("/a", "String", "")), all(parameterWithoutArn("/old", "String", "")));
    assertEquals(
        Optional.of(Set.of(parameterArn("/a"), parameterArn("/old"))),
        inventory.existing("ssm", REGION, ACCOUNT));
  }

  @Test
  void aListingWithoutArnsIsOfNoPlace() {
    AccountInventory inventory = inventory(all(parameterWithoutArn("/old", "String", "")));
    assertEquals(Optional.empty(), inventory.existing("ssm", REGION, ACCOUNT));
    assertEquals(
        new KeyStatus.NotEncrypted(),
        new KeyResolver(inventory, findings()).keyOf(parameterArn("/old")));
  }

  @Test
  void aReplicaExistsInItsRegionAndDoesNotCompleteIt() {
    Entry.Replica replica = new Entry.Replica(value("us-east-1"), Optional.empty());
    AccountInventory inventory =
        inventory(all(secret("s", secretArn("s-AbCdEf").toString(), "", replica)));
    assertEquals(
        Optional.of(Set.of(secretArn("s-AbCdEf"))),
        inventory.existing("secretsmanager", REGION, ACCOUNT));
    assertEquals(Optional.empty(), inventory.existing("secretsmanager", "us-east-1", ACCOUNT));
    assertEquals(
        "s",
        inventory
            .secrets()
            .secret(arn("secretsmanager", "us-east-1", "secret:s-AbCdEf"))
            .orElseThrow()
            .name());
  }

  // what cannot be

  /** The ARN of a secret comes to stand in a policy. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-??????",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-*",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:t-AbCdEf",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf:x",
        "arn:aws:secretsmanager:eu-west-1:*:secret:s-AbCdEf",
        "arn:aws:secretsmanager:*:111122223333:secret:s-AbCdEf",
        "arn:aws-cn:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf",
        "arn:aws:ssm:eu-west-1:111122223333:secret:s-AbCdEf",
        "*"
      })
  void whatIsNotTheArnOfTheSecretIsRefused(String text) {
    assertEquals(List.of("2 inventory-shape"), problems(all(secret("s", text, ""))));
  }

  @Test
  void aNameThatNoSecretCanHaveIsRefused() {
    assertEquals(
        List.of("2 inventory-shape"),
        problems(all(secret("*", secretArn("*-AbCdEf").toString(), ""))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:kms:eu-west-1:111122223333:key/*", "alias/a*", "key", "*"})
  void whatIsNotAKeyIsRefused(String text) {
    assertEquals(
        List.of("4 inventory-shape"), problems(all(parameter("/a", "SecureString", text))));
    Entry rule = new Entry.Rule(value("*"), Entry.Kind.SECRETS, value(text));
    assertEquals(List.of("6 inventory-shape"), problems(some(rule)));
    Entry alias =
        new Entry.Alias(
            value("alias/a"), value(arn("kms", REGION, "alias/a").toString()), maybe(text));
    assertEquals(List.of("9 inventory-shape"), problems(all(alias)));
  }

  @Test
  void theSameSaidTwiceIsNoContradiction() {
    Listing listing =
        all(
            parameter("/a", "SecureString", KEY),
            secret("s", secretArn("s-AbCdEf").toString(), KEY),
            new Entry.Bucket(value("b"), value("aws:kms"), maybe(KEY)),
            new Entry.LogGroup(value("/g"), Optional.empty(), maybe(KEY)));
    assertEquals(List.of(), problems(listing, listing));
    assertEquals(
        List.of(),
        problems(
            all(parameter("/a", "SecureString", "alias/app")),
            all(parameter("/a", "SecureString", arn("kms", REGION, "alias/app").toString()))));
    assertEquals(
        List.of(),
        problems(some(parameter("/a", "SecureString", "")), all(parameter("/a", "", KEY))));
  }

  @Test
  void twoKeysForOneThingAreReportedAtTheSecond() {
    assertEquals(
        List.of("6 inventory-conflict"),
        problems(
            all(new Entry.Bucket(value("b"), value("aws:kms"), maybe(KEY))),
            all(new Entry.Bucket(value("b"), value("aws:kms"), maybe(OTHER_KEY)))));
    assertEquals(
        List.of("9 inventory-conflict"),
        problems(
            all(new Entry.LogGroup(value("/g"), Optional.empty(), maybe(KEY))),
            all(new Entry.LogGroup(value("/g"), Optional.empty(), Optional.empty()))));
  }

  @Test
  void aReplicaSaysMoreOfItsKeyThanItsPrimaryDoes() {
    Arn there = arn("secretsmanager", "us-east-1", "secret:s-AbCdEf");
    Listing primary =
        some(
            secret(
                "s",
                secretArn("s-AbCdEf").toString(),
                "",
                new Entry.Replica(value("us-east-1"), maybe("alias/app"))));
    Listing own = all(secret("s", there.toString(), KEY));
    for (List<Listing> listings : List.of(List.of(primary, own), List.of(own, primary))) {
      AccountInventory inventory =
          new AccountInventory(new Inventory(listings), KeyInventory.EMPTY);
      assertEquals(List.of(), inventory.diagnostics());
      assertEquals(
          new KeyStatus.CustomerKey(new KmsKey.ById(arn("kms", "us-east-1", "key/" + KEY))),
          new KeyResolver(inventory, findings()).keyOf(there));
    }
  }

  // which rule counts

  private KeyStatus keyOf(Arn arn, Rule setting, Entry... written) {
    AccountInventory inventory =
        new AccountInventory(
            new Inventory(List.of(some(written))), new KeyInventory(List.of(setting)));
    return new KeyResolver(inventory, findings()).keyOf(arn);
  }

  @Test
  void aBucketIsLessSpecificThanAPatternForSomeOfItsObjects() {
    Arn object = new Arn("aws", "s3", REGION, ACCOUNT, "b/secret/x");
    Entry bucket = new Entry.Rule(value("b"), Entry.Kind.BUCKETS, value(KEY));
    for (String pattern : List.of("b/secret/*", "b/secret/x")) {
      assertEquals(
          new KeyStatus.CustomerKey(new KmsKey.ById(arn("kms", REGION, "key/" + OTHER_KEY))),
          keyOf(object, Rule.parse(pattern + "=" + OTHER_KEY).orElseThrow(), bucket));
    }
    Entry listed = new Entry.Bucket(value("b"), value("aws:kms"), maybe(KEY));
    assertEquals(
        new KeyStatus.CustomerKey(new KmsKey.ById(arn("kms", REGION, "key/" + OTHER_KEY))),
        keyOf(object, Rule.parse("b/secret/x=" + OTHER_KEY).orElseThrow(), listed));
    assertEquals(
        new KeyStatus.CustomerKey(new KmsKey.ById(arn("kms", REGION, "key/" + KEY))),
        keyOf(object, Rule.parse("b/secret/*=" + OTHER_KEY).orElseThrow(), listed));
  }

  @Test
  void aRuleOfAMapIsForItsOwnKindOnly() {
    Rule setting = Rule.parse("nothing=alias/nothing").orElseThrow();
    for (Entry.Kind kind : Entry.Kind.values()) {
      Entry rule = new Entry.Rule(value("*"), kind, value(KEY));
      assertEquals(
          kind == Entry.Kind.PARAMETERS,
          keyOf(parameterArn("/a"), setting, rule) instanceof KeyStatus.CustomerKey);
      assertEquals(
          kind == Entry.Kind.SECRETS,
          keyOf(secretArn("a-AbCdEf"), setting, rule) instanceof KeyStatus.CustomerKey);
      assertEquals(
          kind == Entry.Kind.BUCKETS,
          keyOf(new Arn("aws", "s3", REGION, ACCOUNT, "b/k"), setting, rule)
              instanceof KeyStatus.CustomerKey);
      assertEquals(
          kind == Entry.Kind.LOG_GROUPS,
          keyOf(arn("logs", REGION, "log-group:/g"), setting, rule)
              instanceof KeyStatus.CustomerKey);
    }
  }

  @Test
  void aKeyOfALogGroupCountsOnlyWhereItIsDeclared() {
    AccountInventory inventory =
        new AccountInventory(
            Inventory.EMPTY, new KeyInventory(List.of(Rule.parse("*=alias/app").orElseThrow())));
    assertEquals(
        new KeyStatus.NoKey(),
        new KeyResolver(inventory, findings()).keyOfLogGroup(arn("logs", REGION, "log-group:/g")));
  }

  // size

  private Findings findings() {
    return new Findings(reference("/a"));
  }

  private Reference reference(String text) {
    return new Reference(
        Reference.Field.SECRET,
        value(text),
        "web",
        Optional.of("web"),
        Optional.of("VAR"),
        Optional.empty(),
        false);
  }

  /** Compared one by one, a thousand million names would take many minutes. */
  @Test
  void aLargeAccountIsSearchedAtOnce() {
    List<Entry> listed = new ArrayList<>();
    for (int n = 0; n < 50_000; n++) {
      listed.add(parameter("/prod/service-" + n + "/db", "SecureString", KEY));
      listed.add(
          new Entry.Rule(
              value("/prod/team-" + n + (n % 2 == 0 ? "/db" : "/*")),
              Entry.Kind.PARAMETERS,
              value(KEY)));
    }
    List<Reference> references =
        IntStream.range(0, 20_000)
            .mapToObj(n -> reference("/prod/" + (n % 3 == 0 ? "service-" : "team-") + n + "/db"))
            .toList();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          AccountInventory inventory =
              new AccountInventory(
                  new Inventory(List.of(new Listing(true, listed))), KeyInventory.EMPTY);
          ReferenceResolver resolver =
              new ReferenceResolver(
                  new TargetAccount(Optional.of(REGION), Optional.of(ACCOUNT)),
                  inventory,
                  PolicyScope.SECRETS);
          assertEquals(
              Set.of(DiagnosticCode.UNKNOWN_PARAMETER),
              references.stream()
                  .flatMap(reference -> resolver.resolve(reference).diagnostics().stream())
                  .map(diagnostic -> diagnostic.code())
                  .collect(Collectors.toSet()));
        });
  }

  /** Each would be compared with all before it. */
  @Test
  void aSecretMayHaveBeenDeletedAnyNumberOfTimes() {
    List<Entry> listed = new ArrayList<>();
    for (int n = 0; n < 100_000; n++) {
      String suffix = String.format(Locale.ROOT, "%06d", n);
      listed.add(
          new Entry.Secret(
              value("s"),
              value(secretArn("s-" + suffix).toString()),
              Optional.empty(),
              n != 50_000,
              List.of()));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          AccountInventory inventory = inventory(new Listing(true, listed));
          assertEquals(List.of(), inventory.diagnostics());
          assertEquals(
              Optional.of(secretArn("s-050000")),
              inventory.secrets().named(secretArn("s")).map(ListedSecret::arn));
        });
  }

  /** Every name has to be compared with every pattern that tells nothing of how it starts. */
  @Test
  void asManyPatternsAsMayStartAlikeAreComparedInTime() {
    List<Entry> rules = new ArrayList<>();
    for (int n = 0; n < WrittenRules.MOST_ALIKE; n++) {
      rules.add(new Entry.Rule(value("*/service-" + n + "/*"), Entry.Kind.PARAMETERS, value(KEY)));
    }
    List<Arn> names =
        IntStream.range(0, 10_000)
            .mapToObj(n -> parameterArn("/prod/team-" + n % 100 + "/service-" + n + "/db"))
            .toList();
    AccountInventory inventory = inventory(new Listing(false, rules));
    assertEquals(List.of(), inventory.diagnostics());
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertEquals(
                WrittenRules.MOST_ALIKE,
                names.stream().filter(arn -> !inventory.claims(arn).isEmpty()).count()));
  }

  @Test
  void morePatternsThanCanBeComparedAreRefusedOnce() {
    List<Entry> rules = new ArrayList<>();
    for (int n = 0; n < 2 * WrittenRules.MOST_ALIKE; n++) {
      rules.add(new Entry.Rule(value("/a/" + n), Entry.Kind.PARAMETERS, value(KEY)));
      rules.add(new Entry.Rule(value("/a/" + n + "*"), Entry.Kind.PARAMETERS, value(KEY)));
      rules.add(new Entry.Rule(value("/a/*" + n), Entry.Kind.PARAMETERS, value(KEY)));
      rules.add(new Entry.Rule(value("/a/?" + n), Entry.Kind.SECRETS, value(KEY)));
    }
    assertEquals(
        List.of("inventory-shape: more than 1000 patterns start with `/a/`"),
        inventory(new Listing(false, rules)).diagnostics().stream()
            .map(each -> each.code() + ": " + each.message())
            .distinct()
            .toList());
    assertEquals(2, inventory(new Listing(false, rules)).diagnostics().size());
  }
}
