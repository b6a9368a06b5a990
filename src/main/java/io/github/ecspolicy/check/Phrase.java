package io.github.ecspolicy.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that an error message holds, as a person would write them down: {@code failed to fetch
 * secret {secret} from}. Case does not count, nor what kind of white space stands between; {@code
 * {name}} is one word, and {@code ...} is up to {@value #LONGEST_GAP} characters of anything.
 */
final class Phrase {
  private static final int LONGEST_GAP = 500;

  /** No word of AWS's is longer: keys of objects have up to 1,024 bytes, parameters 1,011. */
  private static final int LONGEST_WORD = 2048;

  private static final Pattern PIECE =
      Pattern.compile(
          "\\{(?<name>[a-z]+)}|\\s*(?<gap>\\.\\.\\.)\\s*|(?<space>\\s+)|[^{}\\s.]+|\\.");

  /** What a sentence puts around a word; the ARN of a secret may end in colons of its own. */
  private static final Pattern AROUND = Pattern.compile("^[(\\[]+|(?::|[.,;)\\]}…]+)$");

  private final String text;
  private final String longestPiece;
  private final Pattern pattern;
  private final List<String> names;

  private Phrase(String text, String longestPiece, Pattern pattern, List<String> names) {
    this.text = text;
    this.longestPiece = longestPiece;
    this.pattern = pattern;
    this.names = List.copyOf(names);
  }

  /**
   * Where a text holds a phrase.
   *
   * @param words what stands there for each {@code {name}}
   */
  record Found(int start, int end, Map<String, String> words) {
    Found {
      words = Map.copyOf(words);
    }
  }

  static Phrase of(String text) {
    StringBuilder regex = new StringBuilder();
    List<String> names = new ArrayList<>();
    String longest = "";
    Matcher piece = PIECE.matcher(text);
    int end = 0;
    while (piece.find()) {
      if (piece.start() != end) {
        throw new IllegalArgumentException("not a phrase: " + text);
      }
      end = piece.end();
      if (piece.group("name") != null) {
        names.add(piece.group("name"));
        regex.append("([^\\s'\"`]{1," + LONGEST_WORD + "})");
      } else if (piece.group("gap") != null) {
        regex.append(".{0," + LONGEST_GAP + "}?");
      } else if (piece.group("space") != null) {
        regex.append("\\s+");
      } else {
        regex.append(Pattern.quote(piece.group()));
        longest = piece.group().length() > longest.length() ? piece.group() : longest;
      }
    }
    if (end != text.length() || longest.isEmpty()) {
      throw new IllegalArgumentException("not a phrase: " + text);
    }
    String bounded =
        (isWordly(text.charAt(0)) ? "(?<![A-Za-z0-9])" : "")
            + regex
            + (isWordly(text.charAt(text.length() - 1)) ? "(?![A-Za-z0-9])" : "");
    return new Phrase(
        text,
        longest.toLowerCase(Locale.ROOT),
        Pattern.compile(bounded, Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
        names);
  }

  private static boolean isWordly(char c) {
    return Character.isLetterOrDigit(c);
  }

  /**
   * Returns where this phrase first stands in {@code given}, on one line or broken over several.
   */
  Optional<Found> in(ReasonText given) {
    // Most phrases are in most texts not, which the longest piece tells fast.
    Matcher matcher = pattern.matcher(given.spaced());
    if (!given.folded().contains(longestPiece) || !matcher.find()) {
      return given.joined().flatMap(this::in);
    }
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      words.put(names.get(i), AROUND.matcher(matcher.group(i + 1)).replaceAll(""));
    }
    words.values().removeIf(String::isEmpty);
    return Optional.of(new Found(matcher.start(), matcher.end(), words));
  }

  /** Returns the words as they are written down. */
  @Override
  public String toString() {
    return text;
  }
}
