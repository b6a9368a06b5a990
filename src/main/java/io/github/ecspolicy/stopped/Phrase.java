package io.github.ecspolicy.stopped;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Words that an error message holds, as a person would write them down: {@code failed to fetch
 * secret {secret} from}. Case does not count, nor what kind of white space stands between; {@code
 * {name}} is one word, and {@code ...} is up to {@value #LONGEST_GAP} characters of anything.
 */
final class Phrase {
  private static final int LONGEST_GAP = 500;

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
   * @param isJoined whether one of the words was broken over lines, and put together again
   * @param words what stands there for each {@code {name}}
   */
  record Found(int start, int end, boolean isJoined, Map<String, String> words) {
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
        regex.append("\\n?(" + ReasonText.WORD + ")");
      } else if (piece.group("gap") != null) {
        regex.append(".{0," + LONGEST_GAP + "}?");
      } else if (piece.group("space") != null) {
        regex.append("\\s*+");
      } else {
        regex.append("\\n?").append(ReasonText.literal(piece.group()));
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
    if (!given.folded().contains(longestPiece)) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(given.text());
    if (!matcher.find()) {
      return Optional.empty();
    }
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      words.put(
          names.get(i),
          AROUND.matcher(ReasonText.withoutBreaks(matcher.group(i + 1))).replaceAll(""));
    }
    words.values().removeIf(String::isEmpty);
    boolean isJoined =
        IntStream.rangeClosed(1, names.size())
            .anyMatch(
                group ->
                    matcher.group(group).indexOf('\n') >= 0 || given.mayGoOn(matcher.end(group)));
    return Optional.of(new Found(matcher.start(), matcher.end(), isJoined, words));
  }

  /** Returns the words as they are written down. */
  @Override
  public String toString() {
    return text;
  }
}
