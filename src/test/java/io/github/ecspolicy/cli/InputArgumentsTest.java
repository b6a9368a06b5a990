package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user names: files, folders, globs and standard input, found or not. */
class InputArgumentsTest {
  private static final String TASK =
      """
      {"containerDefinitions": [{"name": "app", "secrets": [
        {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/%s"}]}]}
      """;
  private static final String PACKAGE = "{\"name\": \"web\", \"version\": \"1.0.0\"}";

  @TempDir private Path folder;

  private Path tasks;

  @BeforeEach
  void makeAFolderOfTasks() throws IOException {
    tasks = Files.createDirectory(folder.resolve("tasks"));
  }

  private Path task(String file, String parameter) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, TASK.formatted(parameter));
  }

  private Outcome generate(String... inputs) {
    String[] args = new String[inputs.length + 1];
    args[0] = "generate";
    System.arraycopy(inputs, 0, args, 1, inputs.length);
    return Invocation.in(folder).run(args);
  }

  /** The parameters that the policy allows to read. */
  private static List<String> read(Outcome outcome) {
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
    return outcome
        .out()
        .lines()
        .filter(line -> line.contains(":parameter/"))
        .map(line -> line.replaceAll(".*:parameter/|\",?$", ""))
        .toList();
  }

  private static void assertSays(String error, String said) {
    String[] lines = said.split("\n");
    assertEquals(error, lines[0]);
    assertTrue(lines.length > 1 && lines[1].startsWith("  hint: "), "no hint: " + said);
  }

  // what is not there

  @Test
  void aFileThatIsNotThereIsNamed() throws IOException {
    assertSays(
        "none.json:1:1: error[file-not-found]: no such file or folder",
        Refusal.of(folder, "none.json"));
  }

  @Test
  void aGlobThatMatchesNothingIsNamed() throws IOException {
    assertSays(
        "tasks/*.json:1:1: error[file-not-found]: no file matches the pattern",
        Refusal.of(folder, "tasks/*.json"));
  }

  @Test
  void aGlobInAFolderThatIsNotThereIsNamed() throws IOException {
    assertSays(
        "none/*.json:1:1: error[file-not-found]: no file matches the pattern",
        Refusal.of(folder, "none/*.json"));
  }

  @Test
  void anUnfinishedGlobIsNamed() throws IOException {
    assertSays(
        "tasks/[a.json:1:1: error[file-not-found]: no file matches the pattern",
        Refusal.of(folder, "tasks/[a.json"));
  }

  @Test
  void aFolderWithoutJsonIsNamed() throws IOException {
    Files.writeString(tasks.resolve("readme.txt"), "{");
    assertSays(
        "tasks:1:1: error[no-task-definitions]: the folder holds no file of JSON or YAML",
        Refusal.of(folder, "tasks"));
  }

  @Test
  void aFolderWithUnrelatedJsonOnlyIsNamedAndWhatWasSkippedIsCounted() throws IOException {
    Files.writeString(tasks.resolve("package.json"), PACKAGE);
    Files.writeString(tasks.resolve("tsconfig.json"), "{\"files\": []}");
    assertEquals(
        """
        tasks:1:1: error[no-task-definitions]: no task definition was found
          hint: a task definition is an object with `containerDefinitions`, or in a plan or state of Terraform an `aws_ecs_task_definition`
        note[skipped-files]: 2 files found in folders held no task definition: `tasks/package.json`, `tasks/tsconfig.json`
          hint: name a file by itself to learn why it is none, or list them with `--verbose`
        """,
        Refusal.of(folder, "tasks"));
  }

  @Test
  void unrelatedJsonBesideTaskDefinitionsIsSkippedWithACount() throws IOException {
    task("tasks/web.json", "web");
    Files.writeString(tasks.resolve("package.json"), PACKAGE);
    Outcome outcome = generate("tasks");
    assertEquals(List.of("web"), read(outcome));
    assertTrue(
        outcome.err().contains("note[skipped-files]: 1 file found in folders held no task"),
        outcome.err());
  }

  @Test
  void unrelatedJsonThatIsNamedIsAnError() throws IOException {
    Files.writeString(tasks.resolve("package.json"), PACKAGE);
    assertSays(
        "tasks/package.json:1:1: error[not-a-task-definition]: not a task definition",
        Refusal.of(folder, "tasks/package.json"));
  }

  @Test
  void unrelatedJsonThatIsNamedBesideItsFolderIsAnError() throws IOException {
    task("tasks/web.json", "web");
    Files.writeString(tasks.resolve("package.json"), PACKAGE);
    assertSays(
        "tasks/package.json:1:1: error[not-a-task-definition]: not a task definition",
        Refusal.of(folder, "tasks", "tasks/package.json"));
  }

  // standard input

  @Test
  void anEmptyStandardInputIsAnError() throws IOException {
    assertSays("<stdin>:1:1: error[empty-input]: the input is empty", Refusal.of(folder, "-"));
  }

  @Test
  void whiteSpaceAloneIsAnEmptyInput() throws IOException {
    assertSays(
        "<stdin>:1:1: error[empty-input]: the input is empty",
        Refusal.of(Invocation.in(folder).reading(" \n\t\r\n"), folder, "-"));
  }

  @Test
  void standardInputIsReadOnceHoweverOftenItIsNamed() {
    Outcome outcome = Invocation.in(folder).reading(TASK.formatted("in")).run("generate", "-", "-");
    assertEquals(List.of("in"), read(outcome));
  }

  @Test
  void aFileThatIsCalledLikeStandardInputIsAFile() throws IOException {
    task("<stdin>", "file");
    Outcome outcome =
        Invocation.in(folder).reading(TASK.formatted("in")).run("generate", "<stdin>");
    assertEquals(List.of("file"), read(outcome));
  }

  @Test
  void anEmptyFileIsAnError() throws IOException {
    Files.createFile(folder.resolve("empty.json"));
    assertSays(
        "empty.json:1:1: error[empty-input]: the input is empty", Refusal.of(folder, "empty.json"));
  }

  // folders and globs

  @Test
  void aFolderIsSearchedToItsDepthForJsonOnly() throws IOException {
    task("tasks/a.json", "a");
    task("tasks/deep/er/b.json", "b");
    task("tasks/c.txt", "c");
    task("tasks/.git/d.json", "d");
    task("tasks/node_modules/x/e.json", "e");
    assertEquals(List.of("a", "b"), read(generate("tasks")));
  }

  @Test
  void aFolderThatIsCalledLikeAFileIsAFolder() throws IOException {
    task("tasks/x.json/a.json", "a");
    assertEquals(List.of("a"), read(generate("tasks")));
    assertEquals(List.of("a"), read(generate("tasks/x.json")));
  }

  @Test
  void aGlobMatchesWithinItsFolderAndTwoStarsBelowIt() throws IOException {
    task("tasks/a.json", "a");
    task("tasks/deep/b.json", "b");
    assertEquals(List.of("a"), read(generate("tasks/*.json")));
    assertEquals(List.of("a", "b"), read(generate("tasks/{a,deep/b}.json")));
    assertEquals(List.of("b"), read(generate("tasks/**/*.json")));
  }

  @Test
  void aFileWhoseNameLooksLikeAGlobIsThatFile() throws IOException {
    task("[web].json", "brackets");
    task("w.json", "w");
    assertEquals(List.of("brackets"), read(generate("[web].json")));
  }

  @Test
  void aFileThatIsNamedTwiceIsReadOnce() throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{");
    long errors =
        Refusal.of(folder, "broken.json", "./broken.json", "broken.json")
            .lines()
            .filter(line -> line.contains("error["))
            .count();
    assertEquals(1, errors);
  }

  @Test
  void aFolderWhoseFilesWereNamedBeforeIsNoError() throws IOException {
    task("tasks/a.json", "a");
    assertEquals(List.of("a"), read(generate("tasks/a.json", "tasks")));
  }

  @Test
  void aGlobWhoseFilesWereNamedBeforeIsNoError() throws IOException {
    task("tasks/a.json", "a");
    assertEquals(List.of("a"), read(generate("tasks/a.json", "tasks/*.json")));
  }

  // symbolic links and permissions

  @Test
  void aSymbolicLinkToAFileIsFollowed() throws IOException {
    Files.createSymbolicLink(tasks.resolve("link.json"), task("elsewhere/a.json", "a"));
    assertEquals(List.of("a"), read(generate("tasks")));
  }

  @Test
  void aSymbolicLinkAmongManyFilesIsFollowed() throws IOException {
    for (int i = 0; i < 700; i++) {
      task("tasks/" + i % 7 + "/" + i + ".json", "p" + i % 7);
    }
    List<String> all = List.of("p0", "p1", "p2", "p3", "p4", "p5", "p6");
    assertEquals(all, read(generate("tasks")).stream().sorted().toList());
    Files.createSymbolicLink(tasks.resolve("6/again.json"), tasks.resolve("2/100.json"));
    Files.createSymbolicLink(tasks.resolve("6/q.json"), task("elsewhere/q.json", "q"));
    assertEquals(
        Stream.concat(all.stream(), Stream.of("q")).toList(),
        read(generate("tasks")).stream().sorted().toList());
  }

  @Test
  void aSymbolicLinkThatLeadsBackIsAnError() throws IOException {
    task("tasks/a.json", "a");
    Files.createSymbolicLink(Files.createDirectory(tasks.resolve("deep")).resolve("up"), tasks);
    assertSays(
        "tasks/deep/up:1:1: error[symbolic-link-loop]: the symbolic link leads back to a folder"
            + " that it is in",
        Refusal.of(folder, "tasks"));
  }

  @Test
  void symbolicLinksToEachOtherAreAnError() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.json"), folder.resolve("b.json"));
    Files.createSymbolicLink(folder.resolve("b.json"), folder.resolve("a.json"));
    assertSays(
        "a.json:1:1: error[file-not-found]: no such file or folder", Refusal.of(folder, "a.json"));
  }

  @Test
  void aBrokenSymbolicLinkInAFolderIsAnError() throws IOException {
    task("tasks/a.json", "a");
    Files.createSymbolicLink(tasks.resolve("gone.json"), folder.resolve("gone.json"));
    assertSays(
        "tasks/gone.json:1:1: error[file-unreadable]: cannot be read", Refusal.of(folder, "tasks"));
  }

  @Test
  void aFileThatMayNotBeReadIsAnError() throws IOException {
    Path file = task("tasks/a.json", "a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");
    assertSays(
        "tasks/a.json:1:1: error[file-unreadable]: cannot be read",
        Refusal.of(folder, "tasks/a.json"));
  }

  @Test
  void aFileThatFailsWhileItIsReadIsAnError() throws IOException {
    Path failing = Path.of("/proc/self/mem");
    assumeTrue(Files.isReadable(failing), "only Linux has such a file");
    Files.createSymbolicLink(tasks.resolve("a.json"), failing);
    assertSays(
        "tasks/a.json:1:1: error[file-unreadable]: cannot be read",
        Refusal.of(folder, "tasks/a.json"));
  }

  @Test
  void aFolderThatMayNotBeListedIsAnError() throws IOException {
    Path closed = Files.createDirectory(tasks.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed), "this user may read everything");
    assertSays(
        "tasks/closed:1:1: error[file-unreadable]: cannot be listed", Refusal.of(folder, "tasks"));
  }

  // names

  @Test
  void aFileNameCanNeitherColourTheTerminalNorTurnTheText() throws IOException {
    String name = "a\u001b[31m\u202e\n.json";
    Files.writeString(folder.resolve(name), "{");
    String said = Refusal.of(folder, name);
    assertAll(
        () -> assertTrue(said.startsWith("a\\u001b[31m\\u202e\\u000a.json:1:2: error["), said),
        () -> assertFalse(said.contains("\u001b")),
        () -> assertFalse(said.contains("\u202e")));
  }
}
