package io.github.ecspolicy.stopped;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error message as AWS wrote it, once the traces are taken off that consoles, logs, mails and
 * terminals leave on it.
 */
final class ReasonText {
  /** Lines that are broken at their width are longer than this. */
  private static final int NARROWEST = 20;

  /** ISO 6429: colours in logs. */
  private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

  private static final Pattern INVISIBLE = Pattern.compile("[\u00ad\u200b\u2060\ufeff]");
  private static final Pattern QUOTED_LINE = Pattern.compile("^\\s*+[>│][>│\\s]*+");

  /**
   * Strings of JSON in strings of JSON: each level doubles the backslashes. However many there are,
   * they are looked at once: each expression starts where a run of them does, and never gives back.
   */
  private static final Pattern ESCAPED_UNICODE =
      Pattern.compile("(?<!\\\\)\\\\++u(?<hex>[0-9a-fA-F]{4})");

  private static final Pattern ESCAPED_BREAK = Pattern.compile("(?<!\\\\)(?:\\\\++r)?\\\\++n");
  private static final Pattern ESCAPED_TAB =
      Pattern.compile("(?<!\\\\)\\\\++t(?=\\s|status|[A-Z(])");
  private static final Pattern ESCAPED_QUOTE = Pattern.compile("(?<!\\\\)\\\\++(?<quote>[\"'/])");

  /** What may follow a word of somebody else's: where a line starts so, no word was broken. */
  private static final String NEXT =
      "(?:because|with|status|is|on|and|or|action|from|for|to|in|at|not|by|of|has|was|does|error"
          + "|that)(?:\\s|$)|[(;]|User:|Go to|Encoded|error:"
          + "|(?-i:[A-Z][A-Za-z]*(?:Error|Exception))\\b|\\s";

  /** Terminals are rarely wider. */
  private static final int WIDEST = 300;

  /** The regular expression of a word, or of what is left of it over several lines. */
  static final String WORD = letters(2048) + "(?:\\n(?!" + NEXT + ")" + letters(WIDEST) + "){0,20}";

  /** A word that ends at the end of a line which was not full, and may go on nevertheless. */
  private static final Pattern OPEN_END = Pattern.compile("\\r(?!" + NEXT + ")");

  private final String text;
  private final String spaced;
  private final String joined;
  private final String folded;

  private ReasonText(String text) {
    this.text = text;
    spaced = text.replace('\n', ' ').replace('\r', ' ');
    joined = withoutBreaks(text).replace('\r', ' ');
    folded = joined.toLowerCase(Locale.ROOT);
  }

  /** Whoever shares a message may have put {@code <account id>} in the place of an account. */
  private static String letters(int most) {
    return "[^\\s\"'`<>]{0," + most + "}(?:<[^<>\\n]{0,40}>[^\\s\"'`<>]{0,99}){0,9}";
  }

  /** Returns the message that was pasted as {@code raw}. */
  static ReasonText of(String raw) {
    return new ReasonText(onOneLine(cleaned(raw)));
  }

  /** Returns the regular expression of {@code words}, wherever a line was broken in them. */
  static String literal(String words) {
    StringBuilder regex = new StringBuilder();
    for (String word : words.split("((?<=\\s)|(?=\\s))")) {
      if (word.isBlank()) {
        regex.append("\\s*+");
      } else {
        word.chars()
            .mapToObj(c -> Pattern.quote(String.valueOf((char) c)))
            .forEach(letter -> regex.append(regex.length() == 0 ? "" : "\\n?").append(letter));
      }
    }
    return regex.toString();
  }

  /** Returns a part of this message. */
  ReasonText part(int start, int end) {
    return new ReasonText(text.substring(start, end));
  }

  /** Returns {@code raw} with plain quotes and nothing that escapes or hides. */
  static String cleaned(String raw) {
    String text = ESCAPE_SEQUENCE.matcher(raw).replaceAll("");
    text =
        ESCAPED_UNICODE
            .matcher(text)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) HexFormat.fromHexDigits(match.group(1)))));
    text = ESCAPED_BREAK.matcher(text).replaceAll("\n");
    text = ESCAPED_TAB.matcher(text).replaceAll(" ");
    text = ESCAPED_QUOTE.matcher(text).replaceAll("${quote}");
    text =
        text.replace("&quot;", "\"")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&apos;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    text = INVISIBLE.matcher(text).replaceAll("");
    return text.replaceAll("[\u2018\u2019\u201a\u201b\u2032\u00b4]", "'")
        .replaceAll("[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]", "\"")
        .replaceAll("[\u00a0\u2007\u202f\t\u000b\f]", " ");
  }

  private static String onOneLine(String cleaned) {
    List<String> lines =
        cleaned
            .lines()
            .map(line -> QUOTED_LINE.matcher(line).replaceFirst(""))
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty())
            .toList();
    int width = lines.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      result.append(line.strip());
      if (i + 1 < lines.size()) {
        boolean isFull = line.length() == width && width >= NARROWEST;
        result.append(isFull && !lines.get(i + 1).startsWith(" ") ? '\n' : '\r');
      }
    }
    return result.toString();
  }

  /**
   * Returns the text on one line, but for line feeds where a full line was broken, be it between
   * words or within one, and carriage returns where another was: nothing but the grammar of the
   * message tells what was there.
   */
  String text() {
    return text;
  }

  /** Whether a word that ends at {@code end} may go on in the next line. */
  boolean mayGoOn(int end) {
    return OPEN_END.matcher(text).region(end, text.length()).lookingAt();
  }

  /** Returns the text with a space wherever a line was broken; of the same length. */
  String spaced() {
    return spaced;
  }

  /** Returns the text with nothing where a full line was broken. */
  String joined() {
    return joined;
  }

  /**
   * Returns {@link #joined} in lower case, to look words up in that stand on one line or on two.
   */
  String folded() {
    return folded;
  }

  /** Returns {@code true} if the text has something that {@code pattern} matches. */
  boolean holds(Pattern pattern) {
    return pattern.matcher(spaced).find() || pattern.matcher(joined).find();
  }

  /** Returns {@code text} as one word, if a line was broken within it. */
  static String withoutBreaks(String text) {
    return text.replace("\n", "");
  }

  /** Returns the same text with blanks in the place of some of it. */
  ReasonText without(List<int[]> spans) {
    char[] left = text.toCharArray();
    spans.forEach(span -> Arrays.fill(left, span[0], span[1], ' '));
    return new ReasonText(new String(left));
  }
}
