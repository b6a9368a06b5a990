package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Holds what the CDK grants execution roles in public templates beside this repository, if they are
 * there, against what their tasks need, and prints it per template.
 */
class CdkGrantsTest {
  private static final Path FOLDER = Path.of("..", "shared", "corpus");
  private static final String CDK = "C-cdk";

  private final Map<String, String> rows = new TreeMap<>();

  @Test
  void everyTemplateIsJudged() throws IOException {
    assumeTrue(CorpusFile.isIn(FOLDER), "the corpus is not there");
    List<CorpusFile> templates =
        CorpusFile.all(FOLDER.toAbsolutePath().normalize()).stream()
            .filter(file -> file.kind().equals(CDK))
            .toList();
    assertFalse(templates.isEmpty());
    assertAll(templates.stream().map(file -> () -> rows.put(file.name(), row(file))));
    System.out.printf(
        "%n| template | roles | shown | needed | missing | broader | unused | score |%n"
            + "|---|--:|--:|--:|--:|--:|--:|--:|%n%s",
        String.join("", rows.values()));
  }

  private static String row(CorpusFile file) throws IOException {
    Outcome run =
        Invocation.in(file.folder())
            .run("fleet", file.name(), "--format", "json", "--fail-on", "none", "--keep-going");
    assertTrue(run.status() < ExitStatus.BUG, run::err);
    JsonNode roles = new JsonMapper().readTree(run.out()).path("roles");
    assertFalse(roles.isEmpty(), run::err);
    List<JsonNode> shown =
        StreamSupport.stream(roles.spliterator(), false)
            .filter(role -> role.path("missing").isInt())
            .toList();
    return "| %s | %d | %d | %d | %d | %d | %d | %s |%n"
        .formatted(
            file.name().substring(CDK.length() + 1),
            roles.size(),
            shown.size(),
            sum(shown, "needed"),
            sum(shown, "missing"),
            sum(shown, "broader"),
            sum(shown, "unused"),
            shown.stream()
                .map(role -> role.path("score").asText().replace("null", "not judged"))
                .distinct()
                .reduce((one, other) -> one + ", " + other)
                .orElse(""));
  }

  private static int sum(List<JsonNode> roles, String column) {
    return roles.stream().mapToInt(role -> role.path(column).asInt()).sum();
  }
}
