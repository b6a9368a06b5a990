package io.github.ecspolicy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Main;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run loads the classes it needs: each one more makes each start later. */
class LoadedClassesTest {
  private static final Pattern LOADED =
      Pattern.compile("^\\[[^ ]* ?\\] *([^ ]+) source:", Pattern.MULTILINE);

  private static final String OURS = "io.github.ecspolicy.";

  /** What no policy from a task definition needs. */
  private static final List<String> NEVER =
      List.of(
          "picocli.",
          "com.github.difflib.",
          "org.apache.commons.text.StringSubstitutor",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "com.fasterxml.jackson.databind.ObjectWriter",
          "com.fasterxml.jackson.databind.introspect.",
          "software.amazon.awssdk.",
          "java.sql.",
          "java.util.logging.",
          "java.net.http.",
          "java.security.SecureRandom",
          "java.text.",
          "java.util.Formatter",
          OURS + "check.",
          OURS + "stopped.",
          OURS + "maven.",
          OURS + "cli.CheckCommand",
          OURS + "cli.DiffCommand",
          OURS + "cli.EcsPolicyCommand",
          OURS + "cli.ExplainCommand",
          OURS + "cli.ExplainErrorCommand",
          OURS + "cli.FleetCommand",
          OURS + "cli.MergeCommand",
          OURS + "render.AwsCliRenderer",
          OURS + "render.CdkRenderer",
          OURS + "render.CloudFormationRenderer",
          OURS + "render.ConsoleRenderer",
          OURS + "render.Markdown",
          OURS + "render.ReportRenderer",
          OURS + "render.TerraformRenderer");

  /** What no policy from one task definition in JSON needs. */
  private static final List<String> OF_OTHER_INPUTS =
      List.of(
          OURS + "input.PulumiWanted",
          OURS + "input.StackReader",
          OURS + "input.StackWanted",
          OURS + "input.TerraformTasks",
          OURS + "input.TerraformWanted");

  /**
   * What the JDK begins lambda expressions, streams and patterns with, and its own resources; and
   * what the JVM would load to see that it fits.
   */
  private static final List<String> NOT_IN_THE_JAR =
      List.of(
          "com.fasterxml.jackson.core.json.UTF8DataInputJsonParser",
          "com.fasterxml.jackson.core.json.async.",
          "com.fasterxml.jackson.databind.node.TreeTraversingParser",
          PlainDecimals.class.getName(),
          "java.lang.invoke.InnerClassLambdaMetafactory",
          "java.lang.invoke.LambdaForm$MH",
          // sorts numbers, and begins with lambda expressions in newer JDKs
          "java.util.DualPivotQuicksort",
          "java.util.regex.Matcher",
          "java.util.stream.ReferencePipeline",
          "jdk.internal.jimage.");

  private static final List<String> YAML =
      List.of("org.snakeyaml.", OURS + "input.YamlDocuments", OURS + "input.YamlNodes");

  @TempDir private Path folder;

  @BeforeEach
  void writeInputs() throws Exception {
    Files.writeString(
        folder.resolve("task.json"),
        """
        {"family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/web",
         "containerDefinitions": [{"name": "web", "image": "nginx", "secrets": [
          {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}]}]}
        """);
    Files.writeString(
        folder.resolve("task.yaml"),
        """
        family: web
        containerDefinitions:
          - name: web
            secrets:
              - {name: A, valueFrom: "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}
        """);
  }

  private Set<String> loaded(String... args) throws Exception {
    return loadedFrom(System.getProperty("java.class.path"), args);
  }

  private Set<String> loadedFrom(String classPath, String... args) throws Exception {
    Path log = folder.resolve("loaded.txt");
    List<String> options =
        List.of(
            "-Xlog:class+load:file=" + log.getFileName() + ":uptime",
            "-cp",
            classPath,
            Main.class.getName());
    Process process =
        Installation.java(folder, options, args)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor());
    return LOADED
        .matcher(Files.readString(log))
        .results()
        .map((MatchResult result) -> result.group(1))
        .collect(Collectors.toSet());
  }

  private static List<String> of(Set<String> loaded, List<String> kinds) {
    return loaded.stream()
        .filter(each -> kinds.stream().anyMatch(each::startsWith))
        .sorted()
        .toList();
  }

  @Test
  void aPolicyFromJsonNeedsNothingElse() throws Exception {
    Set<String> loaded = loaded("generate", "task.json");
    assertTrue(loaded.contains(OURS + "cli.GenerateCommand"), "this test sees what is loaded");
    assertEquals(List.of(), of(loaded, NEVER));
    assertEquals(List.of(), of(loaded, YAML));
    assertEquals(List.of(), of(loaded, OF_OTHER_INPUTS));
  }

  @Test
  void aPolicyInAFileNeedsNothingElse() throws Exception {
    assertEquals(List.of(), of(loaded("generate", "-o", "policy.json", "task.json"), NEVER));
    assertTrue(Files.exists(folder.resolve("policy.json")));
  }

  @Test
  void inTheJarNothingIsMadeAtRunTime() throws Exception {
    String jar = Installation.jar(folder.resolve("ecs-policy.jar")).toString();
    Set<String> loaded = loadedFrom(jar, "generate", "task.json");
    assertTrue(loaded.contains(PlainStream.class.getName()), "this test sees what is loaded");
    assertEquals(List.of(), of(loaded, NOT_IN_THE_JAR));
    Set<String> other = loadedFrom(jar, "generate", "task.yaml");
    assertTrue(!of(other, NOT_IN_THE_JAR).isEmpty(), "this test can fail");
  }

  @Test
  void yamlIsReadWhereThereIsYaml() throws Exception {
    Set<String> loaded = loaded("generate", "task.yaml");
    assertEquals(List.of(), of(loaded, NEVER));
    for (String kind : YAML) {
      assertTrue(!of(loaded, List.of(kind)).isEmpty(), kind);
    }
  }

  @Test
  void otherFormatsLoadTheirRenderers() throws Exception {
    Set<String> loaded = loaded("generate", "--format", "markdown", "task.json");
    assertTrue(!of(loaded, List.of(OURS + "render.Markdown")).isEmpty());
  }

  @Test
  void aReasonIsExplainedWithoutReadingInputs() throws Exception {
    Set<String> loaded =
        loaded(
            "explain-error",
            "ResourceInitializationError: unable to pull secrets or registry auth:"
                + " AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/web/1 is"
                + " not authorized to perform: ssm:GetParameters on resource:"
                + " arn:aws:ssm:eu-west-1:111122223333:parameter/a because no identity-based"
                + " policy allows the ssm:GetParameters action");
    assertTrue(loaded.contains(OURS + "cli.ExplainErrorCommand"));
    List<String> readers =
        List.of(
            "picocli.",
            "org.snakeyaml.",
            OURS + "input.DocumentCollector",
            OURS + "input.InputReader",
            OURS + "input.JsonDocuments",
            OURS + "input.YamlDocuments",
            OURS + "cli.GenerateCommand",
            OURS + "check.");
    assertEquals(List.of(), of(loaded, readers));
  }

  @Test
  void helpIsWrittenByPicocli() throws Exception {
    Set<String> loaded = loaded("generate", "--help");
    assertTrue(loaded.contains("picocli.CommandLine"));
    assertEquals(List.of(), of(loaded, List.of(OURS + "input.InputReader", "org.snakeyaml.")));
  }
}
