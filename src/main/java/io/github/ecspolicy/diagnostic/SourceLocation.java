package io.github.ecspolicy.diagnostic;

import java.util.Comparator;
import java.util.Optional;

/**
 * Where a value stands: the input as the user named it, line and column as editors count them, and
 * the JSON Pointer within the document.
 *
 * @param source the file as the user named it, or {@code <stdin>}
 * @param line 1 for the first line
 * @param column 1 for the first character of the line
 * @param pointer the place within the JSON document that holds it
 */
public record SourceLocation(String source, int line, int column, JsonPointer pointer) {
  /** By source, line and column, as diagnostics are sorted too. */
  public static final Comparator<SourceLocation> ORDER = SourceLocation::compare;

  /** By place; what has none comes last. */
  public static final Comparator<Optional<SourceLocation>> NONE_LAST =
      (one, other) ->
          one.isPresent() && other.isPresent()
              ? ORDER.compare(one.get(), other.get())
              : Boolean.compare(one.isEmpty(), other.isEmpty());

  /** The place of what stands nowhere, or whose place does not matter. */
  public static final SourceLocation NOWHERE = startOf("");

  public SourceLocation {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns count from 1");
    }
  }

  private static int compare(SourceLocation one, SourceLocation other) {
    // most that are compared stand in one input
    if (!one.source.equals(other.source)) {
      return one.source.compareTo(other.source);
    }
    return one.line != other.line
        ? Integer.compare(one.line, other.line)
        : Integer.compare(one.column, other.column);
  }

  /** Returns the first character of {@code source}: for what is true of the whole input. */
  public static SourceLocation startOf(String source) {
    return new SourceLocation(source, 1, 1, JsonPointer.ROOT);
  }

  /** Returns the place {@code columns} to the left on the same line, or the start of the line. */
  public SourceLocation columnsBack(int columns) {
    return new SourceLocation(source, line, Math.max(column - columns, 1), pointer);
  }

  /** Returns {@code file:line:column}, which editors and terminals turn into a link. */
  @Override
  public String toString() {
    return Quotation.visible(source) + ":" + line + ":" + column;
  }
}
