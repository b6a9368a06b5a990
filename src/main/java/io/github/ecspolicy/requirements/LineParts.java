package io.github.ecspolicy.requirements;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A line as {@link RequirementsWriter} writes one for a task definition, divided into what it is
 * for and what that needs, and each of these into its place and all other bytes. In a line that is
 * JSON and has no other members than there are, what it is divided at stands between texts, and not
 * in one: a quotation mark within a text would have to be escaped, and a name that ends like that
 * is the name of no member. So two lines that differ in places only mean the same at other places.
 */
final class LineParts {
  private static final byte[] START = bytes("{\"requirements\":1,\"scope\":\"");
  private static final byte[] TASK = bytes("\",\"task\":{\"name\":\"");
  private static final byte[] AT = bytes("\"at\":{\"file\":\"");
  private static final byte[] LINE = bytes("\",\"line\":");
  private static final byte[] COLUMN = bytes(",\"column\":");
  private static final byte[] POINTER = bytes(",\"pointer\":\"");
  private static final byte[] NEEDS = bytes(",\"needs\":");
  private static final byte[] IMAGE = bytes("\"reference\":{\"field\":\"image\",\"valueFrom\":\"");

  /** A number of so many digits is never too large. */
  private static final int DIGITS = 9;

  private byte[] line = {};
  private int position;
  private int end;

  private int needFrom;

  private byte[] lastTask = {};
  private int lastTaskLength;

  private final Part task = new Part();
  private final Part need = new Part();
  private boolean isLastOfTask;
  private boolean hasNeed;
  private boolean hasText;
  private String text = "";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A part of a line. */
  static final class Part {
    private byte[] rest = new byte[1 << 10];
    private int length;
    private byte[] fileBytes = {};
    private String file = "";
    private int line;
    private int column;

    /** Returns all bytes of it but those of its place, and others behind them. */
    byte[] rest() {
      return rest;
    }

    /** Returns how many bytes these are. */
    int length() {
      return length;
    }

    String file() {
      return file;
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }

    private void begin() {
      length = 0;
    }

    private void append(byte[] bytes, int from, int to) {
      int more = to - from;
      if (length + more > rest.length) {
        rest = Arrays.copyOf(rest, 2 * (length + more));
      }
      System.arraycopy(bytes, from, rest, length, more);
      length += more;
    }

    private void isIn(byte[] bytes, int from, int to) {
      if (!Arrays.equals(fileBytes, 0, fileBytes.length, bytes, from, to)) {
        fileBytes = Arrays.copyOfRange(bytes, from, to);
        file = new String(fileBytes, StandardCharsets.US_ASCII);
      }
    }
  }

  /** Returns {@code true} if the line between two places could be divided. */
  boolean divide(byte[] bytes, int from, int to) {
    line = bytes;
    position = from;
    end = to;
    isLastOfTask =
        lastTaskLength > 0
            && Arrays.equals(
                lastTask, 0, lastTaskLength, bytes, from, Math.min(from + lastTaskLength, to));
    if (isLastOfTask) {
      position += lastTaskLength;
    } else if (divideTask()) {
      keepTask(from);
    } else {
      lastTaskLength = 0;
      return false;
    }
    boolean isDivided = divideNeed();
    // what stood before a need that could not be told is told anew
    lastTaskLength = isDivided ? lastTaskLength : 0;
    return isDivided;
  }

  private void keepTask(int from) {
    lastTaskLength = position - from;
    if (lastTask.length < lastTaskLength) {
      lastTask = new byte[2 * lastTaskLength];
    }
    System.arraycopy(line, from, lastTask, 0, lastTaskLength);
  }

  /** The place is the last member of the task definition, and that the last before the need. */
  private boolean divideTask() {
    int from = position;
    if (!skip(START) || !skipText() || !skip(TASK)) {
      return false;
    }
    if (!find(AT, end)) {
      return false;
    }
    task.begin();
    task.append(line, from, position);
    if (!readPlace(task)) {
      return false;
    }
    int rest = position;
    if (!skip(POINTER) || !skipText() || !skip('"') || !skip('}') || !skip('}')) {
      return false;
    }
    task.append(line, rest, position);
    return true;
  }

  private boolean divideNeed() {
    hasNeed = end - position > 1;
    if (!hasNeed) {
      return skip('}');
    }
    needFrom = position;
    int from = position;
    if (!skip(NEEDS)) {
      return false;
    }
    need.begin();
    int start = position;
    if (!findLast(AT)) {
      return false;
    }
    int at = position;
    position = start;
    hasText = mayBeOfImage() && find(IMAGE, at);
    if (hasText) {
      int image = position;
      if (!skipText() || position > at) {
        return false;
      }
      text = new String(line, image, position - image, StandardCharsets.US_ASCII);
      need.append(line, from, image);
      from = position;
    }
    need.append(line, from, at);
    position = at;
    if (!readPlace(need)) {
      return false;
    }
    need.append(line, position, end);
    return true;
  }

  /** Reads from behind the beginning of a place to its pointer. */
  private boolean readPlace(Part part) {
    int file = position;
    if (!skipText()) {
      return false;
    }
    part.isIn(line, file, position);
    if (!skip(LINE)) {
      return false;
    }
    part.line = number();
    if (part.line == 0 || !skip(COLUMN)) {
      return false;
    }
    part.column = number();
    return part.column > 0;
  }

  /** Returns a number from 1 on, or 0 if there is none. */
  private int number() {
    int from = position;
    int number = 0;
    while (position < end && line[position] >= '0' && line[position] <= '9') {
      if (position - from == DIGITS) {
        return 0;
      }
      number = 10 * number + line[position] - '0';
      position++;
    }
    return position > from && line[from] == '0' ? 0 : number;
  }

  private boolean skip(char c) {
    boolean isThere = position < end && line[position] == c;
    position += isThere ? 1 : 0;
    return isThere;
  }

  private boolean skip(byte[] text) {
    boolean isThere = isAt(text, position);
    position += isThere ? text.length : 0;
    return isThere;
  }

  private boolean isAt(byte[] text, int from) {
    return from + text.length <= end
        && Arrays.equals(line, from, from + text.length, text, 0, text.length);
  }

  /** Goes to the end of a text that means what it says; not if it does not. */
  private boolean skipText() {
    while (position < end && line[position] != '"') {
      if (line[position] < ' ' || line[position] == '\\') {
        return false;
      }
      position++;
    }
    return position < end;
  }

  /** A registry, a repository, or an upstream image. */
  private boolean mayBeOfImage() {
    int kind = position + 1;
    return kind < end && (line[kind] == 'r' || line[kind] == 'u');
  }

  /** Goes behind the first {@code text} that begins before {@code limit}. */
  private boolean find(byte[] text, int limit) {
    for (int i = position; i < limit; i++) {
      if (line[i] == text[0] && isAt(text, i)) {
        position = i + text.length;
        return true;
      }
    }
    return false;
  }

  /** Goes behind the last {@code text}. */
  private boolean findLast(byte[] text) {
    for (int i = end - text.length; i >= position; i--) {
      if (line[i] == text[0] && line[i + 1] == text[1] && isAt(text, i)) {
        position = i + text.length;
        return true;
      }
    }
    return false;
  }

  /** Returns {@code true} if the task definition is the very same as that of the line before. */
  boolean isLastOfTask() {
    return isLastOfTask;
  }

  /** Returns {@code true} if there is something that the task definition needs. */
  boolean hasNeed() {
    return hasNeed;
  }

  /** Returns the task definition. */
  Part task() {
    return task;
  }

  /** Returns what it needs, if there is something. */
  Part need() {
    return need;
  }

  /** Returns an object of what stands behind the task definition; empty if it is not in ASCII. */
  Optional<String> needAsObject() {
    for (int i = needFrom; i < end; i++) {
      if (line[i] < 0) {
        return Optional.empty();
      }
    }
    int behindComma = needFrom + 1;
    return Optional.of(
        "{" + new String(line, behindComma, end - behindComma, StandardCharsets.US_ASCII));
  }

  /** Returns the text of the image, if that is what it needs; it is not in the need's bytes. */
  Optional<String> text() {
    return hasText ? Optional.of(text) : Optional.empty();
  }
}
