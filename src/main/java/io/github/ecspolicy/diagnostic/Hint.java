package io.github.ecspolicy.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What to do about a diagnostic, in the words of whichever front end prints it.
 *
 * @param parts text and settings in reading order
 */
public record Hint(List<Part> parts) {
  /** A piece of a hint: a {@link Text}, a {@link Setting}, or one with what to give it. */
  public sealed interface Part permits Text, Setting, Setting.Given {
    /** Returns this piece as {@code dialect} says it. */
    String in(Dialect dialect);
  }

  /** Words that are the same in every dialect. */
  public record Text(String words) implements Part {
    @Override
    public String in(Dialect dialect) {
      return words;
    }
  }

  public Hint {
    parts = List.copyOf(parts);
  }

  /**
   * Returns a hint from strings and other {@link Part}s.
   *
   * @throws IllegalArgumentException if a part is neither
   */
  public static Hint of(Object... parts) {
    return new Hint(Arrays.stream(parts).map(Hint::part).toList());
  }

  /** Returns the same hint with its words as {@code rewrite} has them. */
  public Hint withTexts(UnaryOperator<String> rewrite) {
    List<Part> rewritten = new ArrayList<>();
    for (Part part : parts) {
      rewritten.add(part instanceof Text text ? new Text(rewrite.apply(text.words())) : part);
    }
    return new Hint(rewritten);
  }

  private static Part part(Object part) {
    if (part instanceof Part each) {
      return each;
    }
    if (part instanceof String words) {
      return new Text(words);
    }
    throw new IllegalArgumentException("a hint is made of strings and settings");
  }

  /** Returns the hint as {@code dialect} says it. */
  public String in(Dialect dialect) {
    return parts.stream().map(part -> part.in(dialect)).collect(Collectors.joining());
  }
}
