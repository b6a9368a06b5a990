package io.github.ecspolicy.input;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Some lines of an input, with their skeletons; used again for others when they have been read. */
final class LineBlock {
  /** Bytes behind the last that can be read as part of a word. */
  static final int SLACK = 8;

  private static final int SIZE = 1 << 19;

  /** A line that is longer is no line of a stream of task definitions, which have 64 KB. */
  private static final int LONGEST = 1 << 20;

  private static final int LINES = 1 << 10;

  private static final VarHandle LONGS = Words.LONGS;
  private static final long EACH = Words.EACH;

  private byte[] bytes = new byte[SIZE + SLACK];
  private int end;
  private int ofLines;
  private boolean isLast;
  private boolean isCut;

  private int firstInput;
  private int endOfInputs;

  private int count;
  private int[] starts = new int[LINES + 1];
  private Skeleton.Kind[] kinds = new Skeleton.Kind[LINES];
  private long[] hashes = new long[LINES];
  private int[] skeletonStarts = new int[LINES + 1];
  private byte[] skeletons = new byte[SIZE];
  private final Map<Integer, Node> kept = new HashMap<>();

  /** Takes bytes that were read already. */
  void begin(byte[] start, int length) {
    System.arraycopy(start, 0, bytes, 0, length);
    end = length;
  }

  /** Takes over what {@code before} has of a line that it does not have to its end. */
  void begin(LineBlock before) {
    int length = before.end - before.ofLines;
    if (length > bytes.length - SLACK) {
      bytes = new byte[before.bytes.length];
    }
    System.arraycopy(before.bytes, before.ofLines, bytes, 0, length);
    end = length;
  }

  /** Reads on until there are lines in it, or the input is at its end, or the line is too long. */
  void fill(InputStream in) throws IOException {
    isLast = false;
    isCut = false;
    ofLines = 0;
    int searched = 0;
    while (ofLines == 0 && !isLast && !isCut) {
      if (end == bytes.length - SLACK) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      int read = in.read(bytes, end, bytes.length - SLACK - end);
      isLast = read < 0;
      end += Math.max(read, 0);
      ofLines = isLast ? end : afterLastLineEnd(searched);
      isCut = !isLast && ofLines == 0 && end > LONGEST;
      searched = end;
    }
    if (isCut) {
      ofLines = end;
    }
  }

  /** Begins again with nothing in it, for some of many inputs. */
  void begin(int first, int endOfInputs) {
    firstInput = first;
    this.endOfInputs = endOfInputs;
    count = 0;
    end = 0;
    starts[0] = 0;
    kept.clear();
  }

  int firstInput() {
    return firstInput;
  }

  int endOfInputs() {
    return endOfInputs;
  }

  /** Returns {@code true} if something of {@code length} bytes fits in, or there is nothing yet. */
  boolean hasRoom(int length) {
    return count == 0 || end + length < LONGEST;
  }

  /** Adds what is no line but a whole input, unless it has {@code longest} bytes or more. */
  void add(InputStream in, int longest, Skeleton skeleton, KnownDocuments known)
      throws IOException {
    makeRoom(longest);
    int length = in.readNBytes(bytes, end, longest);
    if (length == longest) {
      addUnread();
      return;
    }
    bytes[end + length] = '\n';
    prepare();
    kinds[count] = skeleton.read(bytes, end, end + length);
    add(skeleton, known);
    end += length + 1;
    starts[count] = end;
  }

  /** Adds an input that is not in it. */
  void addUnread() {
    makeRoom(0);
    prepare();
    kinds[count] = Skeleton.Kind.OTHER;
    count++;
    skeletonStarts[count] = skeletonStarts[count - 1];
    bytes[end] = '\n';
    end++;
    starts[count] = end;
  }

  /** Returns {@code true} if that is an input that is not in it: one without a byte is plain. */
  boolean isUnread(int line) {
    return kinds[line] == Skeleton.Kind.OTHER && from(line) == to(line);
  }

  /** Makes room for {@code length} bytes and a line end. */
  private void makeRoom(int length) {
    if (end + length >= bytes.length - SLACK) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
  }

  private void prepare() {
    if (count == kinds.length) {
      grow();
    }
  }

  private int afterLastLineEnd(int from) {
    for (int i = end; i > from; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }

  /** Finds the lines and their skeletons; there are none in a line that is too long. */
  void look(Skeleton skeleton, KnownDocuments known) {
    count = 0;
    starts[0] = 0;
    int from = 0;
    bytes[end] = ofLines == end ? (byte) '\n' : bytes[end];
    while (!isCut && from < ofLines) {
      prepare();
      starts[count] = from;
      kinds[count] = skeleton.readLine(bytes, from, ofLines);
      int to = kinds[count] == Skeleton.Kind.OTHER ? lineEnd(from) : skeleton.end();
      add(skeleton, known);
      from = to + 1;
      starts[count] = from;
    }
  }

  private void add(Skeleton skeleton, KnownDocuments known) {
    int start = skeletonStarts[count];
    int length = skeleton.length();
    if (start + length > skeletons.length) {
      skeletons = Arrays.copyOf(skeletons, Math.max(start + length, 2 * skeletons.length));
    }
    System.arraycopy(skeleton.bytes(), 0, skeletons, start, length);
    hashes[count] = known.hash(skeletons, start, start + length);
    count++;
    skeletonStarts[count] = start + length;
  }

  private void grow() {
    int size = 2 * count;
    starts = Arrays.copyOf(starts, size + 1);
    kinds = Arrays.copyOf(kinds, size);
    hashes = Arrays.copyOf(hashes, size);
    skeletonStarts = Arrays.copyOf(skeletonStarts, size + 1);
  }

  private int lineEnd(int start) {
    int i = start;
    while (i < ofLines) {
      long word = (long) LONGS.get(bytes, i) ^ '\n' * EACH;
      long found = word - EACH & ~word & 0x80 * EACH;
      if (found != 0) {
        return Math.min(i + (Words.first(found)), ofLines);
      }
      i += 8;
    }
    return ofLines;
  }

  /** Returns how many lines there are. */
  int count() {
    return count;
  }

  /** Returns what the line is. */
  Skeleton.Kind kind(int line) {
    return kinds[line];
  }

  /** Returns what holds the lines. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns where the line begins. */
  int from(int line) {
    return starts[line];
  }

  /** Returns where the line ends, before its line end. */
  int to(int line) {
    return starts[line + 1] - 1;
  }

  /** Returns what holds the skeletons. */
  byte[] skeletons() {
    return skeletons;
  }

  int skeletonFrom(int line) {
    return skeletonStarts[line];
  }

  int skeletonTo(int line) {
    return skeletonStarts[line + 1];
  }

  long hash(int line) {
    return hashes[line];
  }

  /** Keeps what the line was read as, for who comes to it. */
  void keep(int line, Node document) {
    kept.put(line, document);
  }

  /** Returns what the line was read as, if it was. */
  Optional<Node> kept(int line) {
    return Optional.ofNullable(kept.get(line));
  }

  /** Returns {@code true} if a carriage return is within it, which ends a line for some readers. */
  boolean hasLineEndWithin(int line) {
    // the last one may be that of the line end itself
    for (int i = from(line); i < to(line) - 1; i++) {
      if (bytes[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  /** Returns how many bytes of it are lines. */
  int size() {
    return ofLines;
  }

  /** Returns {@code true} if the input ends with it. */
  boolean isLast() {
    return isLast;
  }

  /** Returns {@code true} if it is the beginning of a line that is too long. */
  boolean isCut() {
    return isCut;
  }
}
