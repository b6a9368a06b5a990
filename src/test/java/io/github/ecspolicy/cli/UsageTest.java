package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.ToolVersion;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Help, and what is said of a command line that cannot be understood. */
class UsageTest {
  private static final int TERMINAL_WIDTH = 80;
  private static final String FINE = "fine.json";

  @TempDir private Path folder;

  @BeforeEach
  void writeAnInput() throws IOException {
    Files.writeString(
        folder.resolve(FINE),
        """
        [{"secrets": [
          {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}]}]
        """);
  }

  private Outcome run(String... args) {
    return Invocation.in(folder).run(args);
  }

  private static String[] words(String line) {
    return line.isBlank() ? new String[0] : line.split(" ");
  }

  // help

  @ParameterizedTest
  @ValueSource(
      strings = {"", "generate", "merge", "explain", "check", "diff", "fleet", "explain-error"})
  void helpGoesToStandardOutputListsEveryOptionAndFitsTheTerminal(String subcommand) {
    String[] words = words(subcommand);
    String[] args = Arrays.copyOf(words, words.length + 1);
    args[words.length] = "--help";
    Outcome help = run(args);
    assertEquals(ExitStatus.FINE, help.status());
    assertEquals("", help.err());
    for (String line : help.out().lines().toList()) {
      assertTrue(line.length() <= TERMINAL_WIDTH, line);
    }
    for (OptionSpec option : command(words).getCommandSpec().options()) {
      String described = String.join(" ", option.description());
      assertFalse(described.isBlank(), option.longestName());
      for (String name : option.names()) {
        assertTrue(help.out().contains(name), name);
      }
      assertTrue(
          help.out().replaceAll("\\s+", " ").contains(described.replaceAll("\\s+", " ")),
          described);
    }
  }

  private CommandLine command(String... subcommand) {
    InputStream none = InputStream.nullInputStream();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    CommandLine command =
        EcsPolicyCommand.commandLine(
            new Terminal(none, nowhere, nowhere, false, Map.of(), folder, folder));
    return subcommand.length == 0 ? command : command.getSubcommands().get(subcommand[0]);
  }

  @Test
  void topLevelHelpListsTheCommandsAndTheExitStatus() {
    String help = run("--help").out();
    for (String expected :
        List.of(
            "generate",
            "explain",
            "check",
            "diff",
            "fleet",
            "explain-error",
            "0 +fine",
            "1 +findings",
            "2 +",
            "70 +")) {
      assertTrue(help.lines().anyMatch(line -> line.matches(" +" + expected + ".*")), expected);
    }
  }

  @Test
  void helpIsACommandToo() {
    Outcome help = run("help", "generate");
    assertEquals(ExitStatus.FINE, help.status());
    assertEquals(run("generate", "--help").out(), help.out());
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    Outcome version = run("--version");
    assertEquals(ExitStatus.FINE, version.status());
    List<String> lines = version.out().lines().toList();
    assertEquals("ecs-policy " + ToolVersion.current(), lines.get(0));
    assertFalse(version.out().contains("$"), "the build left it unfiltered");
    // a tarball of the sources knows no commit
    lines.stream()
        .skip(1)
        .limit(lines.size() - 2)
        .forEach(line -> assertTrue(line.matches("commit [0-9a-f]{7,}"), line));
    String java = "Java " + System.getProperty("java.version") + " (";
    assertTrue(lines.get(lines.size() - 1).startsWith(java), version.out());
  }

  @ParameterizedTest
  @EnumSource(Subcommand.class)
  void everyOptionStandsBelowOneHeading(Subcommand subcommand) {
    InputStream none = InputStream.nullInputStream();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Command command =
        subcommand.in(new Terminal(none, nowhere, nowhere, false, Map.of(), folder, folder));
    String help = run(subcommand.word(), "--help").out();
    for (Option<?> option : command.options()) {
      List<HelpHeading> over =
          Arrays.stream(HelpHeading.values()).filter(each -> each.isOver(option)).toList();
      assertEquals(1, over.size(), option.names() + " " + over);
      assertTrue(help.contains("\n" + over.get(0).words() + ":\n"), help);
    }
  }

  // arguments from files

  private Path argumentFile(String text) throws IOException {
    return Files.writeString(folder.resolve("arguments"), text);
  }

  @Test
  void argumentsMayStandInAFile() throws IOException {
    Path file =
        argumentFile(
            """
            # the policy of secrets
            generate --region eu-west-1
              --policy-name='a name' # is quoted
            "fine.json"
            """
                .replace("'a name'", "a.name"));
    assertEquals(
        run("generate", "--region", "eu-west-1", "--policy-name=a.name", FINE), run("@" + file));
  }

  @Test
  void anArgumentInAFileMayBeQuoted() throws IOException {
    Files.move(folder.resolve(FINE), folder.resolve("my task.json"));
    assertEquals(
        run("generate", "my task.json"), run("generate", "@" + argumentFile("'my task.json'")));
    assertEquals(
        run("generate", "my task.json"), run("generate", "@" + argumentFile("\"my task.json\"")));
  }

  @Test
  void aFileOfArgumentsThatIsNotThereIsNamed() {
    Outcome outcome = run("generate", "@missing");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertTrue(
        outcome.err().startsWith("@missing:1:1: error[file-not-found]: no such file or folder\n"),
        outcome.err());
  }

  @Test
  void helpTellsOfFilesOfArguments() {
    assertTrue(run("generate", "--help").out().contains("@<filename>"));
  }

  // colours

  @ParameterizedTest
  @CsvSource({
    "false, X, '', false",
    "true, X, '', true",
    "true, NO_COLOR, 1, false",
    "true, NO_COLOR, '', true",
    "true, TERM, dumb, false",
    "false, CLICOLOR_FORCE, 1, true",
    "false, CLICOLOR_FORCE, 0, false"
  })
  void helpAndDiagnosticsAreColourfulWhereAPersonReadsThem(
      boolean interactive, String variable, String value, boolean colourful) {
    for (String[] args : new String[][] {{"generate", "--help"}, {"generate", "missing.json"}}) {
      Invocation invocation = Invocation.in(folder).with(variable, value);
      Outcome outcome = (interactive ? invocation.interactive() : invocation).run(args);
      assertEquals(colourful, (outcome.out() + outcome.err()).contains("\u001b["), outcome.out());
    }
  }

  @Test
  void noColourCountsMoreThanTheForce() {
    Outcome outcome =
        Invocation.in(folder)
            .with("NO_COLOR", "1")
            .with("CLICOLOR_FORCE", "1")
            .interactive()
            .run("generate", "missing.json");
    assertFalse(outcome.err().contains("\u001b["), outcome.err());
  }

  @Test
  void aFileIsNeverColourful() throws IOException {
    Outcome outcome =
        Invocation.in(folder)
            .interactive()
            .run("generate", "--color=always", "--format=console", "-o", "out.txt", FINE);
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
    assertFalse(Files.readString(folder.resolve("out.txt")).contains("\u001b["));
  }

  // usage errors

  private void assertUsageError(Outcome outcome, String command, String said) {
    assertAll(
        () -> assertEquals(ExitStatus.INVALID, outcome.status()),
        () -> assertEquals("", outcome.out()),
        () -> assertTrue(outcome.err().startsWith("error: "), outcome.err()),
        () -> assertFalse(outcome.err().startsWith("error: error"), outcome.err()),
        () -> assertTrue(outcome.err().contains(said), outcome.err()),
        () ->
            assertTrue(
                outcome.err().endsWith("  hint: `" + command + " --help` lists what it takes\n"),
                outcome.err()),
        () -> assertFalse(outcome.err().contains("\tat "), outcome.err()));
  }

  @Test
  void noCommandIsAUsageError() {
    assertUsageError(run(), "ecs-policy", "subcommand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "explain"})
  void noInputIsAUsageError(String command) {
    assertUsageError(run(command), "ecs-policy " + command, "FILE");
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheOneThatIsMeant() {
    assertUsageError(run("genrate", FINE), "ecs-policy", "did you mean generate");
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheOneThatIsMeant() {
    assertUsageError(
        run("generate", "--acount", "1", FINE), "ecs-policy generate", "did you mean --account?");
  }

  @Test
  void whatIsNoCommandHasNoHelp() {
    assertUsageError(run("help", "genrate"), "ecs-policy", "unknown subcommand 'genrate'\n");
  }

  @Test
  void aWordThatIsNoneOfAnOptionIsAnsweredWithThose() {
    assertUsageError(
        run("generate", "--color", "Blue", FINE),
        "ecs-policy generate",
        "'--color': `Blue` is none of auto, always, never\n");
    assertUsageError(
        run("generate", "--format", "yml", FINE),
        "ecs-policy generate",
        "'--format': `yml` is none of json, console, ");
  }

  @Test
  void wordsMayBeInCapitals() {
    assertEquals(
        run("generate", "--unknown-keys", "fail", FINE),
        run("generate", "--unknown-keys", "FAIL", FINE));
    assertEquals(ExitStatus.INVALID, run("generate", "--unknown-keys", "FAIL", FINE).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "explain"})
  void standardInputIsReadOnce(String command) {
    assertUsageError(
        run(command, "--inventory", "-", "-"), "ecs-policy " + command, "standard input");
  }

  @Test
  void onlyOneOfTwoVersionsIsStandardInput() {
    assertUsageError(run("diff", "-", "-"), "ecs-policy diff", "one of the two versions");
    assertUsageError(
        run("diff", "--inventory", "-", "-", FINE), "ecs-policy diff", "standard input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "fleet"})
  void policiesAndTaskDefinitionsAreNotBothStandardInput(String command) {
    assertUsageError(run(command, "--policy", "-", "-"), "ecs-policy " + command, "standard input");
  }

  @Test
  void aDifferenceIsOneOfTwo() {
    assertUsageError(run("diff", FINE), "ecs-policy diff", "NEW");
    assertUsageError(run("diff", FINE, FINE, FINE), "ecs-policy diff", FINE);
    assertUsageError(run("diff", "--format", "csv", FINE, FINE), "ecs-policy diff", "--format");
  }

  @Test
  void aFleetIsHeldAgainstPolicies() {
    assertUsageError(run("fleet", "--policy", FINE), "ecs-policy fleet", "FILE|DIR|GLOB|-");
    assertUsageError(
        run("fleet", "--policy", FINE, "--format", "markdown", FINE),
        "ecs-policy fleet",
        "--format");
    assertUsageError(
        run("fleet", "--policy", FINE, "--fail-on", "errors", FINE),
        "ecs-policy fleet",
        "--fail-on");
  }

  @Test
  void policiesAreNotComparedWithTaskDefinitions() throws IOException {
    Files.writeString(folder.resolve("policy.json"), "{\"Statement\": []}");
    for (String[] args :
        new String[][] {{"policy.json", FINE}, {FINE, "policy.json"}, {FINE, "."}}) {
      Outcome run = run("diff", args[0], args[1]);
      assertEquals(ExitStatus.INVALID, run.status());
      assertEquals("", run.out());
      assertTrue(run.err().startsWith("error[inputs-unlike]: `" + args[0] + "`"), run.err());
    }
  }

  @Test
  void aFileAndAFolderForTheOutputExcludeEachOther() {
    assertUsageError(
        run("generate", "-o", "a", "--output-dir", "b", FINE), "ecs-policy generate", "--output");
  }

  @Test
  void aFixAndABaselineExcludeEachOther() {
    assertUsageError(
        run("check", "--fix", "--write-baseline", "b.json", FINE), "ecs-policy check", "exclude");
  }

  @ParameterizedTest
  @CsvSource({
    "--account, 11112222333",
    "--account, 1111222233334",
    "--account, １１１１２２２２３３３３",
    "--account, alias",
    "--region, mars",
    "--region, eu-west-1a",
    "--region, EU-WEST-1",
    "--region, *",
    "--kms-key, alias/app",
    "--kms-key, /a=",
    "--kms-key, =alias/app",
    "--kms-key, /a=app",
    "--kms-key, /a=alias/*",
    "--kms-key, /a=arn:aws:kms:*:111122223333:key/*",
    "--credential-spec, -",
    "--credential-spec, ''",
    "--credential-spec, arn:aws:s3:::specs/web.json",
    "--credential-spec, arn:aws:s3:::specs/web.json=-",
    "--unknown-keys, maybe",
    "--role-name, 'a b'",
    "--role-name, arn:aws:iam::111122223333:role/web",
    "--role-name, path/web",
    "--policy-name, a/b",
    "--policy-name, ''",
    "--policy-kind, attached",
    "--format, yaml",
    "--shell, fish",
    "--color, sometimes"
  })
  void aValueThatAnOptionDoesNotTakeIsAUsageError(String option, String value) {
    assertUsageError(run("generate", option, value, FINE), "ecs-policy generate", option);
  }

  @Test
  void namesLongerThanIamTakesAreUsageErrors() {
    assertUsageError(
        run("generate", "--role-name", "r".repeat(65), FINE), "ecs-policy generate", "--role-name");
    assertUsageError(
        run("generate", "--policy-name", "p".repeat(129), FINE),
        "ecs-policy generate",
        "--policy-name");
  }

  @ParameterizedTest
  @CsvSource({
    "--unknown-keys, note",
    "--policy-kind, inline",
    "--policy-kind, managed",
    "--shell, posix",
    "--shell, powershell",
    "--color, always",
    "--color, never",
    "--color, auto",
    "--format, json",
    "--format, console",
    "--format, aws-cli",
    "--format, report"
  })
  void theWordsThatHelpShowsAreTakenInEveryLocale(String option, String value) {
    Outcome outcome = run("generate", option, value, FINE);
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
  }

  @Test
  void aUsageErrorCannotColourTheTerminal() {
    String said = run("generate", "--region", "\u001b[31mx\u202e", FINE).err();
    assertFalse(said.contains("\u001b"), "an escape sequence");
    assertFalse(said.contains("\u202e"), "a bidirectional override");
  }

  /** A repository is one that exists: a pattern of them would be allowed as it stands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ecr:eu-west-1:111122223333:repository/*",
        "arn:aws:ecr:eu-west-1:111122223333:repository/a?c",
        "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:PrincipalTag/team}",
        "arn:aws:ecr:*:111122223333:repository/app",
        "arn:aws:ecr:eu-west-1::repository/app",
        "arn:aws:ecr:cn-north-1:111122223333:repository/app",
        "arn:aws:ecr:eu-west-1:111122223333:repository/",
        "arn:aws:s3:::bucket/key",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app",
        "app",
        "",
      })
  void anExtraRepositoryIsTheArnOfOne(String value) {
    Outcome run = run("generate", FINE, "--scope=all", "--extra-repository=" + value);
    assertEquals(ExitStatus.INVALID, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .startsWith(
                "error: invalid value for option '--extra-repository' (ARN): `"
                    + value
                    + "`: a repository is given as `arn:aws:ecr:REGION:ACCOUNT:repository/NAME`\n"),
        run.err());
  }
}
