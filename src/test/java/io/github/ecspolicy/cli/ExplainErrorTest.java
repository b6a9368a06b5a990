package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/** How {@code explain-error} takes its text and answers; what texts mean is shown by cases. */
class ExplainErrorTest {
  private static final String MISSING =
      "Fetching secret data from SSM Parameter Store in eu-west-1: invalid parameters: /web/host";

  private static final String NO_REASON =
      "there is no reason of a stopped task in this text; ECS forgets stopped tasks after an hour\n";

  private static final int LONGEST = 2 << 20;

  /** Enough to tell work that grows with the square of the length. */
  private static final int HOSTILE = LONGEST / 4;

  @TempDir private Path folder;

  private Outcome run(String stdin, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("explain-error"), Stream.of(arguments)).toArray(String[]::new);
    return Invocation.in(folder).reading(stdin).run(all);
  }

  @Test
  void standardInputIsReadWithAHyphenOrWithNothing() {
    assertEquals(run(MISSING), run(MISSING, "-"));
    assertTrue(run(MISSING).out().startsWith("not-iam[parameter-not-found]: "));
  }

  @Test
  void argumentsAreOneText() {
    assertEquals(run(MISSING), run("", MISSING.split(" ")));
    assertEquals(run(MISSING), run("", MISSING));
  }

  @Test
  void whatIsNotRecognisedIsAFinding() {
    assertEquals(ExitStatus.FINE, run(MISSING).status());
    assertEquals(ExitStatus.FINDINGS, run("what is this").status());
  }

  private static void assertUsageError(Outcome outcome, String said) {
    assertAll(
        () -> assertEquals(ExitStatus.INVALID, outcome.status()),
        () -> assertEquals("", outcome.out()),
        () -> assertTrue(outcome.err().startsWith("error: " + said), outcome.err()),
        () ->
            assertTrue(
                outcome.err().endsWith("`ecs-policy explain-error --help` lists what it takes\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t\n", "\u200b\ufeff"})
  void noTextIsAUsageError(String blank) {
    assertUsageError(run(blank), NO_REASON);
    assertUsageError(run(MISSING, blank), NO_REASON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"tasks\": [], \"failures\": []}",
        "{\"tasks\": [{\"taskArn\": \"arn:aws:ecs:eu-west-1:111122223333:task/a/b\", \"lastStatus\": \"RUNNING\"}]}"
      })
  void aDocumentWithoutReasonsIsAUsageError(String document) {
    assertUsageError(run(document), NO_REASON);
  }

  @Test
  void anUnknownFormatIsAUsageError() {
    assertUsageError(run(MISSING, "--format=yaml"), "invalid value for option '--format'");
  }

  @Test
  void aTextHasALength() {
    assertUsageError(run("x".repeat(LONGEST + 1)), "the text is longer than");
    assertEquals(ExitStatus.FINDINGS, run("x".repeat(LONGEST)).status());
  }

  @Test
  void standardInputThatBreaksIsAUsageError() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }
        };
    assertUsageError(runOn(broken, false), "standard input cannot be read");
  }

  /** PowerShell writes what it redirects in UTF-16. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM"})
  void utf16IsToldByItsByteOrderMark(String encoding) {
    InputStream in = new ByteArrayInputStream(MISSING.getBytes(Charset.forName(encoding)));
    assertEquals(run(MISSING), runOn(in, false));
  }

  @Test
  void aPersonIsToldHowToEndTheText() {
    InputStream in = new ByteArrayInputStream(MISSING.getBytes(StandardCharsets.UTF_8));
    Outcome outcome = runOn(in, true);
    assertEquals("paste the reason, then press Enter and Ctrl-D\n", outcome.err());
    assertEquals(run(MISSING).out(), outcome.out());
  }

  private Outcome runOn(InputStream in, boolean interactive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new String[] {"explain-error"},
            new Terminal(
                in,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                interactive,
                Map.of(),
                folder,
                folder));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void programsGetEveryMember() throws JSONException {
    String text =
        "User: arn:aws:sts::111122223333:assumed-role/web/0123456789abcdef0123456789abcdef is not"
            + " authorized to perform: ecr:GetAuthorizationToken on resource: * because no"
            + " identity-based policy allows the ecr:GetAuthorizationToken action";
    String expected =
        """
        {
          "recognised": true,
          "explanations": [
            {
              "verdict": "permission",
              "code": "missing-permission",
              "message": "the task execution role `web` of account 111122223333 may not call `ecr:GetAuthorizationToken` on `*`, since no policy of the role allows it",
              "origins": [],
              "caller": {
                "kind": "role-of-a-task",
                "role": "web",
                "account": "111122223333",
                "principal": null
              },
              "action": "ecr:GetAuthorizationToken",
              "resource": "*",
              "recipient": "role",
              "statements": [
                {
                  "Sid": "LogInToRegistries",
                  "Effect": "Allow",
                  "Action": ["ecr:GetAuthorizationToken"],
                  "Resource": ["*"]
                }
              ],
              "steps": [],
              "source": "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html"
            }
          ],
          "missing": [
            {
              "recipient": "role",
              "caller": {
                "kind": "role-of-a-task",
                "role": "web",
                "account": "111122223333",
                "principal": null
              },
              "policy": {
                "Version": "2012-10-17",
                "Statement": [
                  {
                    "Sid": "LogInToRegistries",
                    "Effect": "Allow",
                    "Action": ["ecr:GetAuthorizationToken"],
                    "Resource": ["*"]
                  }
                ]
              }
            }
          ]
        }
        """;
    JSONAssert.assertEquals(expected, run(text, "--format", "json").out(), JSONCompareMode.STRICT);
  }

  /** Texts that make patterns try again and again, recurse, or fill the memory. */
  static Stream<Arguments> hostile() {
    String user = "User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: ";
    return Stream.of(
        Arguments.of("one word", "x".repeat(HOSTILE)),
        Arguments.of("no words", " ".repeat(HOSTILE - 1) + "x"),
        Arguments.of("empty lines", "x\n\n".repeat(HOSTILE / 3)),
        Arguments.of("full lines", ("y".repeat(40) + "\n").repeat(HOSTILE / 41)),
        Arguments.of("starts of messages", "User: ".repeat(HOSTILE / 6)),
        Arguments.of("a start and no more", "User:" + " ".repeat(HOSTILE - 5)),
        Arguments.of("a principal and no more", "User: x" + " ".repeat(HOSTILE - 7)),
        Arguments.of("dots", "failed to fetch secret " + ".".repeat(HOSTILE - 30) + "x"),
        Arguments.of(
            "dots on lines",
            "failed to fetch secret\n" + (".".repeat(250) + "\n").repeat(2_000) + "x"),
        Arguments.of("escapes", "\u001b[".repeat(HOSTILE / 2)),
        Arguments.of("quoted lines", "> ".repeat(HOSTILE / 2)),
        Arguments.of("placeholders", "User: " + "<a>".repeat(HOSTILE / 4)),
        Arguments.of("opened placeholders", ("User: arn:" + "<".repeat(90)).repeat(HOSTILE / 100)),
        Arguments.of("messages", (user + "ssm:GetParameters on resource: *\n").repeat(2_000)),
        Arguments.of("stages", "failed to resolve ref ".repeat(HOSTILE / 22)),
        Arguments.of("backslashes", "\\".repeat(HOSTILE)),
        Arguments.of("quotes in a text", "error \"".repeat(HOSTILE / 7)),
        Arguments.of("brackets", "[".repeat(HOSTILE)),
        Arguments.of("braces", "{\"message\":".repeat(HOSTILE / 12)),
        Arguments.of("reasons", "[" + "\"x\",".repeat(50_000) + "\"x\"]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void noTextTakesLong(String name, String text) {
    Outcome outcome = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> run(text), name);
    assertFalse(outcome.status() == ExitStatus.BUG, outcome.err());
  }
}
