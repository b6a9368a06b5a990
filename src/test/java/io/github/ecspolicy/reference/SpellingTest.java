package io.github.ecspolicy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

  private static Optional<String> nearest(String unknown, String... known) {
    return new Spelling(List.of(known)).nearest(unknown);
  }

  @ParameterizedTest
  @CsvSource({
    "/prod/pasword, a character is missing",
    "/prod/passsword, a character is too many",
    "/prod/passwort, another character",
    "/prod/passwrod, two in the wrong order",
    "prod/password, the first is missing",
    "/prod/passwor, the last is missing",
    "/PROD/Password, in another case",
    "/PROD/Pasword, both",
    "/prdo/password, in the middle"
  })
  void aSlipOfThePenIsNear(String unknown, String slip) {
    assertEquals(Optional.of("/prod/password"), nearest(unknown, "/prod/password"), slip);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/prod/pass", "/test/password", "/prod/username", "/prod/password-1"})
  void whatIsFurtherOffIsNot(String unknown) {
    assertEquals(Optional.empty(), nearest(unknown, "/prod/password"));
  }

  @Test
  void theNearestIsTheFirstOfThoseThatAreAsNear() {
    assertEquals(Optional.of("abcd"), nearest("abce", "abcx", "abcd", "xbcd"));
    assertEquals(Optional.of("abcE"), nearest("abce", "abcd", "abcE"));
  }

  @Test
  void whereNothingIsKnownNothingIsNear() {
    assertEquals(Optional.empty(), nearest("a"));
    assertEquals(Optional.empty(), nearest("a", "b".repeat(1000)));
    assertEquals(Optional.empty(), nearest("a".repeat(1000), "a".repeat(1001)));
  }

  /** Texts of the same hash: {@code Aa} and {@code BB}. */
  @Test
  void namesOfOneHashAreToldApart() {
    assertEquals(Optional.of("AaAaAa"), nearest("AaAaA", "BBBBBB", "AaAaAa"));
  }

  @Test
  void anAccountFullOfNamesIsSearchedAtOnce() {
    List<String> known =
        IntStream.range(0, 50_000).mapToObj(n -> "/prod/service-" + n + "/password").toList();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          Spelling spelling = new Spelling(known);
          for (int n = 0; n < 20_000; n++) {
            spelling.nearest("/staging/service-" + n + "/password");
          }
          assertEquals(
              Optional.of("/prod/service-777/password"),
              spelling.nearest("/prod/service-777/pasword"));
        });
  }
}
