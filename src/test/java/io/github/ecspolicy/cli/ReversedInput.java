package io.github.ecspolicy.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a case in which everything that has no order of its own stands the other way round. */
final class ReversedInput {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private ReversedInput() {}

  /** Copies {@code original} to {@code target}, its inputs and inventories reversed. */
  static PolicyCase copy(PolicyCase original, Path target) throws IOException {
    List<Path> read = new ArrayList<>(original.inputFiles());
    read.addAll(original.inventoryFiles());
    List<Path> files;
    try (Stream<Path> all = Files.walk(original.folder())) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = target.resolve(original.folder().relativize(file).toString());
      Files.createDirectories(copy.getParent());
      if (read.contains(file)) {
        Files.writeString(copy, reversed(Files.readString(file)));
      } else {
        Files.copy(file, copy);
      }
    }
    return new PolicyCase(target);
  }

  private static String reversed(String text) throws IOException {
    List<String> documents = new ArrayList<>();
    try (JsonParser parser =
        JSON.createParser(text.startsWith("\ufeff") ? text.substring(1) : text)) {
      for (JsonNode each = JSON.readTree(parser); each != null; each = JSON.readTree(parser)) {
        documents.add(reversed(each).toString());
      }
    }
    Collections.reverse(documents);
    return String.join("\n", documents);
  }

  private static JsonNode reversed(JsonNode node) {
    if (node instanceof ArrayNode array) {
      List<JsonNode> items = new ArrayList<>();
      array.forEach(item -> items.add(reversed(item)));
      Collections.reverse(items);
      return JSON.createArrayNode().addAll(items);
    }
    ObjectNode result = JSON.createObjectNode();
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      Collections.reverse(names);
      // The order of what a function of CloudFormation takes matters.
      names.forEach(
          name ->
              result.set(
                  name, name.startsWith("Fn::") ? object.get(name) : reversed(object.get(name))));
      return result;
    }
    return node;
  }
}
