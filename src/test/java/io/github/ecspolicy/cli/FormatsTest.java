package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --format} writes beside JSON, by the command. */
class FormatsTest {
  private static final int LONGEST_COMMENT = 65_536;

  @TempDir private Path folder;

  private void task(String containers) throws IOException {
    Files.writeString(
        folder.resolve("web.json"),
        """
        {"family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/web",
         "containerDefinitions": [%s]}
        """
            .formatted(containers));
  }

  private static String secret(String parameter) {
    return secret("c", parameter);
  }

  private static String secret(String container, String parameter) {
    return """
    {"name": "%s", "secrets": [{"name": "A", "valueFrom": "%s"}]}
    """
        .formatted(container, parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "cloudformation, web.yaml, RoleName: web",
    "terraform, web.tf, 'role   = \"web\"'",
    "cdk, web.ts, const { policyDependable } = role.addToPrincipalPolicy(statement);",
    "markdown, web.md, ## Execution role `web`"
  })
  void eachRoleHasAFileInTheUsualNaming(String format, String file, String line)
      throws IOException {
    task(secret("/web/a"));
    Outcome outcome =
        Invocation.in(folder)
            .run(
                "generate",
                "web.json",
                "--region",
                "eu-west-1",
                "--format",
                format,
                "--output-dir",
                "out");
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
    assertTrue(
        Files.readAllLines(folder.resolve("out").resolve(file)).stream()
            .anyMatch(each -> each.strip().equals(line)),
        line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloudformation", "cdk"})
  void whatCloudFormationWouldReplaceIsNotWrittenForIt(String format) throws IOException {
    task(
        """
        {"name": "c", "image": "x", "environmentFiles": [
          {"type": "s3", "value": "arn:aws:s3:::files/{{resolve:ssm:x}}.env"}]}
        """);
    Outcome outcome =
        Invocation.in(folder)
            .run(
                "generate",
                "web.json",
                "--scope",
                "all",
                "--region",
                "eu-west-1",
                "--format",
                format);
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(
        outcome.err().contains("web.json:3:27: error[dynamic-resource]: CloudFormation would put"),
        outcome.err());
  }

  private void template(String file, String role) throws IOException {
    Files.writeString(
        folder.resolve(file),
        """
        {"Resources": {"%s": {"Type": "AWS::IAM::Role"}, "Task": {
          "Type": "AWS::ECS::TaskDefinition", "Properties": {
            "ExecutionRoleArn": {"Fn::GetAtt": ["%s", "Arn"]},
            "ContainerDefinitions": [
              {"Name": "c", "Secrets": [{"Name": "A", "ValueFrom": "/%s"}]}]}}}}
        """
            .formatted(role, role, file));
  }

  private Outcome ofTemplates(String... more) {
    return Invocation.in(folder)
        .run(
            Stream.concat(
                    Stream.of("generate", "one.json", "two.json", "--format", "cloudformation"),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  @Test
  void eachTemplateGetsWhatIsWrittenForItAlone() throws IOException {
    template("one.json", "Role");
    template("two.json", "Role");
    Outcome outcome = ofTemplates();
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(
        outcome
            .err()
            .contains(
                "error[templates-several]: the policies are for several templates: `one.json`,"
                    + " `two.json`\n  hint: read one template at a time, or write one file for each"
                    + " role with `--output-dir`"),
        outcome.err());
    assertEquals(ExitStatus.FINE, ofTemplates("--output-dir", "out").status());
    assertTrue(Files.readString(folder.resolve("out/Role.json")).contains("\"Ref\": \"Role\""));
    assertTrue(Files.readString(folder.resolve("out/Role-2.json")).contains("\"Ref\": \"Role\""));
  }

  @Test
  void noPolicyIsForTwoTemplates() throws IOException {
    template("one.json", "Role");
    template("two.json", "Other");
    Outcome outcome = ofTemplates("--merge", "--output-dir", "out");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertTrue(
        outcome
            .err()
            .contains(
                "error[templates-several]: one policy would be for task definitions of several"
                    + " templates: `one.json`, `two.json`"),
        outcome.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void aCommentThatIsTooLongHasNoTables() throws IOException {
    StringBuilder containers = new StringBuilder(secret("/web/0"));
    int more = 0;
    String last = "";
    String text = comment(containers.toString());
    while (more < 2_000) {
      for (int i = 0; i < 100; i++) {
        containers.append(',').append(secret("c" + more, "/web/" + more++ % 20));
      }
      last = text;
      text = comment(containers.toString());
      if (!text.contains("<details>")) {
        break;
      }
    }
    assertTrue(last.contains("<details>") && last.length() <= LONGEST_COMMENT);
    assertFalse(text.contains("<details>"));
    assertTrue(text.contains("too long for a comment"), text);
    assertTrue(text.contains("parameter/web/19"), text);
  }

  @Test
  void aCommentOnManyPoliciesHasNoneOfThem() throws IOException {
    List<String> files = new ArrayList<>();
    for (int role = 0; role < 60; role++) {
      StringBuilder containers = new StringBuilder(secret("/web/0"));
      for (int i = 1; i < 20; i++) {
        containers.append(',').append(secret("/web/" + "long-".repeat(10) + role + "-" + i));
      }
      files.add("role-" + role + ".json");
      Files.writeString(
          folder.resolve("role-" + role + ".json"),
          """
          {"family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/web-%d",
           "containerDefinitions": [%s]}
          """
              .formatted(role, containers));
    }
    List<String> arguments = new ArrayList<>(List.of("generate", "--format=markdown"));
    arguments.add("--region=eu-west-1");
    arguments.addAll(files);
    Outcome outcome = Invocation.in(folder).run(arguments.toArray(String[]::new));
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
    assertTrue(outcome.out().length() <= LONGEST_COMMENT);
    assertTrue(outcome.out().contains("## Execution role `web-59`"));
    assertTrue(
        outcome
            .out()
            .contains(
                "Inline policy `EcsTaskSecrets` is too long for a comment: see `ecs-policy"
                    + " generate`."));
    assertFalse(outcome.out().contains("```"));
  }

  private String comment(String containers) throws IOException {
    task(containers);
    Outcome outcome =
        Invocation.in(folder)
            .run("generate", "web.json", "--region", "eu-west-1", "--format", "markdown");
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
    return outcome.out();
  }
}
