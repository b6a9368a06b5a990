package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.render.CheckFormat;
import io.github.ecspolicy.render.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that brings its own Java needs no other, and has all of Java that is used. */
class ImageIT {
  private static final List<String> PROGRAMS =
      List.of(
              "awk basename cat chmod cksum cut date dirname env expr find grep head id ls mkdir mktemp"
                  .split(" "),
              "mv nproc readlink realpath rm sed sh sleep sort stat tail touch tr uname".split(" "))
          .stream()
          .flatMap(Stream::of)
          .toList();

  @TempDir private Path folder;

  private Path home;
  private Shell shell;

  @BeforeEach
  void unpack() throws IOException {
    Optional<String> archive = archive();
    boolean isAsked = System.getenv("CI") != null;
    Assumptions.assumeTrue(isAsked || archive.isPresent(), "this JDK cannot link a runtime");
    home = InstalledCommand.unpack(archive.orElseThrow(), folder.resolve("some where"));
    shell = Shell.in(folder).with("PATH", pathWithoutJava());
  }

  private static Optional<String> archive() throws IOException {
    String before = "ecs-policy-" + InstalledCommand.VERSION + "-";
    try (Stream<Path> files = Files.list(InstalledCommand.TARGET)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith(before) && name.endsWith(".tar.gz"))
              .toList();
      assertTrue(names.size() < 2, names::toString);
      return names.stream().findFirst();
    }
  }

  /** What a launcher may call, but no Java. */
  private String pathWithoutJava() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String name : PROGRAMS) {
      for (String parent : List.of("/usr/bin", "/bin")) {
        Path program = Path.of(parent, name);
        Path link = bin.resolve(name);
        if (Files.exists(program) && Files.notExists(link)) {
          Files.createSymbolicLink(link, program);
        }
      }
    }
    return bin.toString();
  }

  @AfterEach
  void removeLinks() {
    Shell.in(folder).run("rm", "-rf", "bin").success();
  }

  private String command() {
    return home.resolve("bin/ecs-policy").toString();
  }

  @Test
  void itRunsWithoutAnotherJava() throws IOException {
    assertEquals(127, shell.run("sh", "-c", "java -version").status(), "a java in the PATH");
    InstalledCommand.assertWorks(command(), shell);
    InstalledCommand.assertWorks(command(), shell.with("JAVA_HOME", "/nonexistent"));
    InstalledCommand.assertWorks(command(), shell.with("ECS_POLICY_ARCHIVE", "now"));
    InstalledCommand.assertWorks(command(), shell.with("ECS_POLICY_ARCHIVE", "now"));
    Path link = folder.resolve("ecs-policy");
    Files.createSymbolicLink(link, folder.relativize(home.resolve("bin/ecs-policy")));
    InstalledCommand.assertWorks(link.toString(), shell);
  }

  @Test
  void noPartOfJavaIsMissing() throws IOException {
    Path task = folder.resolve("task.yaml");
    Files.writeString(
        task,
        """
        taskDefinition:
          family: web
          executionRoleArn: arn:aws:iam::111122223333:role/web
          containerDefinitions:
            - name: app
              image: app
              secrets:
                - {name: A, valueFrom: "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}
        """);
    Path policy = folder.resolve("policy.json");
    Files.writeString(policy, shell.run(command(), "generate", task.toString()).success());
    for (OutputFormat format : OutputFormat.values()) {
      runs("generate", task.toString(), "--format", format.word());
    }
    for (CheckFormat format : CheckFormat.values()) {
      String word = format.name().toLowerCase(Locale.ROOT);
      runs("check", task.toString(), "--policy", policy.toString(), "--format", word);
    }
    runs("check", task.toString(), "--policy", policy.toString(), "--fix");
    runs("explain", task.toString());
    runs("diff", task.toString(), task.toString());
    runs("fleet", task.toString(), "--policy", policy.toString());
    runs("explain-error", "ECS was unable to assume the role");
  }

  /** Warnings aside, each ends as the same classes do on a whole JDK. */
  private void runs(String... arguments) {
    List<String> words = Stream.concat(Stream.of(command()), Stream.of(arguments)).toList();
    Shell.Outcome outcome = shell.run(words);
    assertTrue(outcome.status() == 0 || outcome.status() == 1, () -> words + outcome.err());
    assertTrue(!outcome.out().isEmpty(), () -> words + outcome.err());
  }

  @Test
  void theClassesOfTheJdkComeFromAnArchive() {
    shell.run(home.resolve("runtime/bin/java").toString(), "-Xshare:on", "-version").success();
  }
}
