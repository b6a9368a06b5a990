package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.check.PolicyChecker;
import io.github.ecspolicy.check.PolicyFix;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.render.FixFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What mends a policy. Each folder of {@code fixes} has its inputs, {@code options.txt} and the
 * {@code out.txt} that comes of it; and whatever a policy was, what it becomes is right.
 */
class FixTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "fixes");
  private static final Path GIVEN = FOLDER.resolve("policies").toAbsolutePath();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static int checked;

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      List<Path> cases = folders.filter(each -> Files.exists(each.resolve("options.txt"))).toList();
      assertTrue(cases.size() > 5);
      return cases.stream()
          .sorted()
          .map(each -> dynamicTest(each.getFileName().toString(), each.toUri(), () -> check(each)));
    }
  }

  private void check(Path each) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check", "--fix", "--quiet"));
    arguments.addAll(Files.readAllLines(each.resolve("options.txt")));
    Outcome run = Invocation.in(each).run(arguments.toArray(String[]::new));
    if (System.getProperty("golden.update") != null) {
      Files.writeString(each.resolve("out.txt"), run.out());
    }
    assertEquals("", run.err());
    assertEquals(Files.readString(each.resolve("out.txt")), run.out());
  }

  @TestFactory
  Stream<DynamicTest> aPolicyThatWasMendedIsRight() throws IOException {
    try (Stream<Path> policies = Files.list(GIVEN)) {
      List<Path> given = policies.sorted().toList();
      Stream<DynamicTest> laws =
          PolicyCase.all().stream()
              .filter(FixTest::isExpectedToSucceed)
              .map(each -> dynamicTest(each.name(), () -> mends(each, given)));
      // were nothing mended, everything would pass
      return Stream.concat(
          laws, Stream.of(dynamicTest("hundreds were mended", () -> assertTrue(checked > 600))));
    }
  }

  /** Every mistake that there is a case for is mended too. */
  @TestFactory
  Stream<DynamicTest> aPolicyWithAMistakeIsRightOnceItIsMended() throws IOException {
    return CheckCase.all().stream()
        .map(each -> dynamicTest(each.name(), () -> mends(each.report(), each.name())));
  }

  private static boolean isExpectedToSucceed(PolicyCase each) {
    return Files.exists(each.policyFile()) || each.hasPolicyPerRole();
  }

  private void mends(PolicyCase each, List<Path> given) throws IOException {
    for (Path policy : given) {
      mends(report(each, policy), policy.toString());
    }
  }

  private void mends(CheckReport report, String what) throws IOException {
    for (RoleCheck role : report.roles()) {
      Optional<PolicyFix> fix = PolicyFix.of(role);
      if (fix.isPresent()) {
        assertEquals(List.of(), findings(role, fix.get()), what);
        checked++;
      }
    }
    JsonNode mended = JSON.readTree(FixFormat.JSON.render(report));
    assertEquals(report.roles().size(), mended.path("roles").size());
  }

  private static CheckReport report(PolicyCase each, Path policy) throws IOException {
    Invocation invocation = Invocation.in(each.folder());
    if (each.arguments().contains("-")) {
      invocation.reading(Files.readString(each.folder().resolve("input.json")));
    }
    CheckCommand check = new CheckCommand(invocation.terminal());
    Set<String> known =
        check.options().stream()
            .flatMap(option -> option.names().stream())
            .collect(Collectors.toSet());
    List<String> arguments = new ArrayList<>(List.of("--policy=" + policy));
    each.arguments().stream()
        .filter(
            argument ->
                !argument.startsWith("--")
                    || known.contains(argument.split("=", 2)[0])
                        && !argument.startsWith("--format"))
        .forEach(arguments::add);
    assertTrue(PlainCommandLine.reads(arguments, check));
    return check.report();
  }

  private List<String> findings(RoleCheck role, PolicyFix fix) {
    List<WrittenPolicy> policies = new ArrayList<>(role.allowed().policies());
    policies.removeAll(fix.replaced());
    policies.removeAll(fix.detached());
    if (!fix.policy().statements().isEmpty()) {
      policies.add(
          new WrittenPolicy(
              WrittenPolicy.Kind.GIVEN,
              "mended",
              fix.policy().toJsonNode(),
              SourceLocation.startOf("mended"),
              Map.of()));
    }
    RoleAuthorization allowed =
        new RoleAuthorization(
            role.allowed().role(),
            policies,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            role.allowed().isWhole());
    return PolicyChecker.check(role.tasks(), allowed, List.of()).findings().stream()
        .filter(FixTest::isOfPolicies)
        .map(finding -> finding.code() + ": " + finding.message())
        .toList();
  }

  private static boolean isOfPolicies(Finding finding) {
    return finding.code().category() != Category.OTHER;
  }
}
