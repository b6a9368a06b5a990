package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is accepted, as data: each folder of {@code baselines} has {@code options.txt}, {@code
 * err.txt} and {@code out.txt}, with the first lines of findings, a {@code baseline.json} before
 * the run, and {@code written.json} where there is another one after it. All check the same task
 * and policy on the same day.
 */
class BaselineTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "baselines");
  private static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
  private static final List<String> SHARED = List.of("task.json", "policy.json");
  private static final List<String> SETTINGS =
      List.of("--kms-key=*=alias/aws/ssm", "--policy=policy.json", "task.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      List<Path> cases = folders.filter(Files::isDirectory).sorted().toList();
      assertTrue(cases.size() > 10);
      return cases.stream()
          .map(each -> dynamicTest(each.getFileName().toString(), each.toUri(), () -> check(each)));
    }
  }

  private void check(Path each) throws IOException {
    Path folder = copy(each);
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.addAll(Files.readAllLines(each.resolve("options.txt")));
    arguments.addAll(SETTINGS);
    Outcome run = Invocation.in(folder).on(TODAY).run(arguments.toArray(String[]::new));
    if (System.getProperty("golden.update") != null) {
      write(each.resolve("out.txt"), firstLines(run.out()));
      write(each.resolve("err.txt"), run.err());
    }
    assertEquals(text(each.resolve("err.txt")), run.err());
    assertEquals(text(each.resolve("out.txt")), firstLines(run.out()));
    String status = text(each.resolve("status.txt")).strip();
    assertEquals(status.isEmpty() ? "0" : status, Integer.toString(run.status()));
    Path other = folder.resolve("written-here.json");
    String after = text(Files.exists(other) ? other : folder.resolve("baseline.json"));
    Path written = each.resolve("written.json");
    assertEquals(text(Files.exists(written) ? written : each.resolve("baseline.json")), after);
  }

  /** What is said of each finding without what stands below it. */
  private static String firstLines(String out) {
    return out.lines()
        .filter(line -> !line.startsWith(" "))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private Path copy(Path each) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "case");
    for (String name : SHARED) {
      Files.copy(FOLDER.resolve(name), folder.resolve(name));
    }
    if (Files.exists(each.resolve("baseline.json"))) {
      Files.copy(each.resolve("baseline.json"), folder.resolve("baseline.json"));
    }
    return folder;
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static void write(Path file, String text) throws IOException {
    if (text.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      Files.writeString(file, text);
    }
  }

  @Test
  void aBaselineThatWasJustWrittenIsWrittenTheSameAgain() throws IOException {
    Path folder = copy(FOLDER.resolve("a-first-baseline-waits-for-justifications"));
    List<String> arguments = new ArrayList<>(List.of("check", "--write-baseline=baseline.json"));
    arguments.addAll(SETTINGS);
    String[] args = arguments.toArray(String[]::new);
    assertEquals(ExitStatus.FINE, Invocation.in(folder).on(TODAY).run(args).status());
    String first = Files.readString(folder.resolve("baseline.json"));
    Outcome again = Invocation.in(folder).on(TODAY).run(args);
    assertEquals(first, Files.readString(folder.resolve("baseline.json")));
    assertTrue(again.err().contains("3 accepted, of which 0 new; 0 taken out"), again.err());
  }

  /** A text that is no baseline, and what is said of it: each line a place, a code, a message. */
  record Malformed(String name, List<String> input, List<String> errors) {}

  @TestFactory
  Stream<DynamicTest> whatIsNoBaselineIsRefusedAtItsVeryPlace() throws IOException {
    Malformed[] cases =
        JSON.readValue(
            BaselineTest.class.getResourceAsStream("/bad-input/baselines.json"), Malformed[].class);
    assertTrue(cases.length > 0);
    return Stream.of(cases).map(each -> dynamicTest(each.name(), () -> isRefused(each)));
  }

  private void isRefused(Malformed each) throws IOException {
    Path folder = copy(FOLDER.resolve("a-baseline-must-exist"));
    Files.writeString(folder.resolve("baseline.json"), String.join("\n", each.input()));
    for (String option : List.of("--baseline=baseline.json", "--write-baseline=baseline.json")) {
      List<String> arguments = new ArrayList<>(List.of("check", option));
      arguments.addAll(SETTINGS);
      Outcome run = Invocation.in(folder).on(TODAY).run(arguments.toArray(String[]::new));
      assertEquals(
          each.errors(), run.err().lines().filter(line -> !line.startsWith("  hint: ")).toList());
      assertEquals(each.errors().size() * 2, run.err().lines().count(), "each has a hint");
      assertEquals("", run.out());
      assertEquals(ExitStatus.INVALID, run.status());
      assertEquals(
          String.join("\n", each.input()), Files.readString(folder.resolve("baseline.json")));
    }
  }
}
