package io.github.ecspolicy.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a text is not JSON. The parser's own words may quote the input, a secret included, so only
 * fixed phrases and single characters pass.
 *
 * @param message what is wrong
 * @param hint what to do about it
 * @param columnsBack how far before the parser's own place it is
 */
record JsonMistake(String message, String hint, int columnsBack) {
  private static final Pattern UNEXPECTED =
      Pattern.compile("Unexpected character \\('(.)' \\(code \\d+[^)]*\\)\\)(?:: (.*))?");

  /** What values and keys begin with that are no numbers or words. */
  private static final Set<String> BEGINNINGS = Set.of("\"", "{", "[");

  private static final String SHOW = "`jq . FILE` shows the same spot";

  /**
   * Returns why a text is not JSON.
   *
   * @param adviceOnForm what to do about a text that was never meant to be
   */
  static JsonMistake of(JsonProcessingException e, String adviceOnForm) {
    String original = e.getOriginalMessage();
    if (e instanceof JsonEOFException || original.startsWith("Unexpected end-of-input")) {
      return new JsonMistake("the input ends in the middle of a value", SHOW, 0);
    }
    Matcher unexpected = UNEXPECTED.matcher(original);
    if (unexpected.find()) {
      String expected = unexpected.group(2) == null ? "" : unexpected.group(2);
      return unexpected(unexpected.group(1), expected, adviceOnForm);
    }
    if (original.startsWith("Unrecognized token")) {
      return new JsonMistake(
          "malformed JSON: a word that is neither a quoted string nor a number", adviceOnForm, 0);
    }
    if (original.startsWith("Illegal unquoted character")) {
      return new JsonMistake(
          "malformed JSON: a line break or control character inside a string", SHOW, 0);
    }
    // The parser has passed a character that cannot stand in JSON at all.
    boolean passed = original.startsWith("Illegal character");
    return new JsonMistake("malformed JSON", SHOW, passed ? 1 : 0);
  }

  private static JsonMistake unexpected(String character, String expected, String adviceOnForm) {
    String message = "malformed JSON: unexpected " + Quotation.quote(character);
    return new JsonMistake(
        message + expectation(expected), advice(character, expected, adviceOnForm), 0);
  }

  private static String expectation(String words) {
    if (words.startsWith("expected a valid value")) {
      return ", expected a value";
    }
    return words.startsWith("was expecting")
        ? ", " + words.replace("Object", "object").replace("Array", "array")
        : "";
  }

  private static String advice(String character, String expected, String adviceOnForm) {
    boolean lacksComma = expected.startsWith("was expecting comma");
    if (lacksComma && BEGINNINGS.contains(character)) {
      return "put a comma after the value before it";
    }
    if (lacksComma && Character.isLetter(character.codePointAt(0))) {
      return "a quote within a text is written `\\\"`";
    }
    return switch (character) {
      case ":" -> "wrap a fragment such as `\"name\": …` in `{` and `}`";
      case "." -> "write out in full what the ellipsis stands for";
      // the frame of a table
      case "-", "+", "|" -> adviceOnForm;
      default -> SHOW;
    };
  }

  Diagnostic at(SourceLocation parser) {
    return Diagnostic.at(parser.columnsBack(columnsBack), DiagnosticCode.MALFORMED_JSON, message)
        .withHint(hint);
  }
}
