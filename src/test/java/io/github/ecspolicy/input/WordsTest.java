package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void findsTheFirstMarkWhateverFollows() {
    for (int i = 0; i < Words.SIZE; i++) {
      long mark = 0x80L << 8 * i;
      assertEquals(i, Words.first(mark));
      assertEquals(i, Words.first(mark | 0x8080808080808080L << 8 * i));
    }
  }

  @Test
  void comparesEveryByteAndNoneBeyond() {
    for (int length = 1; length <= 3 * Words.SIZE; length++) {
      byte[] bytes =
          "abcdefghijklmnopqrstuvwxyz".substring(0, length).getBytes(StandardCharsets.UTF_8);
      byte[] text = new byte[length + 2 * Words.SIZE];
      Arrays.fill(text, (byte) '#');
      System.arraycopy(bytes, 0, text, 1, length);
      Words words = new Words(bytes);
      assertTrue(words.areAt(text, 1));
      for (int i = 1; i <= length; i++) {
        text[i] ^= 0x40;
        assertFalse(words.areAt(text, 1), "byte " + i + " of " + length);
        text[i] ^= 0x40;
      }
    }
  }

  @Test
  void areNotWhereTheTextEnds() {
    byte[] text = "abcdefgh".getBytes(StandardCharsets.UTF_8);
    assertFalse(new Words("h".getBytes(StandardCharsets.UTF_8)).areAt(text, 7));
    assertTrue(new Words("abcdefgh".getBytes(StandardCharsets.UTF_8)).areAt(text, 0));
  }
}
