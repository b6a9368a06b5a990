package io.github.ecspolicy.render;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A text that is written piece by piece, so that it is in memory as a whole only if need be. */
public interface Text {
  /** Writes it. */
  void writeTo(Appendable out) throws IOException;

  /** Returns the text that {@code whole} is. */
  static Text of(String whole) {
    return out -> out.append(whole);
  }

  /** Returns it as a whole. */
  default String whole() {
    StringBuilder text = new StringBuilder();
    try {
      writeTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }
}
