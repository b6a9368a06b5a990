package io.github.ecspolicy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar} does what the classes do without a loader of their own. */
class JarLoaderTest {
  /** In a folder with a space, since the loader finds its jar by the name that Java gives it. */
  @TempDir private static Path folder;

  private static Path jar;

  @BeforeAll
  static void install() throws IOException {
    jar =
        Installation.jar(Files.createDirectory(folder.resolve("a folder")).resolve("command.jar"));
    Files.writeString(
        folder.resolve("task.json"),
        """
        {"family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/web",
         "containerDefinitions": [{"name": "web", "image": "nginx", "secrets": [
          {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}]}]}
        """);
    Files.writeString(
        folder.resolve("stack.yaml"),
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  Image: nginx
                  Secrets:
                    - {Name: A, ValueFrom: !Sub "arn:aws:ssm:${AWS::Region}:111122223333:parameter/a"}
        """);
  }

  /** What a JVM that runs the command says, its status first. */
  private static String run(List<String> java, String... args) throws Exception {
    Process process = Installation.java(folder, java, args).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    return process.waitFor() + "\n" + said;
  }

  private static String byJar(String... args) throws Exception {
    return run(List.of("-jar", jar.toString()), args);
  }

  private static String byClassPath(String... args) throws Exception {
    return run(List.of("-cp", jar.toString(), Main.class.getName()), args);
  }

  @Test
  void itRunsWhatTheClassesDo() throws Exception {
    for (String[] args :
        List.of(
            new String[] {"generate", "task.json"},
            new String[] {"generate", "task.json", "--format", "cloudformation"},
            new String[] {"generate", "stack.yaml", "--region", "eu-west-1"},
            new String[] {"generate", "none.json"},
            new String[] {"explain", "task.json"},
            new String[] {"explain-error", "CannotPullContainerError"},
            new String[] {"generate", "--help"},
            new String[] {"--version"})) {
      assertEquals(byClassPath(args), byJar(args), String.join(" ", args));
    }
    for (String file : List.of("task.json", "stack.yaml")) {
      String said = byJar("generate", file, "--region", "eu-west-1");
      assertTrue(said.startsWith("0\n") && said.contains("parameter/a"), said);
    }
  }

  /** What the JVM logs of the class that the command begins with, and of its loader. */
  private static String loading(List<String> java) throws Exception {
    List<String> logged = new ArrayList<>(java);
    logged.add(0, "-Xlog:class+load=debug");
    String log = run(logged, "generate", "task.json");
    int start = log.indexOf(" " + Main.class.getName() + " ");
    return log.substring(start, log.indexOf("bytes:", start));
  }

  @Test
  void itLoadsTheClassesAndSaysWhereTheyAreFrom() throws Exception {
    String loading = loading(List.of("-jar", jar.toString()));
    assertTrue(loading.contains("JarLoader"), loading);
    assertTrue(loading.contains("source: " + jar.toUri().toURL()), loading);
  }

  @Test
  void onAPathOfMoreTheJdkLoadsThem() throws Exception {
    List<String> java =
        List.of("-cp", jar + File.pathSeparator + folder, JarLoader.class.getName());
    assertEquals(byClassPath("generate", "task.json"), run(java, "generate", "task.json"));
    assertFalse(loading(java).contains("JarLoader"));
  }
}
