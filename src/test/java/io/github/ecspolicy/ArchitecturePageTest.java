package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page about the architecture has the packages of {@link DependencyRuleTest}, and its rules.
 */
class ArchitecturePageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "architecture.md");

  /** A package, what it holds, and what it uses: itself nothing, or packages in backticks. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z]+)` \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);

  private static final Set<String> FRONT_ENDS = Set.of(DependencyRuleTest.ROOT, "cli", "maven");

  @Test
  void thePageListsThePackagesAndWhatTheyUse() throws IOException {
    Map<String, Set<String>> onThePage = new TreeMap<>();
    for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
      Set<String> used =
          Arrays.stream(row.group(2).split(", "))
              .filter(name -> !name.equals("nothing"))
              .map(name -> name.replace("`", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(null, onThePage.put(row.group(1), used), row.group(1));
    }
    Map<String, Set<String>> rules = new TreeMap<>();
    DependencyRuleTest.MAY_USE.forEach(
        (name, used) -> {
          if (!FRONT_ENDS.contains(name)) {
            Set<String> packages = new TreeSet<>(used);
            packages.retainAll(DependencyRuleTest.MAY_USE.keySet());
            rules.put(name, packages);
          }
        });
    assertEquals(rules, onThePage);
  }
}
