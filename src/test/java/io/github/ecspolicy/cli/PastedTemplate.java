package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.render.StackDeployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template with what is written for it pasted in, as a person does. */
final class PastedTemplate {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MERGE = "/Metadata/EcsPolicy/MergeIntoResources";
  private static final String MERGED_INDENT = " ".repeat(6);
  private static final Pattern VARIABLE = Pattern.compile("[$][{]([^!}][^}]*)}");

  private PastedTemplate() {}

  /** Pastes the sections of {@code fragment}, and what it says is to be merged into resources. */
  static String inJson(String template, String fragment) throws IOException {
    ObjectNode all = (ObjectNode) JSON.readTree(template);
    JsonNode added = JSON.readTree(fragment);
    merge(all, added);
    merge(all.withObjectProperty("Resources"), added.at(MERGE));
    return all.toPrettyString();
  }

  private static void merge(ObjectNode target, JsonNode added) {
    for (Map.Entry<String, JsonNode> member : added.properties()) {
      JsonNode present = target.get(member.getKey());
      if (present instanceof ObjectNode object) {
        merge(object, member.getValue());
      } else if (present == null) {
        target.set(member.getKey(), member.getValue().deepCopy());
      } else {
        ArrayNode both = target.putArray(member.getKey());
        both.addAll(present instanceof ArrayNode list ? list : both.arrayNode().add(present));
        both.addAll((ArrayNode) member.getValue());
      }
    }
  }

  /** Pastes lines below the section of their name, and {@code DependsOn} below its resource. */
  static String inYaml(String template, String fragment) {
    List<String> lines = new ArrayList<>(template.lines().toList());
    sections(fragment).forEach((section, below) -> paste(section, below, lines));
    for (Map.Entry<String, JsonNode> each : StackDeployment.read(fragment).at(MERGE).properties()) {
      JsonNode resource = StackDeployment.read(template).path("Resources").path(each.getKey());
      each.getValue()
          .fieldNames()
          .forEachRemaining(
              name -> assertFalse(resource.has(name), "the templates here leave that out"));
      paste("  " + each.getKey() + ":", merged(each.getKey(), fragment), lines);
    }
    return String.join("\n", lines) + "\n";
  }

  /** Returns the lines below {@code resource}, indented as resources are. */
  private static List<String> merged(String resource, String fragment) {
    return fragment
        .lines()
        .dropWhile(line -> !line.equals(MERGED_INDENT + resource + ":"))
        .skip(1)
        .takeWhile(line -> line.startsWith(MERGED_INDENT + "  "))
        .map(line -> line.substring(4))
        .toList();
  }

  private static Map<String, List<String>> sections(String fragment) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> below = List.of();
    for (String line : fragment.lines().toList()) {
      if (line.startsWith(" ")) {
        below.add(line);
      } else {
        below = new ArrayList<>();
        sections.put(line, below);
      }
    }
    return sections;
  }

  private static void paste(String line, List<String> below, List<String> lines) {
    if (!lines.contains(line)) {
      lines.add(line);
    }
    lines.addAll(lines.indexOf(line) + 1, below);
  }

  /** Returns the conditions that hold where {@code name}, one of {@code template}, holds. */
  static Set<String> conditions(String name, JsonNode template) {
    Set<String> held = new TreeSet<>(Set.of(name));
    template
        .path("Conditions")
        .path(name)
        .path("Fn::And")
        .forEach(each -> held.addAll(conditions(each.path("Condition").asText(), template)));
    return held;
  }

  /** Returns the names that {@code node} refers to. */
  static Set<String> references(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.findValues("Ref").forEach(each -> names.add(each.asText()));
    for (JsonNode each : node.findValues("Fn::GetAtt")) {
      names.add((each.isTextual() ? each.asText() : each.path(0).asText()).split("[.]")[0]);
    }
    for (JsonNode each : node.findValues("Fn::Sub")) {
      Set<String> own = new TreeSet<>();
      each.path(1).fieldNames().forEachRemaining(own::add);
      Matcher variable = VARIABLE.matcher(each.isTextual() ? each.asText() : each.path(0).asText());
      while (variable.find()) {
        if (!own.contains(variable.group(1))) {
          names.add(variable.group(1).split("[.]")[0]);
        }
      }
      names.addAll(references(each.path(1)));
    }
    return names;
  }
}
