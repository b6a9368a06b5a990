package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "'',               '',              true",
    "'',               a,               false",
    "a,                '',              false",
    "abc,              abc,             true",
    "abc,              ABC,             false",
    "abc,              abcd,            false",
    "*,                '',              true",
    "*,                a/b:c,           true",
    "**,               a,               true",
    "a*,               a,               true",
    "a*c,              abbbc,           true",
    "a*c,              abbbd,           false",
    "*a*b,             xaybzb,          true",
    "*ab,              aab,             true",
    "a*b*c,            acb,             false",
    "?,                '',              false",
    "?,                a,               true",
    "?,                ab,              false",
    "?,                :,               true",
    "a?c,              abc,             true",
    "*?,               '',              false",
    "*?,               a,               true",
    "?*?,              ab,              true",
    "?,                \uD83D\uDE00,              true",
    "*?x,              a\uD83D\uDE00x,            true",
    "a${*}c,           a*c,             true",
    "a${*}c,           abc,             false",
    "a${?}c,           a?c,             true",
    "a${?}c,           abc,             false",
    "a${$}c,           a$c,             true",
    "${$}{*},          '${anything}',   true",
    "*${*},            ab*,             true",
    "*${*},            ab,              false",
    "'a${x}c',         'a${x}c',        true",
    "'a${',            'a${',           true",
    "'a$',             'a$',            true",
  })
  void matchesTheWholeText(String pattern, String text, boolean expected) {
    assertEquals(expected, new Glob(pattern).matches(text));
  }

  @ParameterizedTest
  @CsvSource({
    "ssm:Get*,                     SSM:getparameters,              true",
    "ssm:Get*,                     ssm:PutParameter,               false",
    "secretsmanager:GETSECRETVALUE, secretsmanager:GetSecretValue, true",
    "ecs:DISCOVERPOLLENDPOINT,      ecs:DiscoverPollEndpoint,      true",
  })
  void canIgnoreCaseInAnyLocale(String pattern, String text, boolean expected) {
    assertEquals(expected, new Glob(pattern).matchesIgnoreCase(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'',        true,  0",
    "abc,       true,  3",
    "a*c,       false, 2",
    "a?,        false, 1",
    "*,         false, 0",
    "a${*}c,    true,  3",
    "${?}${$},  true,  2",
    "${*}*,     false, 1",
    "\uD83D\uDE00*,       false, 1",
  })
  void knowsItsLiteralCharacters(String pattern, boolean literal, int length) {
    assertEquals(literal, new Glob(pattern).isLiteral());
    assertEquals(length, new Glob(pattern).literalLength());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "*", "?", "$", "${*}", "${aws:username}", "a*b?c$d", "$$*{}"})
  void exactlyMatchesItsTextAndNoLonger(String text) {
    Glob glob = Glob.exactly(text);
    assertTrue(glob.isLiteral());
    assertTrue(glob.matches(text));
    assertEquals(false, glob.matches(text + "x"));
    assertEquals(text.codePointCount(0, text.length()), glob.literalLength());
  }

  @Test
  void doesNotBlowUpOnManyStars() {
    String pattern = "a*".repeat(500) + "b";
    String text = "a".repeat(20_000);
    boolean matches =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> new Glob(pattern).matches(text));
    assertEquals(false, matches);
    assertTrue(new Glob(pattern).matches(text + "b"));
  }

  @Test
  void doesNotBlowUpOnManyStarsInAResource() {
    String arn = "arn:aws:ssm:us-east-1:111122223333:parameter/";
    ResourcePattern pattern = ResourcePattern.of(arn + "*a".repeat(20_000));
    AccessRequest request =
        new AccessRequest("ssm:GetParameters", arn + "another".repeat(20_000) + "a");
    assertEquals(
        Match.YES,
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> pattern.matches(request)));
    assertEquals(
        Match.NO,
        pattern.matches(new AccessRequest("ssm:GetParameters", arn + "another".repeat(9_999))));
  }
}
