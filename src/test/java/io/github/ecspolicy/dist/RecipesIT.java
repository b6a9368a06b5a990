package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The action and the hooks run the installed command. */
class RecipesIT {
  private static final String ARCHIVE = "ecs-policy-" + InstalledCommand.VERSION + ".tar.gz";
  private static final String NEEDS_MORE =
      """
      {"family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/web",
       "containerDefinitions": [{"name": "app", "image": "app", "secrets": [
         {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}]}]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    Files.writeString(folder.resolve("task 1.json"), NEEDS_MORE);
    Files.writeString(
        folder.resolve("policy.json"), "{\"Version\": \"2012-10-17\", \"Statement\": []}\n");
  }

  private Shell shell() {
    return Shell.in(folder).with("JAVA_HOME", System.getProperty("java.home"));
  }

  /** Runs the steps of the action that are scripts, as a runner on GitHub does. */
  private Shell.Outcome action(String command, String arguments) throws IOException {
    Path temp = Files.createDirectories(folder.resolve("runner temp"));
    Path path = folder.resolve("path");
    Files.writeString(path, "");
    Shell.Outcome last = null;
    for (Map<?, ?> step : RecipesTest.steps()) {
      if (step.containsKey("run")) {
        List<String> added = Files.readAllLines(path);
        last =
            shell()
                .with("PATH", String.join(":", added) + ":" + System.getenv("PATH"))
                .with("GITHUB_PATH", path.toString())
                .with("RUNNER_TEMP", temp.toString())
                .with("ARCHIVE", InstalledCommand.TARGET.resolve(ARCHIVE).toString())
                .with("COMMAND", command)
                .with("ARGUMENTS", arguments)
                // as GitHub starts it
                .run(
                    "bash",
                    "--noprofile",
                    "--norc",
                    "-eo",
                    "pipefail",
                    "-c",
                    (String) step.get("run"));
        if (last.status() != 0) {
          return last;
        }
      }
    }
    return last;
  }

  @Test
  void theActionAnnotatesWhatIsMissing() throws IOException {
    Shell.Outcome check = action("check", "task 1.json\n--policy\npolicy.json\n");
    assertEquals(1, check.status(), check.err());
    assertTrue(check.out().contains("\n::error file=task 1.json,line=3,"), check.out());
  }

  @Test
  void theActionTakesAnotherFormatAndOtherCommands() throws IOException {
    Shell.Outcome check = action("check", "--format=json\ntask 1.json\n--policy=policy.json");
    assertEquals(1, check.status(), check.err());
    assertTrue(check.out().startsWith("{"), check.out());
    action("generate", "task 1.json\n-o\npolicy.json").success();
    action("check", "task 1.json\n--policy\npolicy.json").success();
  }

  private void hooked(String... arguments) throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Files.copy(
        Path.of(".pre-commit-hooks.yaml"),
        hooks.resolve(".pre-commit-hooks.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    String revision = commit(hooks);
    Files.writeString(
        folder.resolve(".pre-commit-config.yaml"),
        """
        repos:
          - repo: %s
            rev: %s
            hooks:
              - id: %s
                args: ['%s']
        """
            .formatted(
                hooks,
                revision,
                arguments[0],
                String.join("', '", List.of(arguments).subList(1, arguments.length))));
    Files.writeString(folder.resolve(".gitignore"), "/*\n!/*.json\n!/.pre-commit-config.yaml\n");
    commit(folder);
  }

  private String commit(Path repository) {
    Shell git = Shell.in(repository).with("HOME", folder.toString());
    git.run("git", "init", "-q").success();
    git.run("git", "config", "user.email", "test@example.com").success();
    git.run("git", "config", "user.name", "test").success();
    git.run("git", "add", "-A").success();
    git.run("git", "commit", "-q", "--allow-empty", "-m", "inputs").success();
    return git.run("git", "rev-parse", "HEAD").success().strip();
  }

  private Shell.Outcome preCommit() throws IOException {
    Path home = InstalledCommand.unpack(ARCHIVE, folder.resolve("installed"));
    return shell()
        .with("PATH", home.resolve("bin") + ":" + System.getenv("PATH"))
        .run("pre-commit", "run", "--all-files", "--color", "never");
  }

  @Test
  void theHooksAreValid() {
    Shell.need("pre-commit");
    String hooks = Path.of(".pre-commit-hooks.yaml").toAbsolutePath().toString();
    shell().run("pre-commit", "validate-manifest", hooks).success();
  }

  @Test
  void aCommitThatLacksAPermissionIsStopped() throws IOException {
    Shell.need("pre-commit");
    hooked("ecs-policy-check", "task 1.json", "--policy=policy.json");
    Shell.Outcome check = preCommit();
    assertEquals(1, check.status(), check.err());
    assertTrue(check.out().contains("error[missing-permission]"), check.out());
  }

  @Test
  void aPolicyIsWrittenAndTheCommitStoppedOnce() throws IOException {
    Shell.need("pre-commit");
    hooked("ecs-policy-generate", "task 1.json", "--output=policy.json");
    Shell.Outcome first = preCommit();
    assertEquals(1, first.status(), first.out());
    assertTrue(first.out().contains("files were modified by this hook"), first.out());
    assertTrue(Files.readString(folder.resolve("policy.json")).contains("parameter/a"));
    commit(folder);
    Shell.in(folder.resolve("installed"))
        .run("rm", "-rf", "ecs-policy-" + InstalledCommand.VERSION);
    preCommit().success();
  }
}
