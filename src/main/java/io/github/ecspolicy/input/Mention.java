package io.github.ecspolicy.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/**
 * Whether a file that cannot be read might have held what is looked for. In a folder there are many
 * that are nothing of the kind: charts, pipelines, templates of other tools.
 */
final class Mention {
  private static final int BUFFER = 1 << 16;

  /** Longer than any word. */
  private static final int OVERLAP = 64;

  private Mention() {}

  /** Returns {@code true} if one of {@code words}, in lower case, stands in {@code file}. */
  static boolean isIn(Path file, Collection<String> words) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String kept = "";
      byte[] bytes = in.readNBytes(BUFFER);
      while (bytes.length > 0) {
        // Any bytes have a text in this encoding, and words of ASCII are the same in most.
        String text =
            kept + new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (words.stream().anyMatch(text::contains)) {
          return true;
        }
        kept = text.substring(Math.max(text.length() - OVERLAP, 0));
        bytes = in.readNBytes(BUFFER);
      }
      return false;
    }
  }
}
