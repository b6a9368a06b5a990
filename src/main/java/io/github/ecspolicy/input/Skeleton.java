package io.github.ecspolicy.input;

import io.github.ecspolicy.aws.ImageReference;
import io.github.ecspolicy.input.WantedKeys.Key;
import io.github.ecspolicy.input.WantedKeys.Meaning;
import io.github.ecspolicy.task.TaskDefinition;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * What is left of a document when all is taken away that its reader does not look at, and what
 * differs between the revisions of a task definition without meaning anything: of two documents
 * with the same skeleton, the second says nothing new.
 *
 * <p>Only what is plainly an object in strict JSON, without any doubt, has one. Nothing is decoded
 * and nothing is created on the way: this is what a stream of a million documents spends its time
 * with. A skeleton is used once, and overwritten by the next.
 */
final class Skeleton {
  /** Nothing that ECS takes comes near these; what is beyond is no mistake, but left to others. */
  private static final int DEEPEST = 32;

  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_KEY = 1024;
  private static final int MOST_MEMBERS = 128;

  private static final VarHandle LONGS = Words.LONGS;
  private static final long EACH = Words.EACH;
  private static final long HIGH = 0x80 * EACH;
  private static final long LOWER_CASE = 0x20 * EACH;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final WantedKeys wanted;
  private final Ascii ascii = new Ascii();
  private final long[] names = new long[DEEPEST * MOST_MEMBERS];
  private byte[] text = {};
  private int at;
  private int end;
  private boolean isLine;
  private byte[] out = {};
  private int length;

  /**
   * Makes skeletons that can be compared with those of others.
   *
   * @param numbers of keys, which all of them have in common
   */
  Skeleton(Wanted wanted, KeyNumbers numbers) {
    this.wanted = WantedKeys.of(wanted, numbers);
  }

  /** Bytes of which each is a character. */
  private static final class Ascii implements CharSequence {
    private byte[] bytes = {};
    private int from;
    private int length;

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      return (char) (bytes[from + index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return toString().subSequence(start, end);
    }

    @Override
    public String toString() {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** What there is between two places. */
  enum Kind {
    /** White space. */
    NOTHING,
    /** One document in strict JSON, and nothing else. */
    PLAIN,
    /** All that needs a closer look. */
    OTHER
  }

  /** The document is not plainly one; thrown without a trace, since that is no news. */
  private static final class DoubtException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final DoubtException DOUBT = new DoubtException();

    private DoubtException() {
      super("", null, false, false);
    }
  }

  /** Returns its bytes, of which the first {@link #length} count. */
  byte[] bytes() {
    return out;
  }

  int length() {
    return length;
  }

  /**
   * Makes this the skeleton of what is between {@code from} and {@code to}, if that is plain, or
   * else empty.
   *
   * @param bytes in which a line end follows, and then {@link LineBlock#SLACK} bytes more
   */
  Kind read(byte[] bytes, int from, int to) {
    isLine = false;
    return readAll(bytes, from, to);
  }

  /**
   * Does the same with a line that begins at {@code from} and ends with a line end, or at {@code
   * to} if there is none before. Where that is, {@link #end} knows if the line is plain or nothing.
   */
  Kind readLine(byte[] bytes, int from, int to) {
    isLine = true;
    return readAll(bytes, from, to);
  }

  /** Returns where the line ended that was read. */
  int end() {
    return at;
  }

  private Kind readAll(byte[] bytes, int from, int to) {
    text = bytes;
    at = from;
    end = to;
    length = 0;
    if (out.length < to - from) {
      out = new byte[Math.max(to - from, 2 * out.length)];
    }
    try {
      byte first = next();
      if (first == 0) {
        return Kind.NOTHING;
      }
      if (first != '{') {
        throw DoubtException.DOUBT;
      }
      object(wanted, 0);
      if (next() != 0) {
        throw DoubtException.DOUBT;
      }
      return Kind.PLAIN;
    } catch (DoubtException e) {
      length = 0;
      return Kind.OTHER;
    }
  }

  /** Goes to what is next and returns it, or 0 at the end. */
  private byte next() throws DoubtException {
    if (at < end) {
      byte c = text[at];
      if (c > ' ') {
        return c;
      }
    }
    return nextAfterSpace();
  }

  /** Apart from the above, which is short enough to be no call. */
  private byte nextAfterSpace() throws DoubtException {
    while (at < end) {
      byte c = text[at];
      if (c > ' ') {
        return c;
      }
      if (isLine && c == '\n') {
        return 0;
      }
      boolean isSpace = c == ' ' || c == '\n' || c == '\t';
      // by itself, it ends a line for some and not for others
      boolean isLineEnd = c == '\r' && (at + 1 == end || text[at + 1] == '\n');
      if (!isSpace && !isLineEnd) {
        throw DoubtException.DOUBT;
      }
      at++;
    }
    return 0;
  }

  private void value(WantedKeys of, Meaning meaning, int depth) throws DoubtException {
    boolean isText = of.isText();
    switch (next()) {
      case '{' -> object(of, depth);
      case '[' -> array(of, depth);
      case '"' -> string(isText, meaning);
      case 't' -> literal(TRUE);
      case 'f' -> literal(FALSE);
      case 'n' -> literal(NULL);
      default -> number(isText);
    }
  }

  private void object(WantedKeys of, int depth) throws DoubtException {
    if (depth == DEEPEST) {
      throw DoubtException.DOUBT;
    }
    at++;
    write('{');
    boolean hasFamily = false;
    boolean isWithoutRevision = false;
    int members = 0;
    long mayHave = 0;
    byte c = next();
    Key key = of.first();
    while (c != '}' || members > 0) {
      if (c != '"') {
        throw DoubtException.DOUBT;
      }
      int from = at + 1;
      Key next = key(of, members == 0 ? key : key.follower());
      if (members == 0) {
        of.beginsWith(next);
      } else {
        key.isFollowedBy(next);
      }
      key = next;
      mayHave = add(key.hash(), mayHave, depth, members++);
      int to = at - 1;
      if (next() != ':') {
        throw DoubtException.DOUBT;
      }
      at++;
      if (of.isNothing()) {
        value(of, Meaning.TEXT, depth + 1);
      } else {
        member(of, key, from, to, depth);
        hasFamily |= key.meaning() == Meaning.FAMILY && out[length - 1] == '"';
        isWithoutRevision |= key.meaning() == Meaning.ARN;
      }
      c = next();
      if (c == '}') {
        break;
      }
      if (c != ',') {
        throw DoubtException.DOUBT;
      }
      at++;
      c = next();
      if (c == '}') {
        throw DoubtException.DOUBT;
      }
    }
    at++;
    if (isWithoutRevision && !hasFamily) {
      throw DoubtException.DOUBT;
    }
    write('}');
  }

  /** Passes the key that begins here, which is {@code expected} more often than not. */
  private Key key(WantedKeys of, Key expected) throws DoubtException {
    int from = at + 1;
    if (expected.length() > 0 && expected.isAt(text, from)) {
      at = from + expected.length() + 1;
      if (at > end) {
        throw DoubtException.DOUBT;
      }
      return expected;
    }
    long name = name();
    return of.key(text, from, at - 1, name);
  }

  private void member(WantedKeys parent, Key key, int from, int to, int depth)
      throws DoubtException {
    boolean isWanted = !key.value().isNothing();
    if (isWanted || parent.keepsKeys()) {
      if (key.isNumbered()) {
        write(0x80 | key.id() >> 8);
        write(key.id());
      } else {
        copy(from - 1, to + 1);
      }
    }
    int before = length;
    byte first = next();
    value(key.value(), key.meaning(), depth + 1);
    if (!isWanted) {
      length = before;
      if (parent.keepsKeys()) {
        write(kind(first));
      }
    }
  }

  /** What kind of value it is that begins so, which is all that is known of it. */
  private static int kind(byte first) {
    return switch (first) {
      case '{', '[', '"' -> first;
      case 't', 'f' -> 'b';
      case 'n' -> 'z';
      default -> 'n';
    };
  }

  /** Notes a name in the object at {@code depth}, which must have none that is alike. */
  private long add(long name, long mayHave, int depth, int members) throws DoubtException {
    if (members == MOST_MEMBERS) {
      throw DoubtException.DOUBT;
    }
    int first = depth * MOST_MEMBERS;
    long mark = 1L << (name >>> 58);
    if ((mayHave & mark) != 0) {
      for (int i = first; i < first + members; i++) {
        if (names[i] == name) {
          throw DoubtException.DOUBT;
        }
      }
    }
    names[first + members] = name;
    return mayHave | mark;
  }

  /** Passes a key and returns a number that is the same for the same one in upper or lower case. */
  private long name() throws DoubtException {
    int from = ++at;
    while (true) {
      long word = (long) LONGS.get(text, at);
      long stops = stops(word);
      if (stops != 0) {
        at += Words.first(stops);
        break;
      }
      at += 8;
      if (at >= end) {
        throw DoubtException.DOUBT;
      }
    }
    if (at >= end || text[at] != '"' || at - from > LONGEST_KEY) {
      throw DoubtException.DOUBT;
    }
    long hash = at - from;
    int i = from;
    for (; i + 8 <= at; i += 8) {
      hash = mixed(hash ^ ((long) LONGS.get(text, i) | LOWER_CASE));
    }
    if (i < at) {
      long rest = ((long) LONGS.get(text, i) | LOWER_CASE) << 8 * (8 - (at - i));
      hash = mixed(hash ^ rest);
    }
    at++;
    return hash;
  }

  private static long mixed(long value) {
    long product = value * PRIME;
    return product ^ product >>> 29;
  }

  /** Returns a word in which the first byte is marked that is no plain character of a string. */
  private static long stops(long word) {
    long quote = word ^ '"' * EACH;
    long backslash = word ^ '\\' * EACH;
    return (quote - EACH & ~quote
            | backslash - EACH & ~backslash
            | word - LOWER_CASE & ~word
            | word)
        & HIGH;
  }

  private void string(boolean isText, Meaning meaning) throws DoubtException {
    int from = at++;
    while (true) {
      long stops = stops((long) LONGS.get(text, at));
      if (stops == 0) {
        at += 8;
        continue;
      }
      at += Words.first(stops);
      if (at >= end) {
        throw DoubtException.DOUBT;
      }
      byte c = text[at];
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        escape();
      } else if (c < 0) {
        character();
      } else {
        throw DoubtException.DOUBT;
      }
    }
    at++;
    if (!isText) {
      write('s');
      return;
    }
    switch (meaning) {
      case TEXT, FAMILY -> copy(from, at);
      case IMAGE -> copy(from, from + 1 + ImageReference.endOfName(ascii(from + 1, at - 1)));
      case ARN -> copy(from, from + 1 + TaskDefinition.endOfFamily(ascii(from + 1, at - 1)));
    }
    if (meaning == Meaning.IMAGE || meaning == Meaning.ARN) {
      write('"');
    }
  }

  private Ascii ascii(int from, int to) {
    ascii.bytes = text;
    ascii.from = from;
    ascii.length = to - from;
    return ascii;
  }

  private void escape() throws DoubtException {
    switch (text[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at += 2;
      case 'u' -> {
        for (int i = at + 2; i < at + 6; i++) {
          if (i >= end || Character.digit(text[i], 16) < 0) {
            throw DoubtException.DOUBT;
          }
        }
        at += 6;
      }
      default -> throw DoubtException.DOUBT;
    }
  }

  /**
   * Passes a character of several bytes.
   *
   * @see <a href="https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf">table 3-7</a>
   */
  private void character() throws DoubtException {
    int first = text[at] & 0xff;
    int second = at + 1 < end ? text[at + 1] & 0xff : 0;
    int more;
    int least = 0x80;
    int most = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
      more = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      more = 2;
      least = first == 0xe0 ? 0xa0 : least;
      most = first == 0xed ? 0x9f : most;
    } else if (first >= 0xf0 && first <= 0xf4) {
      more = 3;
      least = first == 0xf0 ? 0x90 : least;
      most = first == 0xf4 ? 0x8f : most;
    } else {
      throw DoubtException.DOUBT;
    }
    if (second < least || second > most) {
      throw DoubtException.DOUBT;
    }
    for (int i = at + 2; i <= at + more; i++) {
      if (i >= end || (text[i] & 0xc0) != 0x80) {
        throw DoubtException.DOUBT;
      }
    }
    at += more + 1;
  }

  private void literal(byte[] word) throws DoubtException {
    for (byte c : word) {
      if (at == end || text[at++] != c) {
        throw DoubtException.DOUBT;
      }
    }
    write(word == NULL ? 'z' : word[0]);
  }

  private void number(boolean isText) throws DoubtException {
    int from = at;
    if (at < end && text[at] == '-') {
      at++;
    }
    if (at < end && text[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && text[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      at++;
      if (at < end && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      digits();
    }
    if (at - from > LONGEST_NUMBER) {
      throw DoubtException.DOUBT;
    }
    if (isText) {
      copy(from, at);
      write(' ');
    } else {
      write('n');
    }
  }

  private void digits() throws DoubtException {
    int from = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw DoubtException.DOUBT;
    }
  }

  private void array(WantedKeys of, int depth) throws DoubtException {
    if (depth == DEEPEST) {
      throw DoubtException.DOUBT;
    }
    at++;
    write('[');
    WantedKeys ofItems = of.isNothing() ? of : of.ofItems();
    if (next() != ']') {
      value(ofItems, Meaning.TEXT, depth + 1);
      byte c = next();
      while (c == ',') {
        at++;
        value(ofItems, Meaning.TEXT, depth + 1);
        c = next();
      }
      if (c != ']') {
        throw DoubtException.DOUBT;
      }
    }
    at++;
    write(']');
  }

  private void write(int c) {
    out[length++] = (byte) c;
  }

  private void copy(int from, int to) {
    System.arraycopy(text, from, out, length, to - from);
    length += to - from;
  }
}
