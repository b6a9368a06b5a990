package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression of a template refers to. */
final class StackExpression {
  private static final String REF = "Ref";
  private static final String ATTRIBUTE = "Fn::GetAtt";
  private static final String SUBSTITUTION = "Fn::Sub";
  private static final Pattern VARIABLE = Pattern.compile("[$][{]([^!}][^}]*)}");

  private StackExpression() {}

  /**
   * Returns the names of parameters and resources without which {@code expression} has no value:
   * not those in {@code Fn::If}, which asks for its own condition first.
   */
  static Set<String> names(JsonNode expression) {
    Set<String> names = new LinkedHashSet<>();
    collect(expression, names);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node.has("Fn::If")) {
      return;
    }
    if (node.has(REF)) {
      names.add(node.path(REF).asText());
    } else if (node.has(ATTRIBUTE)) {
      JsonNode attribute = node.path(ATTRIBUTE);
      names.add(start(attribute.isTextual() ? attribute.asText() : attribute.path(0).asText()));
    } else if (node.has(SUBSTITUTION)) {
      JsonNode argument = node.path(SUBSTITUTION);
      JsonNode variables = argument.path(1);
      Matcher variable =
          VARIABLE.matcher(argument.isTextual() ? argument.asText() : argument.path(0).asText());
      while (variable.find()) {
        if (!variables.has(variable.group(1))) {
          names.add(start(variable.group(1)));
        }
      }
    }
    node.forEach(each -> collect(each, names));
  }

  private static String start(String path) {
    return path.split("[.]", 2)[0];
  }
}
