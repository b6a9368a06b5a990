package io.github.ecspolicy.cli;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of data under {@code src/test/resources/cases}, named by a sentence about AWS:
 *
 * <ul>
 *   <li>{@code input.json}, {@code input.ndjson}, {@code input.yaml} or the folder {@code input}:
 *       what is read
 *   <li>{@code options.txt}: command-line arguments, one a line; those without a hyphen name the
 *       inputs, {@code -} reads {@code input.json} from standard input
 *   <li>{@code templates}: a folder that an option may name
 *   <li>{@code inventory.json} or the folder {@code inventory}: what options may name as an
 *       inventory
 *   <li>{@code parameters.json}: what an option may name as values of parameters
 *   <li>{@code policy.json} and {@code accesses.json}: the policy, and the calls it is for; where
 *       each role has its own, {@code policies/ROLE.json} and {@code accesses/ROLE.json}
 *   <li>{@code diagnostics.txt}: exactly what is said on standard error; nothing if absent
 *   <li>{@code status.txt}: the exit status; 0 if absent
 * </ul>
 */
record PolicyCase(Path folder) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "cases");
  private static final String INPUT = "input.json";
  private static final Set<String> INPUTS = Set.of(INPUT, "input.ndjson", "input.yaml", "input");
  private static final Set<String> INVENTORIES = Set.of("inventory.json", "inventory");
  private static final Set<String> OTHERS =
      Set.of(
          "options.txt",
          "templates",
          "parameters.json",
          "policy.json",
          "accesses.json",
          "policies",
          "accesses",
          "diagnostics.txt",
          "status.txt");

  /** Returns all cases, by name. */
  static List<PolicyCase> all() throws IOException {
    try (Stream<Path> entries = Files.list(FOLDER)) {
      return entries.sorted().map(PolicyCase::new).toList();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** A policy, the file that holds it, and the calls it is for. */
  record ExpectedPolicy(Path file, Path accessesFile) {
    String text() throws IOException {
      return Files.readString(file);
    }

    Access.Expected expected() throws IOException {
      return Access.Expected.read(accessesFile);
    }

    /** Returns the case and, where there are several, the role. */
    @Override
    public String toString() {
      Path parent = file.getParent();
      return parent.endsWith("policies")
          ? parent.getParent().getFileName() + "/" + file.getFileName()
          : parent.getFileName().toString();
    }
  }

  /** Returns what is wrong with the files of this case. */
  List<String> problems() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of("not a folder");
    }
    List<String> problems = new ArrayList<>();
    Set<String> names = names(folder);
    if (names.stream().filter(INPUTS::contains).count() != 1) {
      problems.add("one of " + new TreeSet<>(INPUTS) + " is needed");
    }
    names.stream()
        .filter(
            name -> !INPUTS.contains(name) && !INVENTORIES.contains(name) && !OTHERS.contains(name))
        .forEach(name -> problems.add("unknown file " + name));
    if (names.contains("policy.json") != names.contains("accesses.json")) {
      problems.add("policy.json and accesses.json belong together");
    }
    if (names.contains("policies") && names.contains("policy.json")) {
      problems.add("policy.json and policies exclude each other");
    }
    if (!names(folder.resolve("policies")).equals(names(folder.resolve("accesses")))) {
      problems.add("policies and accesses belong together, role by role");
    }
    boolean silent = !names.contains("diagnostics.txt");
    if (silent && !names.contains("policy.json") && !names.contains("policies")) {
      problems.add("nothing is expected");
    }
    for (String text : List.of("diagnostics.txt", "options.txt", "status.txt")) {
      if (names.contains(text) && Files.size(folder.resolve(text)) == 0) {
        problems.add(text + " is empty: leave it out");
      }
    }
    return problems;
  }

  private static Set<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  boolean hasPolicyPerRole() {
    return Files.exists(folder.resolve("policies"));
  }

  /** Returns the expected policies by the name of their file. */
  Map<String, ExpectedPolicy> policies() throws IOException {
    Map<String, ExpectedPolicy> policies = new TreeMap<>();
    if (Files.exists(policyFile())) {
      policies.put(
          "policy.json", new ExpectedPolicy(policyFile(), folder.resolve("accesses.json")));
    }
    for (String role : names(folder.resolve("policies"))) {
      policies.put(
          role,
          new ExpectedPolicy(
              folder.resolve("policies").resolve(role), folder.resolve("accesses").resolve(role)));
    }
    return policies;
  }

  Path policyFile() {
    return folder.resolve("policy.json");
  }

  Path diagnosticsFile() {
    return folder.resolve("diagnostics.txt");
  }

  String diagnostics() throws IOException {
    return Files.exists(diagnosticsFile()) ? Files.readString(diagnosticsFile()) : "";
  }

  int status() throws IOException {
    Path file = folder.resolve("status.txt");
    return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
  }

  /** Returns the options and inputs, without the name of the subcommand. */
  List<String> arguments() throws IOException {
    Path file = folder.resolve("options.txt");
    List<String> arguments =
        new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
    if (arguments.stream().allMatch(argument -> argument.startsWith("--"))) {
      arguments.add(names(folder).stream().filter(INPUTS::contains).findFirst().orElseThrow());
    }
    return arguments;
  }

  /** Returns the files that the command reads as task definitions. */
  List<Path> inputFiles() throws IOException {
    return jsonIn(INPUTS);
  }

  /** Returns the files that the command may read as inventories. */
  List<Path> inventoryFiles() throws IOException {
    return jsonIn(INVENTORIES);
  }

  private List<Path> jsonIn(Set<String> names) throws IOException {
    return filesIn(names).stream().filter(file -> file.toString().endsWith("json")).toList();
  }

  /** Returns all that is read: those, what they lead to, and the inventories. */
  List<Path> givenFiles() throws IOException {
    List<Path> given = new ArrayList<>(filesIn(INPUTS));
    given.addAll(inventoryFiles());
    given.addAll(filesIn(Set.of("parameters.json")));
    return given;
  }

  private List<Path> filesIn(Set<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> names.contains(folder.relativize(file).getName(0).toString()))
          .sorted()
          .toList();
    }
  }

  /** Runs {@code ecs-policy} in the folder of the case, with nothing in its environment. */
  Outcome run(String subcommand, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(subcommand));
    all.addAll(arguments);
    Invocation invocation = Invocation.in(folder);
    if (arguments.contains("-")) {
      invocation.reading(Files.readString(folder.resolve(INPUT)));
    }
    return invocation.run(all.toArray(String[]::new));
  }
}
