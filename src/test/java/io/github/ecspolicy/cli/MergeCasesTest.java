package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Takes the requirements of every {@link PolicyCase}, and merges them: policy, diagnostics and exit
 * status are those of a single run.
 */
class MergeCasesTest {
  /** What {@code merge} takes, and {@code generate} does not where it writes requirements. */
  private static final List<String> OF_POLICIES =
      List.of(
          "--allow-empty",
          "--compact",
          "--format",
          "--kms-encryption-context",
          "--merge",
          "--policy-kind",
          "--policy-name",
          "--role-name",
          "--source-vpce",
          "--split",
          "--templates",
          "--trust-policy");

  /** What both take. */
  private static final List<String> OF_BOTH =
      List.of("--keep-going", "--strict", "--quiet", "--unknown-keys");

  /** At least as many cases are merged: if none could be, nothing would be shown. */
  private static final int MERGED_AT_LEAST = 250;

  private static final AtomicInteger MERGED = new AtomicInteger();

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return PolicyCase.all().stream()
        .map(each -> dynamicTest(each.name(), each.folder().toUri(), () -> merges(each)));
  }

  @AfterAll
  static void mostCasesWereMerged() {
    assertTrue(MERGED.get() >= MERGED_AT_LEAST, "only " + MERGED);
  }

  private static boolean is(String option, List<String> options) {
    return options.stream().anyMatch(each -> option.equals(each) || option.startsWith(each + "="));
  }

  private static void merges(PolicyCase each) throws IOException {
    List<String> whole = each.arguments();
    List<String> resolving =
        new ArrayList<>(whole.stream().filter(option -> !is(option, OF_POLICIES)).toList());
    resolving.add("--format=requirements");
    Outcome part = each.run("generate", resolving);
    if (part.status() == ExitStatus.INVALID) {
      assertEquals("", part.out());
      refusesTheSame(each, part);
      return;
    }
    MERGED.incrementAndGet();
    List<String> merging =
        new ArrayList<>(whole.stream().filter(o -> is(o, OF_POLICIES) || is(o, OF_BOTH)).toList());
    if (whole.contains("--compact")) {
      whole.stream().filter(option -> option.startsWith("--inventory")).forEach(merging::add);
    }
    isTheSame(each, whole, merging, part.out(), "");
    if (!isOfATemplate(each)) {
      isTheSame(each, whole, merging, part.out(), "--format=report");
    }
  }

  private static void isTheSame(
      PolicyCase each, List<String> whole, List<String> merging, String lines, String format)
      throws IOException {
    Outcome expected = each.run("generate", with(whole, format));
    List<String> merged = with(merging, format);
    assertEquals(expected, merge(each, merged, lines));
    assertEquals(expected, merge(each, merged, scattered(each, lines)));
  }

  private static List<String> with(List<String> arguments, String format) {
    List<String> all = new ArrayList<>(arguments);
    if (!format.isEmpty()) {
      all.removeIf(argument -> argument.startsWith("--format"));
      all.add(format);
    }
    return all;
  }

  private static Outcome merge(PolicyCase each, List<String> options, String lines) {
    List<String> arguments = new ArrayList<>(List.of("merge"));
    arguments.addAll(options);
    arguments.add("-");
    return Invocation.in(each.folder()).reading(lines).run(arguments.toArray(String[]::new));
  }

  /** Merges two halves, of which each has some lines twice, and shuffles what comes of that. */
  private static String scattered(PolicyCase each, String lines) {
    Random random = new Random(each.name().hashCode());
    List<String> all = new ArrayList<>(lines.lines().toList());
    lines.lines().filter(line -> random.nextInt(3) == 0).forEach(all::add);
    Collections.shuffle(all, random);
    int middle = random.nextInt(all.size() + 1);
    List<String> halves = new ArrayList<>();
    for (List<String> half : List.of(all.subList(0, middle), all.subList(middle, all.size()))) {
      if (!half.isEmpty()) {
        Outcome merged =
            merge(each, List.of("--format=requirements", "--keep-going"), String.join("\n", half));
        assertFalse(merged.out().isEmpty(), merged.err());
        halves.addAll(merged.out().lines().toList());
      }
    }
    Collections.shuffle(halves, random);
    return String.join("\n", halves);
  }

  private static boolean isOfATemplate(PolicyCase each) throws IOException {
    for (var file : each.givenFiles()) {
      if (Files.readString(file).contains("AWS::")) {
        return true;
      }
    }
    return false;
  }

  /** Where a run refuses an input, so does the one for its requirements. */
  private static void refusesTheSame(PolicyCase each, Outcome part) throws IOException {
    // Only AWS will know the role of a template: policies need not name it, requirements do.
    if (!part.err().contains("error[symbolic-value]: ")) {
      assertEquals(ExitStatus.INVALID, each.run("generate", each.arguments()).status(), part.err());
    }
  }
}
