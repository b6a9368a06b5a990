package io.github.ecspolicy.cli;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of data under {@code src/test/resources/formats}, named by a sentence about what is
 * written:
 *
 * <ul>
 *   <li>{@code input.json}, {@code input.yaml} or the folder {@code input}: what is read
 *   <li>{@code options.txt}: command-line arguments, one a line
 *   <li>{@code cloudformation.yaml}, {@code cloudformation.json}, {@code terraform.tf}, {@code
 *       cdk.ts}, {@code markdown.md}: exactly what is written in that format; nothing if it is
 *       empty
 *   <li>the same with {@code .txt} after it: what is said on standard error then; nothing if absent
 * </ul>
 */
record FormatCase(Path folder) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "formats");
  private static final String OPTIONS = "options.txt";
  private static final String SAID = ".txt";
  private static final Set<String> INPUTS = Set.of("input.json", "input.yaml", "input");
  private static final Set<String> WRITTEN =
      Set.of("cloudformation.yaml", "cloudformation.json", "terraform.tf", "cdk.ts", "markdown.md");

  /** Returns all of them, by name. */
  static List<FormatCase> all() throws IOException {
    try (Stream<Path> entries = Files.list(FOLDER)) {
      return entries.sorted().map(FormatCase::new).toList();
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  /** What is written, and what is said on standard error. */
  record Expected(String text, String said) {}

  /** Returns what is expected, by file. */
  Map<String, Expected> expected() throws IOException {
    Map<String, Expected> expected = new TreeMap<>();
    for (String name : names()) {
      if (WRITTEN.contains(name)) {
        Path said = folder.resolve(name + SAID);
        expected.put(
            name,
            new Expected(
                Files.readString(folder.resolve(name)),
                Files.exists(said) ? Files.readString(said) : ""));
      }
    }
    return expected;
  }

  /** Makes {@code expected} what is expected in the format of {@code name}. */
  void update(String name, Expected expected) throws IOException {
    Files.writeString(folder.resolve(name), expected.text());
    Path said = folder.resolve(name + SAID);
    if (expected.said().isEmpty()) {
      Files.deleteIfExists(said);
    } else {
      Files.writeString(said, expected.said());
    }
  }

  /** Returns what is wrong with the files of this case. */
  List<String> problems() throws IOException {
    Set<String> names = names();
    List<String> problems = new ArrayList<>();
    if (names.stream().filter(INPUTS::contains).count() != 1) {
      problems.add("one of " + new TreeSet<>(INPUTS) + " is needed");
    }
    if (names.stream().noneMatch(WRITTEN::contains)) {
      problems.add("nothing is expected");
    }
    for (String name : names) {
      boolean isSaid =
          name.endsWith(SAID) && names.contains(name.substring(0, name.length() - SAID.length()));
      if (!INPUTS.contains(name) && !WRITTEN.contains(name) && !name.equals(OPTIONS) && !isSaid) {
        problems.add("unknown file " + name);
      }
    }
    return problems;
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return new TreeSet<>(entries.map(each -> each.getFileName().toString()).toList());
    }
  }

  /** Returns the template that is read, if that is all that is read. */
  Optional<Path> template() {
    return Stream.of("input.json", "input.yaml")
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst();
  }

  /** Runs the command with the options of this case and {@code more}. */
  Outcome run(String subcommand, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(subcommand));
    Path options = folder.resolve(OPTIONS);
    if (Files.exists(options)) {
      arguments.addAll(Files.readAllLines(options));
    }
    arguments.addAll(Arrays.asList(more));
    arguments.add(names().stream().filter(INPUTS::contains).findFirst().orElseThrow());
    return Invocation.in(folder).run(arguments.toArray(String[]::new));
  }
}
