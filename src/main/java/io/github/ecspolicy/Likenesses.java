package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Which task definitions are {@linkplain TaskLikeness alike}. Where there are many, each is known
 * by the SHA-256 of its text, which takes a tenth of the room: nobody can write two texts of which
 * it is the same.
 */
final class Likenesses {
  /** So many are kept as they are, since what makes digests takes time to load. */
  private static final int FEW = 256;

  private Map<String, Integer> indexes = new HashMap<>();
  private Optional<MessageDigest> sha256 = Optional.empty();

  /** Returns the index of the one before with the same text, or {@code next}, which it then has. */
  int indexOf(String text, int next) {
    if (indexes.size() == FEW && sha256.isEmpty()) {
      shorten();
    }
    Integer before =
        indexes.putIfAbsent(sha256.map(digest -> shortened(text, digest)).orElse(text), next);
    return before == null ? next : before;
  }

  /** Returns the SHA-256 of each text by its index, in hexadecimal. */
  Map<Integer, String> digests() {
    if (sha256.isEmpty()) {
      shorten();
    }
    Map<Integer, String> digests = new HashMap<>();
    indexes.forEach(
        (digest, index) ->
            digests.put(
                index, HexFormat.of().formatHex(digest.getBytes(StandardCharsets.ISO_8859_1))));
    return digests;
  }

  private void shorten() {
    MessageDigest digest = Sha256.digest();
    Map<String, Integer> shortened = new HashMap<>();
    indexes.forEach((text, index) -> shortened.put(shortened(text, digest), index));
    indexes = shortened;
    sha256 = Optional.of(digest);
  }

  private static String shortened(String text, MessageDigest digest) {
    // character by character: an encoding has one sign for all that it cannot encode
    ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
    bytes.asCharBuffer().put(text);
    return new String(digest.digest(bytes.array()), StandardCharsets.ISO_8859_1);
  }
}
