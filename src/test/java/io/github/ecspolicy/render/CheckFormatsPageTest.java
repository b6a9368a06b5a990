package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that describes the JSON of checks names each member, and no others. */
class CheckFormatsPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "check-formats.md");

  /** Their members are those of policies and requests. */
  private static final Set<String> NOT_OURS = Set.of("add", "document", "context");

  @Test
  void everyMemberIsDescribed() throws IOException {
    Set<String> written = new TreeSet<>();
    for (CheckReports made : CheckReports.values()) {
      collect(CheckFormatTest.json(CheckFormat.JSON, made.report()), written);
    }
    String rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| "))
            .collect(Collectors.joining("\n"));
    Set<String> described = new TreeSet<>();
    Pattern.compile("`([a-zA-Z0-9]+)`")
        .matcher(rows)
        .results()
        .map(word -> word.group(1))
        .filter(written::contains)
        .forEach(described::add);
    assertEquals(written, described);
    Pattern.compile("(?m)^\\| ((?:`[a-zA-Z0-9]+`(?:, )?)+) \\|")
        .matcher(rows)
        .results()
        .flatMap(row -> Pattern.compile("[a-zA-Z0-9]+").matcher(row.group(1)).results())
        .forEach(member -> assertEquals(true, written.contains(member.group()), member.group()));
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.properties()
        .forEach(
            member -> {
              names.add(member.getKey());
              if (!NOT_OURS.contains(member.getKey())) {
                collect(member.getValue(), names);
              }
            });
    if (node.isArray()) {
      node.forEach(item -> collect(item, names));
    }
  }
}
