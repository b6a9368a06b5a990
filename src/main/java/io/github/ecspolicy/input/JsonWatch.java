package io.github.ecspolicy.input;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Passes a text on and notes what people write in JSON that is none: comments, and commas after the
 * last item. Keeps a little of what has passed, to show what stands at a mistake.
 */
final class JsonWatch extends FilterReader {
  private static final int SHOWN = 256;

  private State state = State.BETWEEN;
  private int line = 1;
  private int column;
  private Extra comma = new Extra("", 0, 0);
  private boolean afterComma;
  private Optional<Extra> first = Optional.empty();
  private String passed = "";
  private long passedFrom;
  private boolean ended;

  JsonWatch(Reader text) {
    super(text);
  }

  /**
   * Something that JSON does not have.
   *
   * @param what with its article
   */
  record Extra(String what, int line, int column) {}

  private enum State {
    BETWEEN,
    IN_STRING,
    AFTER_BACKSLASH,
    AFTER_SLASH,
    IN_LINE_COMMENT,
    IN_BLOCK_COMMENT,
    AFTER_ASTERISK
  }

  /** Returns the first of what JSON does not have in what has passed. */
  Optional<Extra> extra() {
    return first;
  }

  /** Returns a little of the text from {@code offset} on, if that has passed just now. */
  String from(long offset) throws IOException {
    // The parser closes what it has read to the end.
    String known = ended ? passed : passed + more();
    long start = offset - passedFrom;
    return start < 0 || start > known.length()
        ? ""
        : known.substring((int) start, (int) Math.min(start + SHOWN, known.length()));
  }

  /** Returns a little of what follows; none where that is no text, which is not what was asked. */
  private String more() throws IOException {
    char[] more = new char[SHOWN];
    try {
      return new String(more, 0, Math.max(super.read(more, 0, SHOWN), 0));
    } catch (Utf8Reader.InvalidUtf8Exception e) {
      return "";
    }
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    ended = count < 0;
    if (count > 0) {
      String kept = passed.substring(Math.max(passed.length() - SHOWN, 0));
      passedFrom += passed.length() - kept.length();
      passed = kept + new String(target, offset, count);
      for (int i = offset; i < offset + count; i++) {
        watch(target[i]);
      }
    }
    return count;
  }

  private void watch(char c) {
    column++;
    switch (state) {
      case BETWEEN -> between(c);
      case IN_STRING -> {
        if (c == '\\') {
          state = State.AFTER_BACKSLASH;
        } else if (c == '"') {
          state = State.BETWEEN;
        }
      }
      case AFTER_BACKSLASH -> state = State.IN_STRING;
      case AFTER_SLASH -> afterSlash(c);
      case IN_LINE_COMMENT -> {
        if (c == '\n' || c == '\r') {
          state = State.BETWEEN;
        }
      }
      case IN_BLOCK_COMMENT -> {
        if (c == '*') {
          state = State.AFTER_ASTERISK;
        }
      }
      case AFTER_ASTERISK -> {
        if (c != '*') {
          state = c == '/' ? State.BETWEEN : State.IN_BLOCK_COMMENT;
        }
      }
    }
    if (c == '\n') {
      line++;
      column = 0;
    }
  }

  private void between(char c) {
    switch (c) {
      case '"' -> {
        state = State.IN_STRING;
        afterComma = false;
      }
      case '/' -> state = State.AFTER_SLASH;
      case '#' -> {
        state = State.IN_LINE_COMMENT;
        note(new Extra("a comment", line, column));
      }
      case ',' -> {
        afterComma = true;
        comma = new Extra("a comma after the last item", line, column);
      }
      case ']', '}' -> {
        if (afterComma) {
          note(comma);
        }
        afterComma = false;
      }
      case ' ', '\t', '\n', '\r' -> {}
      default -> afterComma = false;
    }
  }

  private void afterSlash(char c) {
    if (c == '/' || c == '*') {
      state = c == '/' ? State.IN_LINE_COMMENT : State.IN_BLOCK_COMMENT;
      note(new Extra("a comment", line, column - 1));
    } else {
      state = State.BETWEEN;
    }
  }

  private void note(Extra extra) {
    if (first.isEmpty()) {
      first = Optional.of(extra);
    }
  }
}
