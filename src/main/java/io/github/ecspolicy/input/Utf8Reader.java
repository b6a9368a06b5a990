package io.github.ecspolicy.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8, with or without a byte order mark, that can say where a bad byte stands. */
final class Utf8Reader extends Reader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final CharsetDecoder decoder = decoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final CharBuffer pair = CharBuffer.allocate(2).limit(0);
  private boolean ended;
  private boolean started;
  private int line = 1;
  private int column = 1;

  Utf8Reader(InputStream in) {
    this.in = in;
  }

  /** Returns what takes nothing but UTF-8. */
  static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** A byte that is not UTF-8, at the character where it stands. */
  static final class InvalidUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    InvalidUtf8Exception(int line, int column) {
      super("not UTF-8 at line " + line + ", column " + column);
      this.line = line;
      this.column = column;
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (pair.hasRemaining()) {
      return fromPair(target, offset);
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      int count = chars.position();
      if (count > 0) {
        count = withoutByteOrderMark(target, offset, count);
        advance(target, offset, count);
        if (count > 0) {
          return count;
        }
        chars.clear();
        continue;
      }
      if (result.isOverflow()) {
        // There is room for one, and the character takes two.
        decoder.decode(bytes, pair.clear(), ended);
        pair.flip();
        return fromPair(target, offset);
      }
      if (result.isError()) {
        throw new InvalidUtf8Exception(line, column);
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private int fromPair(char[] target, int offset) {
    target[offset] = pair.get();
    advance(target, offset, 1);
    return 1;
  }

  private int withoutByteOrderMark(char[] target, int offset, int count) {
    boolean marked = !started && target[offset] == BYTE_ORDER_MARK;
    started = true;
    if (marked) {
      System.arraycopy(target, offset + 1, target, offset, count - 1);
      return count - 1;
    }
    return count;
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
  }

  private void advance(char[] text, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (text[i] == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
