package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The definitions for GitHub and pre-commit have what those ask for.
 *
 * @see <a
 *     href="https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax">metadata
 *     syntax of actions</a>
 * @see <a href="https://pre-commit.com/#new-hooks">creating new hooks</a>
 */
class RecipesTest {
  static final Path ACTION = Path.of(".github", "actions", "ecs-policy", "action.yml");
  private static final Path HOOKS = Path.of(".pre-commit-hooks.yaml");

  private static Object read(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static String text(Map<?, ?> map, String key) {
    String text = (String) map.get(key);
    assertTrue(text != null && !text.isBlank(), key + " of " + map);
    return text;
  }

  /** Returns the steps of the action. */
  static List<? extends Map<?, ?>> steps() throws IOException {
    List<?> steps = (List<?>) map(map(read(ACTION)).get("runs")).get("steps");
    return steps.stream().<Map<?, ?>>map(RecipesTest::map).toList();
  }

  @Test
  void theActionHasANameADescriptionAndInputsThatAreDescribed() throws IOException {
    Map<?, ?> action = map(read(ACTION));
    assertEquals(Set.of("name", "description", "inputs", "runs"), action.keySet());
    text(action, "name");
    text(action, "description");
    assertEquals("composite", text(map(action.get("runs")), "using"));
    for (Map.Entry<?, ?> input : map(action.get("inputs")).entrySet()) {
      text(map(input.getValue()), "description");
      boolean isRequired = Boolean.TRUE.equals(map(input.getValue()).get("required"));
      assertTrue(isRequired || map(input.getValue()).containsKey("default"), input::toString);
    }
  }

  @Test
  void eachStepRunsInAShellOrUsesAnActionThatCannotChange() throws IOException {
    assertFalse(steps().isEmpty());
    for (Map<?, ?> step : steps()) {
      if (step.containsKey("uses")) {
        assertTrue(text(step, "uses").matches("[\\w.-]+/[\\w.-]+@[0-9a-f]{40}"), step::toString);
      } else {
        assertEquals("bash", text(step, "shell"));
        assertFalse(text(step, "run").contains("${{"), "an input could write the script");
      }
    }
  }

  @Test
  void theStepsUseTheInputsThereAre() throws IOException {
    Set<String> used =
        Pattern.compile("\\$\\{\\{ inputs\\.([a-z-]+) }}")
            .matcher(Files.readString(ACTION))
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<Object>(map(map(read(ACTION)).get("inputs")).keySet()), used);
  }

  @Test
  void theHooksHaveWhatPreCommitAsksFor() throws IOException {
    List<?> hooks = (List<?>) read(HOOKS);
    Set<String> ids = new TreeSet<>();
    for (Object hook : hooks) {
      assertTrue(ids.add(text(map(hook), "id")), "each id once");
      text(map(hook), "name");
      text(map(hook), "description");
      assertEquals("system", text(map(hook), "language"));
      assertEquals(List.of("json", "yaml"), map(hook).get("types_or"));
      assertEquals(false, map(hook).get("pass_filenames"));
      assertEquals(
          text(map(hook), "id").replaceFirst("-(?=[a-z]+$)", " "), text(map(hook), "entry"));
    }
    assertEquals(Set.of("ecs-policy-check", "ecs-policy-generate"), ids);
  }
}
