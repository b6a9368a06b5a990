package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecspolicy.cli.CorpusFile.Result;
import io.github.ecspolicy.cli.CorpusFile.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads public files beside this repository, if they are there, and prints per kind of file how
 * many gave a policy and why others were refused: of secrets alone, and of all that the role does.
 */
class CorpusTest {
  private static final Path FOLDER = Path.of("..", "shared", "corpus");

  private final Map<CorpusFile, Result> results =
      new TreeMap<>(Comparator.comparing(CorpusFile::name));

  @ParameterizedTest
  @ValueSource(strings = {CorpusFile.SECRETS, CorpusFile.ALL})
  void everyFileHasAVerdict(String scope) throws IOException {
    assumeTrue(CorpusFile.isIn(FOLDER), "the corpus is not there");
    List<CorpusFile> files = CorpusFile.all(FOLDER.toAbsolutePath().normalize());
    assertAll(files.stream().map(file -> () -> read(file, scope)));
    System.out.printf("%n`--scope %s`:%n%n%s", scope, figures());
    assertEquals(files.size(), results.size(), "files with a verdict");
  }

  private void read(CorpusFile file, String scope) throws IOException {
    try {
      results.put(file, file.read(scope));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(file.name() + ": " + e.getMessage(), e);
    }
  }

  private String figures() {
    Map<String, List<Result>> kinds = new TreeMap<>();
    results.forEach(
        (file, result) ->
            kinds.computeIfAbsent(file.kind(), kind -> new ArrayList<>()).add(result));
    StringBuilder table =
        new StringBuilder(
            """
            | kind | files | read | policy | symbolic | nothing needed | refused | why |
            |---|--:|--:|--:|--:|--:|--:|---|
            """);
    kinds.forEach((kind, all) -> table.append(row(kind, all)));
    return table.append(row("all", List.copyOf(results.values()))).toString();
  }

  private static String row(String kind, List<Result> results) {
    long refused = count(results, Verdict.REFUSED);
    return "| %s | %d | %d | %d | %d | %d | %d | %s |%n"
        .formatted(
            kind,
            results.size(),
            results.size() - refused,
            count(results, Verdict.POLICY),
            count(results, Verdict.SYMBOLIC),
            count(results, Verdict.NOTHING),
            refused,
            reasons(results));
  }

  private static long count(List<Result> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /** How many files have each code; a file may have several. */
  private static String reasons(List<Result> results) {
    Map<String, Integer> codes = new TreeMap<>();
    results.forEach(result -> result.errors().forEach(code -> codes.merge(code, 1, Integer::sum)));
    return String.join(
        ", ",
        codes.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(code -> code.getKey() + " " + code.getValue())
            .toList());
  }
}
