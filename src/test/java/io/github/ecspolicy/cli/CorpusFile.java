package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that people keep in public, and what becomes of it.
 *
 * @param kind what the index has it under, such as {@code B-cfn}
 * @param folder of the corpus
 * @param name of the file, relative to the folder
 */
record CorpusFile(String kind, Path folder, String name) {
  /** What a person would say of a run. */
  enum Verdict {
    /** A policy without anything symbolic. */
    POLICY,
    /** A policy for the template itself, as some of it only AWS knows. */
    SYMBOLIC,
    /** Read, and the role needs nothing. */
    NOTHING,
    REFUSED
  }

  /**
   * @param errors the codes of what it was refused for
   */
  record Result(Verdict verdict, Set<String> errors) {}

  static final String SECRETS = "secrets";
  static final String ALL = "all";

  private static final String INDEX = "index.tsv";
  private static final String SYMBOLIC = "symbolic-value";
  private static final String NOTHING = "note[nothing-to-grant]";
  private static final Pattern ERROR = Pattern.compile("^(?:.*: )?error\\[([a-z0-9-]+)]: .+");
  private static final String HINT = "  hint: ";

  static boolean isIn(Path folder) {
    return Files.isReadable(folder.resolve(INDEX));
  }

  /** Returns what the index lists, but for what was left out of the copy at hand. */
  static List<CorpusFile> all(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(INDEX));
    List<String> columns = List.of(lines.get(0).split("\t", -1));
    List<CorpusFile> files = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      String name = cells[columns.indexOf("file")];
      if (Files.isReadable(folder.resolve(name))) {
        files.add(new CorpusFile(cells[columns.indexOf("class")], folder, name));
      }
    }
    return files;
  }

  /**
   * Writes its policy as JSON, and what JSON cannot hold for CloudFormation. The report for all
   * that the role does shows more of a file than anything else.
   */
  Result read(String scope) throws IOException {
    Outcome policy = run(scope, "json");
    Set<String> errors = errors(policy.err());
    if (scope.equals(ALL)) {
      run(scope, "report");
    }
    if (!errors.equals(Set.of(SYMBOLIC))) {
      errors.remove(SYMBOLIC);
      return result(policy, Verdict.POLICY, errors);
    }
    Outcome stack = run(scope, "cloudformation");
    return result(stack, Verdict.SYMBOLIC, errors(stack.err()));
  }

  private static Result result(Outcome run, Verdict written, Set<String> errors) {
    if (run.status() == ExitStatus.INVALID) {
      assertFalse(errors.isEmpty(), "refused without saying why");
      assertTrue(run.out().isEmpty(), run::out);
      return new Result(Verdict.REFUSED, errors);
    }
    assertTrue(errors.isEmpty(), run::err);
    assertFalse(run.out().isEmpty(), "neither refused nor answered");
    return new Result(run.err().contains(NOTHING) ? Verdict.NOTHING : written, errors);
  }

  private Outcome run(String scope, String format) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("generate", name, "--format", format));
    arguments.addAll(List.of("--account", "111122223333", "--region", "eu-west-1"));
    arguments.addAll(List.of("--scope", scope, "--merge", "--role-name", "task-execution"));
    arguments.add("--allow-empty");
    Outcome outcome = Invocation.in(folder).run(arguments.toArray(String[]::new));
    assertTrue(outcome.status() < ExitStatus.BUG, outcome::err);
    assertFalse(outcome.err().contains("\tat "), outcome::err);
    String text = Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    for (String value : PlainValues.of(text, name)) {
      assertFalse(outcome.out().contains(value), () -> "shows `" + value + "`");
      assertFalse(outcome.err().contains(value), () -> "shows `" + value + "`");
    }
    return outcome;
  }

  private static Set<String> errors(String diagnostics) {
    List<String> lines = diagnostics.lines().toList();
    Set<String> codes = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher error = ERROR.matcher(lines.get(i));
      if (error.matches()) {
        codes.add(error.group(1));
        String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
        assertTrue(next.startsWith(HINT), "no hint: " + lines.get(i));
      }
    }
    return codes;
  }
}
