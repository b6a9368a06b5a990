package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hash is the one that its authors publish, for which they have given reasons. */
class TextHashTest {
  /** That of the authors' own test vectors: the bytes 0 to 15. */
  private static final TextHash.Key KEY =
      new TextHash.Key(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** Returns a text of the bytes 0, 1, 2 and so on. */
  private static String text(int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes; i += 2) {
      text.append((char) (i + 1 << 8 | i));
    }
    return text.toString();
  }

  /**
   * Vectors 0 and 2 are in the authors' list, as {@code a3817f04…} and {@code 8177228d…}.
   *
   * @see <a href="https://github.com/veorq/SipHash/blob/master/vectors.h">vectors_sip128</a>
   */
  @Test
  void isSipHashOf128Bits() {
    assertEquals(new TextHash(0xe6a825ba047f81a3L, 0x930255c71472f66dL), KEY.hash(text(0)));
    assertEquals(new TextHash(0xc75da4a48d227781L, 0xe4ff0af6de8ba3fcL), KEY.hash(text(2)));
    assertEquals(new TextHash(0x61f55862baa9623bL, 0xb49714f364e2830fL), KEY.hash(text(8)));
    assertEquals(new TextHash(0x9cded766aceffc31L, 0x024949e45f48c77eL), KEY.hash(text(14)));
    assertEquals(new TextHash(0x3fcdd4c07d07af1eL, 0x4ba75836384dad8cL), KEY.hash(text(64)));
  }

  @Test
  void tellsApartWhatDiffersInOneCharacter() {
    Set<TextHash> hashes = new HashSet<>();
    String text = "a".repeat(100);
    hashes.add(KEY.hash(text));
    for (int i = 0; i < text.length(); i++) {
      hashes.add(KEY.hash(text.substring(0, i)));
      hashes.add(KEY.hash(text.substring(0, i) + "\u0161" + text.substring(i + 1)));
    }
    assertEquals(2 * text.length() + 1, hashes.size());
  }

  @Test
  void differsFromRunToRun() {
    assertNotEquals(TextHash.Key.random().hash("task"), TextHash.Key.random().hash("task"));
  }
}
