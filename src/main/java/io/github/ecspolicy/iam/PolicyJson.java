package io.github.ecspolicy.iam;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The text of policies: strict JSON in, and out the same lines on every platform. */
public final class PolicyJson {
  private static final DefaultPrettyPrinter LAYOUT = layout();

  private PolicyJson() {}

  /** The one JSON value that {@code json} is. */
  static JsonNode read(String json) throws PolicySyntaxException {
    try (JsonParser parser = JsonTree.parser(json)) {
      try {
        if (parser.nextToken() == null) {
          throw new PolicySyntaxException(JsonPointer.empty(), "the policy is empty");
        }
        JsonNode root = JsonTree.value(parser);
        if (parser.nextToken() != null) {
          throw new PolicySyntaxException(
              JsonPointer.empty(), "something follows the end of the policy");
        }
        return root;
      } catch (JsonProcessingException e) {
        throw refusal(e, parser.getParsingContext().pathAsPointer());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
  }

  /** Returns {@code node} in the layout of policies, without a line end after the last line. */
  public static String indented(JsonNode node) {
    return JsonTree.indented(node, LAYOUT.createInstance());
  }

  // the parser's own words name its classes and settings, so they are not passed on
  private static PolicySyntaxException refusal(JsonProcessingException e, JsonPointer at) {
    if (e instanceof StreamConstraintsException) {
      return new PolicySyntaxException(
          JsonPointer.empty(), "the JSON is nested too deeply or too long");
    }
    if (e.getOriginalMessage().startsWith("Duplicate ")) {
      return new PolicySyntaxException(at, "the same key is given twice");
    }
    JsonLocation place = e.getLocation();
    return new PolicySyntaxException(
        at,
        "not valid JSON at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr()));
  }

  private static DefaultPrettyPrinter layout() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
  }
}
