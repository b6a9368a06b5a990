package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ecspolicy.ToolVersion;
import io.github.ecspolicy.dist.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** The command as it was installed, and what README says that it does. */
final class InstalledCommand {
  static final Path ROOT = Path.of("").toAbsolutePath();
  static final Path TARGET = ROOT.resolve("target");
  static final String VERSION = ToolVersion.current();

  private static final Path EXAMPLE = ROOT.resolve("src/site/examples/task-definition.json");

  private InstalledCommand() {}

  /** Unpacks {@code archive} below {@code folder}, and returns the folder that is in it. */
  static Path unpack(String archive, Path folder) throws IOException {
    Files.createDirectories(folder);
    String file = TARGET.resolve(archive).toString();
    if (archive.endsWith(".zip")) {
      Shell.need("unzip");
      Shell.in(folder).run("unzip", "-q", file).success();
    } else {
      Shell.in(folder).run("tar", "-xzf", file).success();
    }
    return folder.resolve("ecs-policy-" + VERSION);
  }

  /** Runs the command with {@code --version} and with README's example. */
  static void assertWorks(String command, Shell shell) throws IOException {
    Outcome version = shell.run(command, "--version");
    assertEquals("", version.err());
    assertEquals("ecs-policy " + VERSION, version.success().lines().findFirst().orElseThrow());
    Outcome policy = generate(command, shell);
    assertEquals(block("ci:main-job-output"), policy.success());
  }

  /** Runs README's example. */
  static Outcome generate(String command, Shell shell) throws IOException {
    Path copy = shell.folder().resolve(EXAMPLE.getFileName());
    Files.copy(EXAMPLE, copy, StandardCopyOption.REPLACE_EXISTING);
    return shell.run(
        List.of(
            command,
            "generate",
            copy.toString(),
            "--region",
            "eu-west-1",
            "--kms-key",
            "checkout/*=alias/checkout"));
  }

  private static String block(String marker) throws IOException {
    return Pattern.compile("<!-- " + marker + " -->\n```[a-z]+\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
