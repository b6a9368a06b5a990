package io.github.ecspolicy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.reference.KeyInventory.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyInventoryTest {

  private static Arn parameter(String name) {
    return new Arn("aws", "ssm", "eu-west-1", "111122223333", "parameter/" + name);
  }

  private static Arn secret(String name) {
    return new Arn("aws", "secretsmanager", "eu-west-1", "111122223333", "secret:" + name);
  }

  private static Rule rule(String text) {
    return Rule.parse(text).orElseThrow();
  }

  private static KeyInventory inventory(String... rules) {
    return new KeyInventory(Stream.of(rules).map(KeyInventoryTest::rule).toList());
  }

  private static List<String> rulesFor(Arn arn, String... rules) {
    return inventory(rules).rulesFor(arn).stream().map(Rule::toString).toList();
  }

  // what is written

  @ParameterizedTest
  @CsvSource({
    "/prod/*=alias/app, /prod/*, alias/app",
    "*=alias/aws/ssm, *, alias/aws/ssm",
    "a=b=alias/app, a=b, alias/app",
    "==alias/app, =, alias/app"
  })
  void aRuleIsAPatternAndAKeyAroundTheLastEqualsSign(String text, String pattern, String key) {
    Rule rule = rule(text);
    assertEquals(new Rule(pattern, new KmsKey.Name(key)), rule);
    assertEquals(text, rule.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "a", "alias/app", "=alias/app", "a=", "a=app", "a=alias/*"})
  void whatIsNotAPatternAndAKeyIsNoRule(String text) {
    assertEquals(Optional.empty(), Rule.parse(text));
  }

  // what a pattern matches

  @ParameterizedTest
  @CsvSource({
    "/prod/db, prod/db, true",
    "prod/db, prod/db, true",
    "/DB, DB, true",
    "DB, DB, true",
    "/prod/*, prod/db, true",
    "/prod/*, prod/team/db, true",
    "/prod/*, prod/, true",
    "/prod/*, prod, false",
    "/prod/*, production/db, false",
    "/prod/d?, prod/db, true",
    "/prod/d?, prod/d, false",
    "/prod/d?, prod/dbs, false",
    "*, anything/at/all, true",
    "*db, prod/db, true",
    "*/db/*, a/db/b/db/c, true",
    "*b*b, abab, true",
    "*b*b, aba, false",
    "**, a, true",
    "/PROD/*, prod/db, false",
    "/prod.db, prod-db, false",
    "/prod.db, prod.db, true",
    "prod/d[b], prod/db, false"
  })
  void aPatternSpeaksOfTheNamesOfParameters(String pattern, String name, boolean matches) {
    assertEquals(matches, rule(pattern + "=alias/app").matches(parameter(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "app, app-AbCdEf, true",
    "app-AbCdEf, app-AbCdEf, true",
    "app-*, app-AbCdEf, true",
    "ap, app-AbCdEf, false",
    "app, app-??????, true",
    "prod/*, prod/db-??????, true",
    "/prod/*, prod/db-??????, false",
    "/prod/*, /prod/db-AbCdEf, true",
    "rds!cluster-*, rds!cluster-1-AbCdEf, true",
    "app-, app-AbCdEf, false"
  })
  void aPatternSpeaksOfSecretsWithAndWithoutTheirRandomSuffix(
      String pattern, String name, boolean matches) {
    assertEquals(matches, rule(pattern + "=alias/app").matches(secret(name)));
  }

  @Test
  void aPatternOfManyStarsIsDecidedAtOnce() {
    Rule rule = rule("*a".repeat(50) + "b=alias/app");
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertEquals(false, rule.matches(parameter("a".repeat(1000)))));
  }

  // which rule counts

  @Test
  void withoutARuleNothingIsKnown() {
    assertEquals(List.of(), KeyInventory.EMPTY.rulesFor(parameter("a")));
    assertEquals(List.of(), rulesFor(parameter("a"), "/b=alias/app"));
  }

  @Test
  void theMoreSpecificPatternCountsInWhateverOrder() {
    String broad = "*=alias/broad";
    String narrow = "/prod/*=alias/narrow";
    String exact = "/prod/db=alias/exact";
    for (List<String> rules :
        List.of(
            List.of(broad, narrow, exact),
            List.of(exact, narrow, broad),
            List.of(narrow, exact, broad))) {
      String[] given = rules.toArray(String[]::new);
      assertEquals(List.of(exact), rulesFor(parameter("prod/db"), given));
      assertEquals(List.of(narrow), rulesFor(parameter("prod/x"), given));
      assertEquals(List.of(broad), rulesFor(parameter("test/x"), given));
    }
  }

  @Test
  void aNameIsMoreSpecificThanALongerPattern() {
    assertEquals(
        List.of("app=alias/exact"),
        rulesFor(secret("app-AbCdEf"), "app-AbCdE?=alias/long", "app=alias/exact"));
  }

  @Test
  void twoKeysForOneNameAreAContradiction() {
    assertEquals(
        List.of("/a*=alias/one", "/*a=alias/two"),
        rulesFor(parameter("a"), "/a*=alias/one", "/*a=alias/two"));
  }

  /** Parameter Store knows {@code X} and {@code /X} as one parameter. */
  @Test
  void aLeadingSlashMakesNoPatternOfAParameterMoreSpecific() {
    assertEquals(
        List.of("/a/b=alias/one", "a/b=alias/two"),
        rulesFor(parameter("a/b"), "/a/b=alias/one", "a/b=alias/two"));
    assertEquals(
        List.of("/a/*=alias/one", "a/*=alias/two"),
        rulesFor(parameter("a/b"), "/a/*=alias/one", "a/*=alias/two"));
  }

  @Test
  void sayingOneKeyTwiceIsNoContradiction() {
    assertEquals(1, rulesFor(parameter("a"), "/a=alias/one", "/a=alias/one").size());
    assertEquals(1, rulesFor(parameter("a"), "/a*=alias/one", "/*a=alias/one").size());
  }

  @Test
  void aRuleThatSpeaksOfNothingIsUnused() {
    List<Rule> unused =
        inventory("/a=alias/one", "/b=alias/two", "*=alias/three")
            .unusedBy(List.of(parameter("a"), secret("x-AbCdEf")));
    assertEquals(List.of(rule("/b=alias/two")), unused);
  }
}
