package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.ecspolicy.cli.CorpusFile.Result;
import io.github.ecspolicy.cli.CorpusFile.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Reads public files beside this repository, if they are there, and prints per kind of file how
 * many gave a policy and why others were refused.
 */
class CorpusTest {
  private static final Path FOLDER = Path.of("..", "shared", "corpus");

  private final Map<CorpusFile, Result> results =
      new TreeMap<>(Comparator.comparing(CorpusFile::name));

  @TestFactory
  Stream<DynamicTest> everyFileHasAVerdict() throws IOException {
    assumeTrue(CorpusFile.isIn(FOLDER), "the corpus is not there");
    List<CorpusFile> files = CorpusFile.all(FOLDER.toAbsolutePath().normalize());
    Stream<DynamicTest> reads =
        files.stream().map(file -> dynamicTest(file.name(), () -> results.put(file, file.read())));
    DynamicTest figures =
        dynamicTest(
            "figures",
            () -> {
              System.out.print(figures());
              assertEquals(files.size(), results.size(), "files with a verdict");
            });
    return Stream.concat(reads, Stream.of(figures));
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
