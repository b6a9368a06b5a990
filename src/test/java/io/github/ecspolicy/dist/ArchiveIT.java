package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archives hold what has to be installed, and the command runs wherever it is unpacked. */
class ArchiveIT {
  private static final String TAR = "ecs-policy-" + InstalledCommand.VERSION + ".tar.gz";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Shell shell() {
    return Shell.in(folder).with("JAVA_HOME", System.getProperty("java.home"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".zip", ".tar.gz"})
  void anArchiveHoldsAllThatIsInstalled(String ending) throws IOException {
    Path home = InstalledCommand.unpack("ecs-policy-" + InstalledCommand.VERSION + ending, folder);
    try (Stream<Path> roots = Files.list(folder)) {
      assertEquals(List.of(home), roots.toList(), "one folder, that all is in");
    }
    for (String file :
        List.of(
            "LICENSE",
            "NOTICE",
            "INSTALL.md",
            "bin/ecs-policy",
            "bin/ecs-policy.cmd",
            "lib/ecs-policy.jar",
            "completions/ecs-policy.bash",
            "completions/_ecs-policy",
            "completions/ecs-policy.fish",
            "share/man/man1/ecs-policy.1",
            "share/man/man1/ecs-policy-generate.1")) {
      assertTrue(Files.size(home.resolve(file)) > 0, file);
    }
    assertEquals("rwxr-xr-x", mode(home.resolve("bin/ecs-policy")));
    assertEquals("rw-r--r--", mode(home.resolve("lib/ecs-policy.jar")));
    InstalledCommand.assertWorks(home.resolve("bin/ecs-policy").toString(), shell());
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Two builds of one commit give the same bytes. */
  @ParameterizedTest
  @ValueSource(strings = {".zip", ".tar.gz"})
  void nothingInAnArchiveTellsWhenItWasMade(String ending) throws IOException {
    Path home = InstalledCommand.unpack("ecs-policy-" + InstalledCommand.VERSION + ending, folder);
    try (Stream<Path> files = Files.walk(home)) {
      List<String> days =
          files.filter(Files::isRegularFile).map(file -> day(file)).distinct().toList();
      assertEquals(List.of("2026-01-01"), days);
    }
  }

  private static String day(Path file) {
    return Shell.in(file.getParent())
        .with("TZ", "UTC")
        .run("date", "-u", "-r", file.toString(), "+%F")
        .success()
        .strip();
  }

  @Test
  void itRunsInAFolderWithASpaceInItsName() throws IOException {
    Path home = InstalledCommand.unpack(TAR, folder.resolve("some where"));
    InstalledCommand.assertWorks(home.resolve("bin/ecs-policy").toString(), shell());
  }

  @Test
  void itRunsThroughLinks() throws IOException {
    Path home = InstalledCommand.unpack(TAR, folder.resolve("some where"));
    Path command = home.resolve("bin/ecs-policy");
    Path bin = Files.createDirectories(folder.resolve("a b/bin"));
    Files.createSymbolicLink(bin.resolve("absolute"), command);
    Files.createSymbolicLink(bin.resolve("relative"), bin.relativize(command));
    Files.createSymbolicLink(bin.resolve("of-a-link"), Path.of("relative"));
    for (String link : List.of("absolute", "relative", "of-a-link")) {
      InstalledCommand.assertWorks(bin.resolve(link).toString(), shell());
    }
    Files.createSymbolicLink(folder.resolve("linked"), home);
    InstalledCommand.assertWorks(folder.resolve("linked/bin/ecs-policy").toString(), shell());
  }

  @Test
  void itRunsByItsNameAndByARelativePath() throws IOException {
    Path home = InstalledCommand.unpack(TAR, folder);
    Path bin = Files.createDirectories(folder.resolve("on the path"));
    Files.createSymbolicLink(bin.resolve("ecs-policy"), home.resolve("bin/ecs-policy"));
    String path = bin + ":" + System.getenv("PATH");
    assertEquals(
        "ecs-policy " + InstalledCommand.VERSION,
        shell()
            .with("PATH", path)
            .run("sh", "-c", "ecs-policy --version")
            .success()
            .strip()
            .lines()
            .findFirst()
            .orElseThrow());
    InstalledCommand.assertWorks(
        "./ecs-policy-" + InstalledCommand.VERSION + "/bin/ecs-policy", shell());
  }

  @Test
  void itRunsWithTheJavaOfThePath() throws IOException {
    Path home = InstalledCommand.unpack(TAR, folder);
    String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
    InstalledCommand.assertWorks(
        home.resolve("bin/ecs-policy").toString(), Shell.in(folder).with("PATH", path));
  }

  /** As in a container, or installed by somebody else. */
  @Test
  void itRunsWhereNothingMayBeWritten() throws IOException {
    Path home = InstalledCommand.unpack(TAR, folder);
    String command = home.resolve("bin/ecs-policy").toString();
    Path user = Files.createDirectories(folder.resolve("home"));
    shell().run("chmod", "755", folder.toString(), user.toString()).success();
    for (String variable : List.of("now", "")) {
      for (String where : List.of(user.toString(), "/nonexistent")) {
        Shell nobody = shell().with("ECS_POLICY_ARCHIVE", variable).with("HOME", where).asNobody();
        InstalledCommand.assertWorks(command, nobody);
      }
    }
    assertFalse(Files.exists(Path.of("/nonexistent")));
    try (Stream<Path> left = Stream.concat(Files.list(home.resolve("lib")), Files.list(user))) {
      assertEquals(List.of(home.resolve("lib/ecs-policy.jar")), left.toList());
    }
  }

  /** The first run may have an archive of the classes made, which later ones start from. */
  @Test
  void itRunsWithAndWithoutAnArchiveOfItsClasses() throws IOException {
    Path home = InstalledCommand.unpack(TAR, folder.resolve("some where"));
    String command = home.resolve("bin/ecs-policy").toString();
    for (String variable : List.of("now", "now", "off")) {
      InstalledCommand.assertWorks(command, shell().with("ECS_POLICY_ARCHIVE", variable));
    }
    assertFalse(Files.readString(Path.of(command)).contains("@build@"), "the build has no name");
  }

  /** Standard output is the policy, whoever asks for it, and the status is the command's. */
  @Test
  void theStatusIsThatOfTheCommand() throws IOException {
    Path home = InstalledCommand.unpack(TAR, folder);
    String command = home.resolve("bin/ecs-policy").toString();
    assertEquals(2, shell().run(command, "generate", "nowhere.json").status());
    assertEquals(2, shell().run(command, "generate", "a b", "c*", "--color=never").status());
    assertEquals("", shell().run(command, "generate", "nowhere.json").out());
  }
}
