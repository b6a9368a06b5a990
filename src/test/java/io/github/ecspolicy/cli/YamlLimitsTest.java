package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML that a few lines make larger, deeper or longer than any task definition. */
class YamlLimitsTest {
  private static final String FILE = "task.yaml";
  private static final String DEEP =
      "error[nested-too-deep]: objects and lists are nested deeper than 200 levels";
  private static final String MANY =
      "error[document-too-large]: aliases repeat more than 262144 values";

  @TempDir private Path folder;

  private void refuses(String yaml, String error) throws IOException {
    Files.writeString(folder.resolve(FILE), yaml);
    String said = Refusal.of(folder, FILE);
    assertEquals(error, said.lines().findFirst().orElseThrow().replaceFirst("^[^ ]* ", ""));
    assertEquals(2, said.lines().count(), said);
  }

  @Test
  void aliasesOfAliasesCannotFillTheMemory() throws IOException {
    String bomb =
        IntStream.range(1, 30)
            .mapToObj(i -> "x%d: &x%d [%s]\n".formatted(i, i, "*x%d, ".formatted(i - 1).repeat(9)))
            .collect(Collectors.joining());
    refuses("x0: &x0 [a]\n" + bomb + "containerDefinitions: *x29\n", MANY);
  }

  @Test
  void mergeKeysOfMergeKeysCannotTakeForEver() throws IOException {
    String bomb =
        IntStream.range(1, 30)
            .mapToObj(
                i -> "x%d: &x%d {<<: [%s]}\n".formatted(i, i, "*x%d, ".formatted(i - 1).repeat(9)))
            .collect(Collectors.joining());
    refuses("x0: &x0 {image: a}\n" + bomb + "containerDefinitions: [*x29]\n", MANY);
  }

  @Test
  void aChainOfMergeKeysCannotExhaustTheStack() throws IOException {
    String chain =
        IntStream.range(1, 10_000)
            .mapToObj(i -> "x%d: &x%d {<<: *x%d}\n".formatted(i, i, i - 1))
            .collect(Collectors.joining());
    refuses("x0: &x0 {image: a}\n" + chain + "containerDefinitions: [*x9999]\n", DEEP);
  }

  @Test
  void tenThousandListsWithinEachOtherAreRefused() throws IOException {
    refuses("containerDefinitions: " + "[".repeat(10_000) + "]".repeat(10_000), DEEP);
    refuses("- ".repeat(10_000) + "a", DEEP);
    refuses("x: " + "{x: ".repeat(10_000) + "a" + "}".repeat(10_000), DEEP);
  }

  @Test
  void aTextLongerThanAnyTemplateIsRefused() throws IOException {
    refuses(
        "family: web\n" + "#".repeat(2 << 20),
        "error[document-too-large]: the YAML is longer than 2097152 characters");
  }

  @Test
  void whatNobodyReadsMayHoldManyAliases() throws IOException {
    String many = "[" + "*x, ".repeat(100_000) + "]";
    Files.writeString(
        folder.resolve(FILE), "x: &x [a, b, c]\ny: " + many + "\ncontainerDefinitions: []\n");
    assertEquals(
        ExitStatus.FINE, Invocation.in(folder).run("generate", "--allow-empty", FILE).status());
  }
}
