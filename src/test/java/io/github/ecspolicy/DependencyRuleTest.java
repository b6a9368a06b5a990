package io.github.ecspolicy;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packages are the stages, in order: what the JDK's {@code jdeps} finds is held to a table. */
class DependencyRuleTest {
  private static final String BASE = "io.github.ecspolicy";
  static final String ROOT = "(root)";

  /** Which package may use which, and the libraries it may use beside the JDK. */
  static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("diagnostic", Set.of()),
          entry("aws", Set.of()),
          entry("template", Set.of("diagnostic")),
          entry("task", Set.of("template", "diagnostic")),
          entry("inventory", Set.of("diagnostic")),
          // Policies stay the JSON that they were written as.
          entry("authorization", Set.of("aws", "diagnostic", "jackson")),
          // Commons Text measures how near a misspelt field is to the right one.
          entry(
              "input",
              Set.of(
                  "task",
                  "inventory",
                  "authorization",
                  "template",
                  "aws",
                  "diagnostic",
                  "jackson",
                  "snakeyaml-engine",
                  "commons-text")),
          // Commons Text measures how near an unknown name is to a known one.
          entry(
              "reference",
              Set.of("task", "inventory", "aws", "template", "diagnostic", "commons-text")),
          // Requirements are written as lines of JSON, and read again.
          entry(
              "requirements",
              Set.of("reference", "task", "aws", "template", "diagnostic", "jackson")),
          // PolicyDocument reads and writes policies itself, so it parses JSON.
          entry("iam", Set.of("jackson")),
          // Templates are JSON trees, whose leaves values are bound in.
          entry(
              "synthesis",
              Set.of(
                  "requirements",
                  "reference",
                  "iam",
                  "aws",
                  "template",
                  "diagnostic",
                  "jackson",
                  "commons-text")),
          // Findings point into policies that are JSON as they were written.
          entry(
              "check",
              Set.of(
                  "synthesis",
                  "authorization",
                  "iam",
                  "reference",
                  "template",
                  "aws",
                  "diagnostic",
                  "jackson")),
          // What messages mean is a table in JSON, and so may be what is pasted.
          entry(
              "stopped",
              Set.of("synthesis", "iam", "reference", "task", "aws", "diagnostic", "jackson")),
          // java-diff-utils makes unified diffs of policies.
          entry(
              "render",
              Set.of(
                  "check",
                  "stopped",
                  "synthesis",
                  "requirements",
                  "authorization",
                  "reference",
                  "iam",
                  "aws",
                  "template",
                  "diagnostic",
                  "jackson",
                  "java-diff-utils")),
          entry(
              ROOT,
              Set.of(
                  "input",
                  "task",
                  "inventory",
                  "authorization",
                  "reference",
                  "requirements",
                  "iam",
                  "synthesis",
                  "check",
                  "render",
                  "template",
                  "aws",
                  "diagnostic")),
          // Front ends name what the core takes and returns: keys from reference, the report from
          // synthesis.
          entry(
              "cli",
              Set.of(
                  ROOT,
                  "check",
                  "stopped",
                  "render",
                  "synthesis",
                  "reference",
                  "aws",
                  "template",
                  "diagnostic",
                  "picocli")),
          entry(
              "maven",
              Set.of(
                  ROOT,
                  "check",
                  "render",
                  "synthesis",
                  "reference",
                  "aws",
                  "template",
                  "diagnostic",
                  "maven-api")));

  private static final Map<String, String> LIBRARIES =
      Map.of(
          "com.fasterxml.jackson", "jackson",
          "com.github.difflib", "java-diff-utils",
          "org.apache.commons.text", "commons-text",
          "org.apache.maven", "maven-api",
          "org.snakeyaml.engine", "snakeyaml-engine",
          "picocli", "picocli");

  private static final Pattern DEPENDENCY =
      Pattern.compile("^\\s+([a-z][\\w.]*)\\s+->\\s+([a-z][\\w.]*)\\s+(\\S.*)$", Pattern.MULTILINE);

  private static final Map<String, Set<String>> USES = new TreeMap<>();

  @BeforeAll
  static void runJdeps() throws URISyntaxException {
    Path classes =
        Path.of(ToolVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(printed, printed, "-verbose:package", "-filter:none", classes.toString());
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, status, text);
    Matcher dependency = DEPENDENCY.matcher(text);
    while (dependency.find()) {
      String from = room(dependency.group(1));
      String to = room(dependency.group(2));
      boolean isOfTheJdk = dependency.group(3).matches("(java|jdk)\\..*");
      if (!from.equals(to) && !isOfTheJdk) {
        USES.computeIfAbsent(from, each -> new TreeSet<>()).add(to);
      }
    }
    // were it printed in another way than is read here, everything would pass
    assertTrue(USES.getOrDefault("cli", Set.of()).contains("picocli"), text);
  }

  /** The package below the base, the library, or the whole name of what is neither. */
  private static String room(String name) {
    if (name.equals(BASE)) {
      return ROOT;
    }
    if (name.startsWith(BASE + ".")) {
      return name.substring(BASE.length() + 1);
    }
    return LIBRARIES.entrySet().stream()
        .filter(library -> (name + ".").startsWith(library.getKey() + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(name);
  }

  @Test
  void everyDependencyBetweenPackagesIsInTheTable() {
    Set<String> strangers = new TreeSet<>();
    USES.forEach(
        (from, all) ->
            all.stream()
                .filter(to -> !MAY_USE.getOrDefault(from, Set.of()).contains(to))
                .forEach(to -> strangers.add(from + " -> " + to)));
    assertEquals(Set.of(), strangers);
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> unlisted = new TreeSet<>(USES.keySet());
    unlisted.removeAll(MAY_USE.keySet());
    assertEquals(Set.of(), unlisted);
  }

  @Test
  void noPackageIsReachedFromItself() {
    for (String start : USES.keySet()) {
      Set<String> reached = new HashSet<>();
      List<String> next = new ArrayList<>(USES.get(start));
      while (!next.isEmpty()) {
        String each = next.remove(0);
        if (reached.add(each)) {
          next.addAll(USES.getOrDefault(each, Set.of()));
        }
      }
      assertTrue(!reached.contains(start), start + " is in a cycle");
    }
  }

  @Test
  void onlyTheCommandEndsTheJvmAndNothingElseTouchesItsStreams() throws IOException {
    Pattern touches = Pattern.compile("System\\s*\\.\\s*(exit|out|err)\\b|printStackTrace\\(\\)");
    Path sources = Path.of("src", "main", "java");
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher touch = touches.matcher(Files.readString(file));
        while (touch.find()) {
          String name = sources.relativize(file).toString().replace('\\', '/');
          found.add(name + ": " + touch.group());
        }
      }
    }
    assertEquals(Set.of("io/github/ecspolicy/cli/Main.java: System.exit"), found);
  }
}
