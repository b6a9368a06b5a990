package io.github.ecspolicy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and texts in a row of bytes, read in the order in which they were written. */
final class PackedBytes {
  private static final int AT_FIRST = 1 << 9;
  private static final int LOW_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int BITS = 7;
  private static final char LAST_OF_LATIN = 0xff;

  private byte[] bytes;
  private int position;

  private PackedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns what takes numbers and texts. */
  static PackedBytes empty() {
    return new PackedBytes(new byte[AT_FIRST]);
  }

  /** Returns what gives back the numbers and texts in {@code bytes}. */
  static PackedBytes of(byte[] bytes) {
    return new PackedBytes(bytes);
  }

  /** Returns all that was written, and is empty again. */
  byte[] taken() {
    byte[] taken = Arrays.copyOf(bytes, position);
    position = 0;
    return taken;
  }

  /** Writes a number, the shorter the nearer it is to 0; negative ones are the longest. */
  void number(int number) {
    int rest = number;
    while ((rest & ~LOW_BITS) != 0) {
      oneByte(rest & LOW_BITS | MORE);
      rest >>>= BITS;
    }
    oneByte(rest);
  }

  /** Reads a number. */
  int number() {
    int number = 0;
    int shift = 0;
    int next = bytes[position++];
    while (next < 0) {
      number |= (next & LOW_BITS) << shift;
      shift += BITS;
      next = bytes[position++];
    }
    return number | next << shift;
  }

  /** Writes a number that is near 0 on either side. */
  void difference(int number) {
    number(number << 1 ^ number >> Integer.SIZE - 1);
  }

  /** Reads a number that is near 0 on either side. */
  int difference() {
    int number = number();
    return number >>> 1 ^ -(number & 1);
  }

  /** Writes whether something is so. */
  void flag(boolean isSo) {
    number(isSo ? 1 : 0);
  }

  /** Reads whether something is so. */
  boolean flag() {
    return number() == 1;
  }

  /** Writes a text, with half of a character too if there is one in it. */
  void text(String text) {
    boolean isLatin = isLatin(text);
    number(text.length() << 1 | (isLatin ? 0 : 1));
    if (isLatin) {
      byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
      makeRoom(latin.length);
      System.arraycopy(latin, 0, bytes, position, latin.length);
      position += latin.length;
    } else {
      for (int i = 0; i < text.length(); i++) {
        number(text.charAt(i));
      }
    }
  }

  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_OF_LATIN) {
        return false;
      }
    }
    return true;
  }

  /** Reads a text. */
  String text() {
    int head = number();
    int length = head >>> 1;
    if ((head & 1) == 0) {
      position += length;
      return new String(bytes, position - length, length, StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) number();
    }
    return new String(chars);
  }

  private void oneByte(int value) {
    makeRoom(1);
    bytes[position++] = (byte) value;
  }

  private void makeRoom(int more) {
    while (position + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
  }
}
