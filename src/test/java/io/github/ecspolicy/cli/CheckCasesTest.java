package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Quotation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@code check} on every {@link CheckCase}.
 *
 * <p>{@code -Dgolden.update} rewrites the texts of those that have one.
 */
class CheckCasesTest {
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  /** What only a baseline makes is tested with it. */
  private static final Set<FindingCode> OF_BASELINES =
      EnumSet.of(
          FindingCode.BASELINE_EXPIRED,
          FindingCode.BASELINE_STALE,
          FindingCode.BASELINE_UNJUSTIFIED);

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    return CheckCase.all().stream()
        .map(each -> dynamicContainer(each.name(), each.folder().toUri(), tests(each)));
  }

  private static Stream<DynamicTest> tests(CheckCase each) {
    return Stream.of(
        dynamicTest("finds what is expected", () -> findsWhatIsExpected(each)),
        dynamicTest("tells it as expected", () -> tellsItAsExpected(each)),
        dynamicTest("tells findings apart", () -> tellsFindingsApart(each)));
  }

  private static void findsWhatIsExpected(CheckCase each) throws IOException {
    CheckReport report = each.report();
    List<String> actual = new ArrayList<>(report.findings().stream().map(FindingText::of).toList());
    List<String> expected = new ArrayList<>(each.findings());
    for (String finding : each.findings()) {
      actual.stream()
          .filter(text -> FindingText.matches(finding, text))
          .findFirst()
          .ifPresent(
              text -> {
                actual.remove(text);
                expected.remove(finding);
              });
    }
    assertEquals(String.join("\n\n", expected), String.join("\n\n", actual));
    assertEquals(
        String.join("\n", each.diagnostics()),
        String.join("\n", report.diagnostics().stream().map(FindingText::of).toList()));
  }

  private static void tellsItAsExpected(CheckCase each) throws IOException {
    Outcome outcome = each.run();
    if (Files.exists(each.outputFile())) {
      if (UPDATE) {
        Files.writeString(each.outputFile(), outcome.out());
      }
      assertEquals(Files.readString(each.outputFile()), outcome.out());
    }
    assertEquals(each.status(), outcome.status(), outcome::toString);
    outcome.out().lines().forEach(line -> assertEquals(Quotation.visible(line), line));
    assertEquals(outcome, each.run(), "a second run says the same");
  }

  /** A baseline knows findings by their fingerprints. */
  private static void tellsFindingsApart(CheckCase each) throws IOException {
    Set<String> fingerprints = new HashSet<>();
    for (Finding finding : each.report().findings()) {
      assertTrue(fingerprints.add(finding.fingerprint()), () -> FindingText.of(finding));
      assertTrue(!finding.cure().in(Dialect.COMMAND_LINE).isBlank());
    }
  }

  @Test
  void everyCodeHasACaseAndARightPolicyBesideIt() throws IOException {
    Set<String> found = new TreeSet<>();
    int silent = 0;
    for (CheckCase each : CheckCase.all()) {
      each.findings().forEach(finding -> found.add(finding.split(" ")[0]));
      silent += each.findings().isEmpty() ? 1 : 0;
    }
    Set<String> codes = new TreeSet<>();
    EnumSet.complementOf(EnumSet.copyOf(OF_BASELINES)).forEach(code -> codes.add(code.toString()));
    assertEquals(codes, found);
    assertTrue(silent >= codes.size() / 2, "cases of policies that are right: " + silent);
  }
}
