package io.github.ecspolicy.input;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Why a text is not YAML. The parser's own words may quote the input, a secret included, so only
 * fixed phrases pass.
 *
 * @param message what is wrong
 * @param hint what to do about it
 */
record YamlMistake(String message, String hint) {
  private static final String SHOW = "`yq . FILE` shows the same spot";
  private static final String INDENT =
      "check the indentation here and above: what belongs together starts in one column";

  /** Something else. */
  static final YamlMistake UNKNOWN = new YamlMistake("unexpected text", SHOW);

  /** What the parser says, and what that means; the first that fits counts. */
  private record Phrase(String said, YamlMistake meaning) {}

  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase(
              "mapping values are not allowed here",
              new YamlMistake(
                  "a colon stands where no key can be",
                  "quote a text that holds `: ` or ends in a colon, and check the indentation")),
          new Phrase(
              "could not find expected ':'", new YamlMistake("a key lacks its colon", INDENT)),
          new Phrase(
              "found character '\\t",
              new YamlMistake("a tab stands where only spaces indent", "indent by spaces")),
          new Phrase(
              "that cannot start any token",
              new YamlMistake(
                  "no text without quotes starts with this character", "quote the text")),
          new Phrase(
              "expected <block end>",
              new YamlMistake("the block above ends here, expected its next key or item", INDENT)),
          new Phrase(
              "block sequence entries are not allowed here",
              new YamlMistake("an item of a list stands where none can be", INDENT)),
          new Phrase(
              "found unexpected end of stream",
              new YamlMistake("a quoted text has no end", "close its quotes")),
          new Phrase(
              "expected ',' or ']'",
              new YamlMistake("expected `,` or `]`", "separate the items, and close the list")),
          new Phrase(
              "expected ',' or '}'",
              new YamlMistake("expected `,` or `}`", "separate the members, and close the object")),
          new Phrase(
              "expected '<document start>'",
              new YamlMistake(
                  "something follows the document",
                  "documents in one file are separated by a line `---`")),
          new Phrase(
              "found unknown escape character",
              new YamlMistake(
                  "a backslash in double quotes begins no known escape",
                  "use single quotes, or write `\\\\`")),
          new Phrase("but found", new YamlMistake("something else was expected here", INDENT)));

  static YamlMistake of(MarkedYamlEngineException e) {
    String problem = Optional.ofNullable(e.getProblem()).orElse("");
    return PHRASES.stream()
        .filter(phrase -> problem.contains(phrase.said()))
        .findFirst()
        .map(Phrase::meaning)
        .orElse(UNKNOWN);
  }
}
