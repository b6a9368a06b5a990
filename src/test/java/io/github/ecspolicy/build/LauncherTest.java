package io.github.ecspolicy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever state the archive of classes is in, the command prints the policy, and nothing else, and
 * tells its exit status.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String TASK =
      """
      [{"name": "app", "secrets": [
        {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}]}]
      """;

  @TempDir private static Path shared;
  private static Path jar;

  @TempDir private Path folder;
  private Path root;
  private Path launcher;
  private List<String> as = List.of();
  private final Map<String, String> variables = new TreeMap<>();

  /** What a shell sees of a run. */
  private record Outcome(int status, String out, String err) {}

  @BeforeAll
  static void makeTheJar() throws IOException {
    jar = Installation.jar(shared.resolve("made.jar"));
  }

  @BeforeEach
  void install() throws IOException {
    install("ecs-policy");
    Files.writeString(folder.resolve("task.json"), TASK);
    variables.put("PATH", System.getenv("PATH"));
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    variables.put("ECS_POLICY_ARCHIVE", "now");
  }

  private void install(String name) throws IOException {
    root = folder.resolve(name);
    launcher = Installation.in(root, jar);
  }

  private Process start(List<String> command, Path out, Path err) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.of(as, command).flatMap(List::stream).toList())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  private Outcome run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process = start(command, out, err);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it does not end");
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Outcome generate() throws IOException, InterruptedException {
    return run(List.of(launcher.toString(), "generate", "task.json"));
  }

  private void assertRight(Outcome outcome) {
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith("{\n  \"Version\": \"2012-10-17\""), outcome.out());
    assertTrue(outcome.out().endsWith("\n}\n"), outcome.out());
    assertTrue(outcome.err().startsWith("note[kms-key-unknown]"), outcome.err());
    assertEquals(2, outcome.err().lines().count(), outcome.err());
  }

  private List<Path> archives(Path in) throws IOException {
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(in)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private Path archive() throws IOException {
    List<Path> all = archives(root.resolve("lib"));
    assertEquals(1, all.size(), all.toString());
    return all.get(0);
  }

  /** Nothing but the jar, archives and their stamps. */
  private void assertTidy(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      List<String> others =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.matches("ecs-policy\\.jar|.*\\.jsa(\\.ok)?"))
              .toList();
      assertEquals(List.of(), others);
    }
  }

  /** Whether a run loads classes from the archive. */
  private boolean usesArchive() throws IOException, InterruptedException {
    variables.put("ECS_POLICY_OPTS", "-Xlog:class+load:file=loaded.txt");
    variables.put("ECS_POLICY_ARCHIVE", "");
    Outcome outcome = generate();
    variables.remove("ECS_POLICY_OPTS");
    assertRight(outcome);
    return Files.readString(folder.resolve("loaded.txt"))
        .lines()
        .anyMatch(
            line -> line.contains("ecspolicy.cli.Main ") && line.contains("shared objects file"));
  }

  @Test
  void theFirstRunMakesTheArchiveAndTheNextUsesIt() throws Exception {
    assertRight(generate());
    assertTrue(usesArchive());
    assertTidy(root.resolve("lib"));
  }

  @Test
  void theArchiveIsMadeInTheBackgroundWhereNobodyWaits() throws Exception {
    variables.remove("ECS_POLICY_ARCHIVE");
    assertRight(generate());
    for (int i = 0; i < 600 && stamps() == 0; i++) {
      Thread.sleep(100);
    }
    assertTrue(usesArchive());
  }

  /** Those of archives that are in their place, and not of such as are being made. */
  private long stamps() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("lib"))) {
      return files.filter(file -> file.toString().matches(".*\\.jsa\\.ok")).count();
    }
  }

  @Test
  void noneIsMadeWhereNoneIsWanted() throws Exception {
    variables.put("ECS_POLICY_ARCHIVE", "off");
    assertRight(generate());
    assertEquals(List.of(), archives(folder));
  }

  @Test
  void theExitStatusIsThatOfTheRun() throws Exception {
    for (int i = 0; i < 2; i++) {
      Outcome outcome = run(List.of(launcher.toString(), "generate", "nothing.json"));
      assertEquals(2, outcome.status());
      assertEquals("", outcome.out());
      assertTrue(
          outcome.err().startsWith("nothing.json:1:1: error[file-not-found]"), outcome.err());
    }
    assertTrue(usesArchive(), "made although the run failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecs policy", "écs'\"policy", "$HOME;*"})
  void theInstallationMayBeCalledAnything(String name) throws Exception {
    install(name);
    variables.put("LC_ALL", "C.UTF-8");
    assertRight(generate());
    assertTrue(usesArchive());
    assertTidy(root.resolve("lib"));
  }

  /** The times are those before, as where a disk loses what it was told to write. */
  @Test
  void aDamagedArchiveDoesNoHarm() throws Exception {
    assertRight(generate());
    Path archive = archive();
    byte[] right = Files.readAllBytes(archive);
    variables.put("ECS_POLICY_ARCHIVE", "");
    for (byte[] wrong : damaged(right)) {
      replace(archive, wrong);
      assertRight(generate());
      for (int i = 0; i < 600 && Files.exists(archive); i++) {
        Thread.sleep(100);
      }
      assertFalse(Files.exists(archive));
    }
    variables.put("ECS_POLICY_ARCHIVE", "now");
    assertRight(generate());
    assertTrue(usesArchive());
  }

  /** Writes the archive as if that had been before the machine went down. */
  private void replace(Path archive, byte[] bytes) throws IOException {
    Files.deleteIfExists(archive);
    Files.write(archive, bytes);
    Files.writeString(
        archive.resolveSibling(archive.getFileName() + ".ok"),
        "before " + root.toRealPath().resolve("lib").resolve("ecs-policy.jar") + "\n");
  }

  private static List<byte[]> damaged(byte[] archive) {
    List<byte[]> damaged = new ArrayList<>();
    damaged.add(Arrays.copyOf(archive, archive.length / 2));
    damaged.add("no archive".getBytes(StandardCharsets.UTF_8));
    for (int part : new int[] {0, 1, 4, 8, 12, 15}) {
      byte[] zeros = archive.clone();
      int from = archive.length / 16 * part;
      Arrays.fill(zeros, from, Math.min(from + 8192, archive.length), (byte) 0);
      damaged.add(zeros);
    }
    return damaged;
  }

  @Test
  void aCutArchiveDoesNoHarm() throws Exception {
    assertRight(generate());
    Path archive = archive();
    byte[] right = Files.readAllBytes(archive);
    archive.toFile().setWritable(true);
    FileTime time = Files.getLastModifiedTime(archive);
    for (int length : new int[] {1, 1_000, right.length / 2, right.length - 1}) {
      Files.write(archive, Arrays.copyOf(right, length));
      Files.setLastModifiedTime(archive, time);
      variables.put("ECS_POLICY_ARCHIVE", "");
      assertRight(generate());
    }
  }

  /** An archive is looked at closely once after each start of the machine. */
  @Test
  void aSoundArchiveIsFoundSoAfterAStartOfTheMachine() throws Exception {
    assertRight(generate());
    Path archive = archive();
    Path stamp = archive.resolveSibling(archive.getFileName() + ".ok");
    String before = Files.readString(stamp);
    replace(archive, Files.readAllBytes(archive));
    assertNotEquals(before, Files.readString(stamp));
    assertTrue(usesArchive());
    for (int i = 0; i < 600 && !Files.readString(stamp).equals(before); i++) {
      Thread.sleep(100);
    }
    assertEquals(before, Files.readString(stamp));
    assertTidy(root.resolve("lib"));
  }

  @Test
  void anArchiveThatWasTouchedIsMadeAnew() throws Exception {
    assertRight(generate());
    Path archive = archive();
    archive.toFile().setWritable(true);
    Files.write(archive, new byte[0]);
    assertRight(generate());
    assertTrue(usesArchive());
    Files.writeString(archive, "no archive");
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(2)));
    variables.put("ECS_POLICY_ARCHIVE", "off");
    assertRight(generate());
    Files.delete(archive.resolveSibling(archive.getFileName() + ".ok"));
    variables.put("ECS_POLICY_ARCHIVE", "now");
    assertRight(generate());
    assertTrue(usesArchive());
  }

  @Test
  void anArchiveOfAnotherJarIsMadeAnew() throws Exception {
    assertRight(generate());
    Path installed = root.resolve("lib").resolve("ecs-policy.jar");
    Files.write(installed, Files.readAllBytes(jar));
    Files.setLastModifiedTime(installed, FileTime.from(Instant.now().plusSeconds(5)));
    variables.put("ECS_POLICY_ARCHIVE", "");
    assertRight(generate());
    assertFalse(usesArchive());
  }

  @Test
  void anArchiveIsMadeAnewWhereTheInstallationHasMoved() throws Exception {
    assertRight(generate());
    Path moved = folder.resolve("moved");
    Files.move(root, moved);
    root = moved;
    launcher = moved.resolve("bin").resolve("ecs-policy");
    assertRight(generate());
    assertTrue(usesArchive());
  }

  @Test
  void anotherJdkHasAnArchiveOfItsOwn() throws Exception {
    assertRight(generate());
    Path other = folder.resolve("jdk");
    Files.createDirectories(other.resolve("bin"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        other.resolve("bin").resolve("java"), "#!/bin/sh\nexec '" + java + "' \"$@\"\n");
    assertTrue(other.resolve("bin").resolve("java").toFile().setExecutable(true));
    String release = Files.readString(Path.of(System.getProperty("java.home"), "release"));
    Files.writeString(
        other.resolve("release"), release.replaceAll("(JAVA_RUNTIME_VERSION=\"[^\"]*)", "$1.1"));
    variables.put("JAVA_HOME", other.toString());
    assertRight(generate());
    assertEquals(2, archives(root.resolve("lib")).size());
  }

  @Test
  void tenFirstRunsAtOnceAreAllRight() throws Exception {
    variables.remove("ECS_POLICY_ARCHIVE");
    List<Process> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      runs.add(
          start(
              List.of(launcher.toString(), "generate", "task.json"),
              folder.resolve("out" + i),
              folder.resolve("err" + i)));
    }
    for (int i = 0; i < 10; i++) {
      assertTrue(runs.get(i).waitFor(5, TimeUnit.MINUTES));
      assertRight(
          new Outcome(
              runs.get(i).exitValue(),
              Files.readString(folder.resolve("out" + i)),
              Files.readString(folder.resolve("err" + i))));
    }
    for (int i = 0; i < 600 && stamps() == 0; i++) {
      Thread.sleep(100);
    }
    assertTrue(usesArchive());
  }

  @Test
  void whereTheInstallationIsReadOnlyTheArchiveIsInTheCache() throws Exception {
    makeUnwritable();
    assertRight(generate());
    assertEquals(List.of(), archives(root));
    assertEquals(1, archives(folder.resolve("home")).size());
    assertTrue(usesArchive());
  }

  @Test
  void theCacheIsWhereTheUserSays() throws Exception {
    makeUnwritable();
    variables.put("XDG_CACHE_HOME", folder.resolve("my cache").toString());
    assertRight(generate());
    assertEquals(1, archives(folder.resolve("my cache")).size());
    assertEquals(List.of(), archives(folder.resolve("home")));
  }

  /** The JVM runs what an archive holds. */
  @Test
  void whatSomebodyElsePutIntoTheCacheIsNotUsed() throws Exception {
    makeUnwritable();
    assumeTrue(!as.isEmpty(), "only the super-user can give files away");
    assertRight(generate());
    Path archive = archives(folder.resolve("home")).get(0);
    giveAway(archive);
    assertFalse(usesArchive());
    Path cache = folder.resolve("another");
    everyoneMayWrite(Files.createDirectories(cache.resolve("ecs-policy")));
    variables.put("XDG_CACHE_HOME", cache.toString());
    variables.put("ECS_POLICY_ARCHIVE", "now");
    assertRight(generate());
    assertEquals(List.of(), archives(cache));
  }

  @Test
  void aStampThatIsAPipeIsNotWaitedFor() throws Exception {
    assertRight(generate());
    Path stamp = archive().resolveSibling(archive().getFileName() + ".ok");
    Files.delete(stamp);
    assertEquals(0, run(List.of("mkfifo", stamp.toString())).status());
    variables.put("ECS_POLICY_ARCHIVE", "");
    assertRight(generate());
  }

  @Test
  void anArchiveOfAJarWhoseTimeIsYetToComeIsMadeOnce() throws Exception {
    Path installed = root.resolve("lib").resolve("ecs-policy.jar");
    Files.setLastModifiedTime(installed, FileTime.from(Instant.now().plusSeconds(86_400)));
    assertRight(generate());
    assertTrue(usesArchive());
  }

  /** The JVM does not start with both. */
  @Test
  void noneIsUsedBesideACacheOfTheJvmsOwn() throws Exception {
    assertRight(generate());
    variables.put(
        "ECS_POLICY_OPTS", "-XX:AOTMode=off -Xlog:class+load:file=" + folder.resolve("loaded.txt"));
    assertRight(generate());
    assertTrue(
        Files.readString(folder.resolve("loaded.txt"))
            .lines()
            .noneMatch(line -> line.matches(".*ecspolicy.cli.Main .*shared objects file.*")));
  }

  @Test
  void aPathThatJavaRunsNothingFromIsSaid() throws Exception {
    install("a:b");
    Outcome outcome = generate();
    assertEquals(2, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("error: Java runs nothing from a path"), outcome.err());
  }

  private static void giveAway(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "100%tea", "100%pea"})
  void aCacheWhoseNameTheJvmWouldReadOtherwiseIsLeftAlone(String name) throws Exception {
    makeUnwritable();
    Path cache = Files.createDirectories(folder.resolve(name));
    everyoneMayWrite(cache);
    variables.put("XDG_CACHE_HOME", cache.toString());
    assertRight(generate());
    assertFalse(Files.exists(cache.resolve("ecs-policy")));
  }

  @Test
  void whereNothingCanBeWrittenThereIsNoArchive() throws Exception {
    makeUnwritable();
    variables.remove("HOME");
    assertRight(generate());
    variables.put("HOME", "/dev/null");
    assertRight(generate());
    assertEquals(List.of(), archives(folder));
  }

  /** The super-user may write everywhere, so nobody else runs it then. */
  private void makeUnwritable() throws IOException {
    assertTrue(root.resolve("lib").toFile().setWritable(false));
    if (Files.isWritable(root.resolve("lib"))) {
      everyoneMayWrite(folder);
      everyoneMayWrite(folder.resolve("home"));
      as = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }
  }

  private static void everyoneMayWrite(Path folder) {
    assertTrue(
        folder.toFile().setReadable(true, false)
            && folder.toFile().setExecutable(true, false)
            && folder.toFile().setWritable(true, false));
  }

  @Test
  void aFullDiskLeavesNothingBehind() throws Exception {
    // the limit is that of one file, in units of 512 bytes: what a full disk is to the archive
    String limited = "ulimit -f 2000; exec \"$0\" generate task.json";
    assertRight(run(List.of("/bin/sh", "-c", limited, launcher.toString())));
    assertEquals(List.of(), archives(folder));
    assertTidy(root.resolve("lib"));
  }

  @Test
  void whatAKilledRunLeftIsClearedAway() throws Exception {
    assertRight(generate());
    Path archive = archive();
    Files.delete(archive);
    Files.writeString(archive.resolveSibling(archive.getFileName() + ".4711"), "half of one");
    Path lock = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3_600)));
    assertRight(generate());
    assertTrue(usesArchive());
    assertTidy(root.resolve("lib"));
  }

  @Test
  void linksLeadToTheInstallation() throws Exception {
    Path links = Files.createDirectories(folder.resolve("some links"));
    Path absolute = Files.createSymbolicLink(links.resolve("absolute"), launcher);
    Path relative =
        Files.createSymbolicLink(
            links.resolve("relative"), Path.of("..", "ecs-policy", "bin", "ecs-policy"));
    Path chain = Files.createSymbolicLink(links.resolve("chain"), Path.of("relative"));
    for (Path link : List.of(absolute, relative, chain)) {
      assertRight(run(List.of(link.toString(), "generate", "task.json")));
    }
    assertRight(run(List.of("some links/chain", "generate", "task.json")));
    assertRight(run(List.of("/bin/sh", "ecs-policy/bin/ecs-policy", "generate", "task.json")));
    assertTrue(usesArchive());
    archive();
  }

  @Test
  void javaIsThatOfThePathWithoutJavaHome() throws Exception {
    variables.remove("JAVA_HOME");
    Path bin = Files.createDirectories(folder.resolve("a bin"));
    Files.createSymbolicLink(
        bin.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
    variables.put("PATH", bin + ":/usr/bin:/bin");
    assertRight(generate());
    assertTrue(usesArchive());
  }

  @Test
  void javaHomeMayHaveSpaces() throws Exception {
    Path home =
        Files.createSymbolicLink(folder.resolve("a jdk"), Path.of(System.getProperty("java.home")));
    variables.put("JAVA_HOME", home.toString());
    assertRight(generate());
    assertTrue(usesArchive());
  }

  @Test
  void aMissingJavaIsSaid() throws Exception {
    variables.put("JAVA_HOME", folder.toString());
    Outcome outcome = generate();
    assertEquals(2, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("error: JAVA_HOME has no bin/java: `"), outcome.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -eu", "bash -eu", "bash --posix", "busybox sh"})
  void everyShellRunsIt(String shell) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell.split(" ")));
    assumeTrue(
        Stream.of("/bin", "/usr/bin").anyMatch(at -> Files.exists(Path.of(at, command.get(0)))),
        command.get(0) + " is not here");
    command.addAll(List.of(launcher.toString(), "generate", "task.json"));
    assertRight(run(command));
    assertRight(run(command));
    assertTrue(usesArchive());
  }

  @Test
  void optionsForTheJvmArePassedOn() throws Exception {
    variables.put("ECS_POLICY_OPTS", "-Xmx64m -XX:+PrintFlagsFinal");
    String out = generate().out();
    assertTrue(out.contains("{\n  \"Version\""), out);
    assertTrue(isSet(out, "MaxHeapSize", "67108864"), out);
  }

  private boolean isSet(String flags, String name, String value) {
    return flags.lines().anyMatch(line -> line.matches(".* " + name + " += " + value + " .*"));
  }

  /** Inputs, and after how many calls a method is compiled. */
  @ParameterizedTest
  @CsvSource({
    "task.json, 2000",
    "task.json --output-dir folder, 2000",
    "task.ndjson, 200",
    "folder, 200",
    "-, 200",
    "task.json task.json, 2000",
    "MANY, 200"
  })
  void whereThereMayBeMuchToReadItIsMadeReadyFor(String inputs, int calls) throws Exception {
    Files.writeString(folder.resolve("task.ndjson"), TASK);
    Files.writeString(Files.createDirectory(folder.resolve("folder")).resolve("a.json"), TASK);
    variables.put("ECS_POLICY_ARCHIVE", "off");
    variables.put("ECS_POLICY_OPTS", "-XX:+PrintFlagsFinal");
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "generate"));
    command.addAll(
        inputs.equals("MANY") ? Collections.nCopies(100, "task.json") : List.of(inputs.split(" ")));
    String flags = run(command).out();
    assertTrue(isSet(flags, "Tier3InvocationThreshold", Integer.toString(calls)), flags);
    assertEquals(calls == 200, isSet(flags, "NewRatio", "1"), flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ECS_POLICY_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"})
  void whoChoosesACollectorHasIt(String variable) throws Exception {
    assertCollectsInParallel(variable, "-XX:+UseParallelGC -XX:+PrintFlagsFinal");
  }

  @ParameterizedTest
  @CsvSource({
    "ECS_POLICY_OPTS, -XX:VMOptionsFile=, -XX:",
    "ECS_POLICY_OPTS, -XX:Flags=, ''",
    "JDK_JAVA_OPTIONS, @, -XX:",
    "JAVA_TOOL_OPTIONS, -XX:VMOptionsFile=, -XX:"
  })
  void aCollectorMayBeChosenInAFile(String variable, String option, String prefix)
      throws Exception {
    Path options =
        Files.writeString(
            folder.resolve("options"),
            "%1$s+UseParallelGC\n%1$s+PrintFlagsFinal\n".formatted(prefix));
    assertCollectsInParallel(variable, option + options);
  }

  private void assertCollectsInParallel(String variable, String options) throws Exception {
    Files.writeString(folder.resolve("task.ndjson"), TASK);
    variables.put("ECS_POLICY_ARCHIVE", "off");
    variables.put(variable, options);
    Outcome outcome = run(List.of(launcher.toString(), "generate", "task.ndjson"));
    assertEquals(0, outcome.status(), outcome.out() + outcome.err());
    assertTrue(isSet(outcome.out(), "UseParallelGC", "true"), outcome.out());
  }

  @Test
  void argumentsArePassedOnAsTheyAre() throws Exception {
    Files.writeString(folder.resolve("a task * \"of\" 'mine'.json"), TASK, StandardCharsets.UTF_8);
    assertRight(run(List.of(launcher.toString(), "generate", "a task * \"of\" 'mine'.json")));
  }
}
