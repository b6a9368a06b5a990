package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.render.CheckFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code check --format} writes, by the command. */
class CheckFormatsTest {
  private static final String TEMPLATE =
      """
      Resources:
        Password:
          Type: AWS::SecretsManager::Secret
        Task:
          Type: AWS::ECS::TaskDefinition
          Properties:
            Family: web
            ExecutionRoleArn: arn:aws:iam::111122223333:role/web
            ContainerDefinitions:
              - Name: web
                Image: nginx
                Secrets:
                  - {Name: PASSWORD, ValueFrom: !Ref Password}
      """;

  /** Of a parameter that no task needs, instead of the secret that one does. */
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ssm:GetParameters",
        "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/other"}]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeTheInputs() throws IOException {
    Files.writeString(folder.resolve("stack.yaml"), TEMPLATE);
    Files.writeString(folder.resolve("policy.json"), POLICY);
  }

  private Outcome check(String format) {
    return check(format, "missing");
  }

  private Outcome check(String format, String failOn) {
    return Invocation.in(folder)
        .run(
            "check",
            "stack.yaml",
            "--policy",
            "policy.json",
            "--format",
            format,
            "--fail-on",
            failOn);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsAWordOfTheOption(CheckFormat format) {
    Outcome outcome = check(format.name().toLowerCase(Locale.ROOT));
    assertEquals(ExitStatus.FINDINGS, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("missing-permission"), outcome.out());
    // braces are doubled in SARIF
    assertTrue(outcome.out().replace("{{", "{").contains("${Password"), outcome.out());
    assertTrue(outcome.out().endsWith("\n"), outcome.out());
  }

  @Test
  void helpDescribesEveryFormat() {
    String help = Invocation.in(folder).run("check", "--help").out().replaceAll("\\s+", " ");
    for (CheckFormat format : CheckFormat.values()) {
      String word = format.name().toLowerCase(Locale.ROOT);
      assertTrue(help.matches(".* " + word + "( \\(default\\))?: .*"), word);
    }
  }

  @Test
  void anUnknownFormatIsAUsageError() {
    Outcome outcome = check("html");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().contains("--format"), outcome.err());
  }

  @Test
  void findingsOfARunAreTheSameInJsonAndSarif() throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    JsonNode findings = mapper.readTree(check("json").out()).at("/roles/0/findings");
    JsonNode results = mapper.readTree(check("sarif").out()).at("/runs/0/results");
    assertFalse(findings.isEmpty());
    assertEquals(findings.size(), results.size());
    for (int i = 0; i < findings.size(); i++) {
      assertEquals(findings.get(i).path("code"), results.get(i).path("ruleId"));
      assertEquals(
          findings.get(i).path("fingerprint"),
          results.get(i).at("/partialFingerprints/ecsPolicy~1v1"));
    }
  }

  @ParameterizedTest
  @CsvSource({"missing, 1, true", "none, 0, false"})
  void whatFailsIsWhatTheStatusSays(String failOn, int status, boolean fails) throws IOException {
    Outcome json = check("json", failOn);
    assertEquals(status, json.status());
    JsonNode read = JsonMapper.builder().build().readTree(json.out());
    assertEquals(failOn, read.path("failOn").textValue());
    assertEquals(fails, read.path("fails").booleanValue());
    Outcome junit = check("junit", failOn);
    assertEquals(status, junit.status());
    assertEquals(fails, junit.out().contains("<failure "), junit.out());
  }
}
