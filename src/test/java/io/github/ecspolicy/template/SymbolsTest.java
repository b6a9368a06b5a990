package io.github.ecspolicy.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.Quotation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SymbolsTest {
  private static final Symbol ACCOUNT = symbol("405060708090", "${AWS::AccountId}");
  private static final Symbol SECRET =
      symbol("arn:aws:secretsmanager:eu-west-1:405060708090:secret:x0123-x1ab", "${Db}");
  private static final Symbols BOTH = Symbols.of(List.of(ACCOUNT, SECRET));

  private static Symbol symbol(String standIn, String display) {
    return new Symbol(standIn, "{\"Ref\":\"X\"}", display);
  }

  @Test
  void theLongestStandInCounts() {
    assertEquals(
        "${Db}:key:: of ${AWS::AccountId}",
        BOTH.describe(SECRET.standIn() + ":key:: of " + ACCOUNT.standIn()));
    assertTrue(BOTH.areIn("arn:aws:iam::405060708090:role/x"));
    assertFalse(BOTH.areIn("arn:aws:iam::40506070809:role/x"));
  }

  @Test
  void nothingIsLeftOfStandInsThatQuotationHasCut() {
    for (int length = 200; length <= Quotation.LONGEST + 1; length++) {
      String text = "a".repeat(length) + SECRET.standIn() + ACCOUNT.standIn();
      String shown = BOTH.describe(Quotation.quote(text));
      assertFalse(shown.contains("4050"), shown);
      assertFalse(shown.contains("x01"), shown);
    }
  }

  @Test
  void dotsThatCutNothingChangeNothing() {
    assertEquals("write `arn:aws:…`", BOTH.describe("write `arn:aws:…`"));
    String all = "a".repeat(Quotation.LONGEST) + ACCOUNT.standIn() + "…";
    assertEquals("a".repeat(Quotation.LONGEST) + "${AWS::AccountId}…", BOTH.describe(all));
  }

  /** An export may have any name in a template, but a terminal does what ESC says. */
  @Test
  void expressionsCannotMoveTheCursor() {
    Symbols symbols =
        Symbols.of(List.of(symbol("x0123456789", "${Fn::ImportValue a\u001b[31m\nb}")));
    assertEquals(
        "`/y/${Fn::ImportValue a\\u001b[31m\\u000ab}`", symbols.describe("`/y/x0123456789`"));
  }

  @Test
  void manySymbolsAreFoundInManyTexts() {
    List<Symbol> many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> symbol("x" + "%020d".formatted(i), "${P" + i + "}"))
            .toList();
    Symbols symbols = Symbols.of(many);
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (Symbol symbol : many) {
            assertEquals(symbol.display() + "/a", symbols.describe(symbol.standIn() + "/a"));
          }
        });
  }
}
