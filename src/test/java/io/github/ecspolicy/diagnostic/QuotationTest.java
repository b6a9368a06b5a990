package io.github.ecspolicy.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotationTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "/prod/db", "ıİ Straße", "漢字", "😀", "a\u00a0b", "e\u0301"})
  void whatCanBeSeenIsShownAsItIs(String text) {
    assertEquals(text, Quotation.visible(text));
    assertEquals("`" + text + "`", Quotation.quote(text));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, // NUL
        0x07, // bell
        0x09, // tab
        0x0a, // line feed
        0x0d, // carriage return
        0x1b, // escape
        0x7f, // delete
        0x85, // next line
        0x9b, // control sequence introducer
        0xad, // soft hyphen
        0x200b, // zero width space
        0x200f, // right-to-left mark
        0x2028, // line separator
        0x2029, // paragraph separator
        0x202e, // right-to-left override
        0x2066, // left-to-right isolate
        0xfeff, // byte order mark
        0xe000, // private use
        0xffff, // not a character
        0xd800, // half of a surrogate pair
        0xdfff // the other half
      })
  void whatMovesTheCursorOrHidesItselfIsWrittenAsAnEscape(int unit) {
    String text = "a" + (char) unit + "b";
    String expected = "a\\u" + HexFormat.of().toHexDigits((char) unit) + "b";
    assertEquals(expected, Quotation.visible(text));
    assertEquals("`" + expected + "`", Quotation.quote(text));
  }

  @Test
  void beyondTheBasicPlaneAnEscapeIsOfTwoUnits() {
    assertEquals("\\udb40\\udc01", Quotation.visible("\udb40\udc01"));
  }

  @Test
  void aTerminalSequenceIsShownNotObeyed() {
    assertEquals("\\u001b[31mred\\u001b[0m", Quotation.visible("\u001b[31mred\u001b[0m"));
  }

  @Test
  void aLongTextIsCutButNotTheNameOfAFile() {
    String text = "a".repeat(10_000);
    assertEquals("`" + "a".repeat(300) + "…`", Quotation.quote(text));
    assertEquals("`" + "a".repeat(300) + "`", Quotation.quote("a".repeat(300)));
    assertEquals(text, Quotation.visible(text));
  }
}
