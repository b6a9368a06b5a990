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

/** A template with what is written for it pasted in, as a person does. */
final class PastedTemplate {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MERGE = "/Metadata/EcsPolicy/MergeIntoResources";
  private static final String DEPENDS_ON = "DependsOn";

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
      assertFalse(resource.has(DEPENDS_ON), "the templates here leave that out");
      List<String> below = new ArrayList<>(List.of("    " + DEPENDS_ON + ":"));
      each.getValue().path(DEPENDS_ON).forEach(id -> below.add("      - " + id.textValue()));
      paste("  " + each.getKey() + ":", below, lines);
    }
    return String.join("\n", lines) + "\n";
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
}
