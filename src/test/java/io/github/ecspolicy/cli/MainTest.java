package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a shell sees it: exit status, and what goes to which stream. */
class MainTest {
  private static final String PARAMETER = "arn:aws:ssm:eu-west-1:111122223333:parameter";
  private static final String FINE = "fine.json";
  private static final String WARNED = "warned.json";
  private static final String WRONG = "wrong.json";
  private static final String HALF_WRONG = "half-wrong.json";
  private static final String EMPTY = "empty.json";

  @TempDir private Path folder;

  @BeforeEach
  void writeOneInputOfEachKind() throws IOException {
    task(FINE, PARAMETER + "/a");
    task(WARNED, PARAMETER + ":a");
    task(WRONG, PARAMETER + "/*");
    task(HALF_WRONG, PARAMETER + "/a", PARAMETER + "/*");
    task(EMPTY);
  }

  private void task(String file, String... references) throws IOException {
    List<String> secrets = new ArrayList<>();
    for (String reference : references) {
      secrets.add(
          "{\"name\": \"V%d\", \"valueFrom\": \"%s\"}".formatted(secrets.size(), reference));
    }
    Files.writeString(
        folder.resolve(file), "[{\"name\": \"app\", \"secrets\": " + secrets + "}]\n");
  }

  private Outcome run(String... args) {
    return Invocation.in(folder).run(args);
  }

  private static String[] words(String line) {
    return line.isBlank() ? new String[0] : line.split(" ");
  }

  // exit status

  @ParameterizedTest
  @CsvSource({
    "0, fine.json",
    "0, fine.json --strict",
    "0, fine.json --keep-going --strict",
    "0, warned.json",
    "1, warned.json --strict",
    "1, warned.json --strict --quiet",
    "2, wrong.json",
    "2, wrong.json --strict",
    "1, half-wrong.json --keep-going",
    "2, half-wrong.json",
    "2, fine.json wrong.json",
    "0, empty.json",
    "0, empty.json --strict",
    "2, fine.json --unknown-keys fail"
  })
  void theExitStatusTellsWhatHappened(int status, String args) {
    for (String command : List.of("generate", "explain")) {
      Outcome outcome = run(words(command + " " + args));
      assertEquals(status, outcome.status(), outcome.err());
      if (status == ExitStatus.INVALID) {
        assertEquals("", outcome.out());
      }
    }
  }

  @Test
  void keepGoingWritesThePolicyForWhatCouldBeUnderstood() {
    Outcome outcome = run("generate", "--keep-going", HALF_WRONG);
    assertTrue(outcome.out().contains(PARAMETER + "/a\""), outcome.out());
    assertFalse(outcome.out().contains("*"), outcome.out());
    assertTrue(outcome.err().contains("error[wildcard]"), outcome.err());
  }

  @Test
  void nothingToGrantIsSaidAndNoPolicyIsWritten() {
    Outcome outcome = run("generate", EMPTY);
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("note[nothing-to-grant]: "), outcome.err());
    assertTrue(outcome.err().contains("`--allow-empty`"), outcome.err());
  }

  @Test
  void anEmptyPolicyIsWrittenOnRequest() {
    Outcome outcome = run("generate", "--allow-empty", EMPTY);
    assertEquals(ExitStatus.FINE, outcome.status());
    assertEquals(
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}", outcome.out().replaceAll("\\s", ""));
  }

  @Test
  void anOutputThatCannotBeWrittenIsAnError() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(ExitStatus.INVALID, writingFails("No space left on device", err));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("cannot be written"));
  }

  /** As after {@code | head -1}. */
  @Test
  void anOutputThatIsNotReadToItsEndIsFine() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(ExitStatus.FINE, writingFails("Broken pipe", err));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  private int writingFails(String reason, ByteArrayOutputStream err) {
    PrintStream failing =
        new PrintStream(
            new PipedOutput(
                new OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    throw new IOException(reason);
                  }
                }));
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            failing,
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false,
            Map.of(),
            folder,
            folder);
    return Main.run(new String[] {"explain", "--quiet", FINE}, terminal);
  }

  @Test
  void whatNeedsMoreMemoryIsToldHowToGetIt() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            throw new OutOfMemoryError("expected");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    PrintStream told = new PrintStream(err, false, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(endless, nowhere, told, false, Map.of(), folder, folder);
    assertEquals(ExitStatus.INVALID, Main.run(new String[] {"generate", "-"}, terminal));
    assertEquals(
        """
        error: not enough memory for this input
          hint: raise `-Xmx`, an option of `java`; `ECS_POLICY_OPTS` gives it to an installed command
        """,
        err.toString(StandardCharsets.UTF_8));
  }

  // what is printed

  @Test
  void quietLeavesOutNotesAndWarningsButNoError() {
    assertEquals("", run("generate", "--quiet", FINE).err());
    assertEquals("", run("generate", "--quiet", WARNED).err());
    assertEquals("", run("generate", "--quiet", EMPTY).err());
    String wrong = run("generate", "--quiet", WARNED, WRONG).err();
    assertTrue(wrong.startsWith("wrong.json:1:58: error[wildcard]"), wrong);
    assertFalse(wrong.contains("warning["), wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  'always', 'NO_COLOR=1', false",
    "true,  'auto',   '',           true",
    "true,  'auto',   'NO_COLOR=',  true",
    "false, 'auto',   'NO_COLOR=1', true",
    "false, 'auto',   'TERM=dumb',  true",
    "false, 'auto',   '',           false",
    "false, 'never',  '',           true"
  })
  void coloursAreForTerminalsUnlessToldOtherwise(
      boolean coloured, String option, String variable, boolean interactive) {
    Invocation invocation = Invocation.in(folder);
    if (!variable.isEmpty()) {
      invocation.with(
          variable.substring(0, variable.indexOf('=')),
          variable.substring(variable.indexOf('=') + 1));
    }
    Outcome outcome =
        (interactive ? invocation.interactive() : invocation)
            .run("generate", "--color", option, WARNED);
    assertEquals(coloured, outcome.err().contains("\u001b["), outcome.err());
    assertFalse(outcome.out().contains("\u001b"), "a policy has no colours");
    assertEquals(
        run("generate", "--color", "never", WARNED).err(),
        outcome.err().replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void anotherJvmWithOtherDefaultsWritesTheSameBytes() throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dline.separator=\r\n",
                "-Dfile.encoding=ISO-8859-1",
                "-Duser.language=ar",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "generate",
                "-")
            .directory(folder.toFile())
            .redirectInput(folder.resolve(FINE).toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(ExitStatus.FINE, process.waitFor());
    String here = run("generate", FINE).out();
    assertEquals(here, Files.readString(out));
    assertFalse(here.contains("\r"));
    assertTrue(here.endsWith("}\n"));
  }

  @Test
  void twoRunsGiveTheSameBytesInWhateverOrderTheInputsCome() throws IOException {
    task("other.json", PARAMETER + "/z", PARAMETER + "/b");
    Outcome one = run("generate", FINE, "other.json");
    assertEquals(one, run("generate", FINE, "other.json"));
    assertEquals(one.out(), run("generate", "other.json", FINE).out());
  }

  @Test
  void theEntryPointForProgramsReadsAndWritesTheStreamsItIsGiven() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status =
        Main.run(
            new String[] {"generate", "-"},
            new ByteArrayInputStream(Files.readAllBytes(folder.resolve(FINE))),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream()));
    assertEquals(ExitStatus.FINE, status);
    assertEquals(run("generate", FINE).out(), out.toString(StandardCharsets.UTF_8));
  }
}
