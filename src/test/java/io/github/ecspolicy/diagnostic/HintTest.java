package io.github.ecspolicy.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hints name settings in the words of the front end that prints them. */
class HintTest {

  @Test
  void aHintReadsAsASentenceInEachDialect() {
    Hint hint = Hint.of("give it with ", Setting.ACCOUNT, " or ", Setting.KMS_KEY, ", please");
    assertEquals("give it with `--account` or `--kms-key`, please", hint.in(Dialect.COMMAND_LINE));
    assertEquals(
        "give it with `<account>` (`-Decs-policy.account`) or `<kmsKeys>`"
            + " (`-Decs-policy.kmsKeys`), please",
        hint.in(Dialect.MAVEN));
  }

  @Test
  void whatToGiveASettingStandsWithIt() {
    Hint hint = Hint.of("add ", Setting.SCOPE.to("all"));
    assertEquals("add `--scope all`", hint.in(Dialect.COMMAND_LINE));
    assertEquals("add `<scope>all</scope>` (`-Decs-policy.scope=all`)", hint.in(Dialect.MAVEN));
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT, --account, account",
    "ALLOW_EMPTY, --allow-empty, allowEmpty",
    "OUTPUT_DIR, --output-dir, outputDirectory",
    "KMS_KEY, --kms-key, kmsKeys",
    "POLICY_KIND, --policy-kind, policyKind",
    "UNKNOWN_KEYS, --unknown-keys, unknownKeys"
  })
  void aSettingIsSpelledAsItsFrontEndSpellsIt(Setting setting, String flag, String element) {
    assertEquals("`" + flag + "`", setting.in(Dialect.COMMAND_LINE));
    assertEquals("`<" + element + ">` (`-Decs-policy." + element + "`)", setting.in(Dialect.MAVEN));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void noSettingIsSpelledInTheLettersOfTheLocale(Setting setting) {
    for (Dialect dialect : Dialect.values()) {
      String spelled = setting.in(dialect);
      assertTrue(spelled.chars().allMatch(c -> c < 0x80), spelled);
    }
  }

  @Test
  void aHintIsMadeOfWordsAndSettingsOnly() {
    assertThrows(IllegalArgumentException.class, () -> Hint.of("a", 1));
  }

  @Test
  void aDiagnosticIsPrintedWithPlaceCodeAndHint() {
    SourceLocation place = new SourceLocation("a b.json", 3, 14, JsonPointer.ROOT.member("x"));
    Diagnostic diagnostic =
        Diagnostic.at(place, DiagnosticCode.ACCOUNT_UNKNOWN, "the account is not known");
    assertEquals(
        "a b.json:3:14: error[account-unknown]: the account is not known",
        diagnostic.in(Dialect.COMMAND_LINE));
    assertEquals(
        "a b.json:3:14: error[account-unknown]: the account is not known\n"
            + "  hint: give it with `--account`",
        diagnostic.withHint("give it with ", Setting.ACCOUNT).in(Dialect.COMMAND_LINE));
    assertEquals(
        "note[nothing-to-grant]: nothing",
        Diagnostic.of(DiagnosticCode.NOTHING_TO_GRANT, "nothing").in(Dialect.MAVEN));
  }
}
