package io.github.ecspolicy.input;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The address of a resource, or a reference to one: {@code
 * module.web["a.b"].aws_ecs_task_definition.app[0]}.
 *
 * @param text as Terraform writes it
 * @param steps what stands between its dots, each with its index
 * @see <a href="https://developer.hashicorp.com/terraform/cli/state/resource-addressing">resource
 *     addresses</a>
 */
record TerraformAddress(String text, List<String> steps) {
  private static final String MODULE = "module";
  private static final String DATA = "data";

  TerraformAddress {
    steps = List.copyOf(steps);
  }

  static TerraformAddress of(String text) {
    List<String> steps = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        steps.add(text.substring(start, i));
        start = i + 1;
      }
    }
    steps.add(text.substring(start));
    return new TerraformAddress(text, steps);
  }

  /** Returns how many steps lead to the module it is in. */
  private int moduleSteps() {
    int count = 0;
    while (count + 1 < steps.size() && steps.get(count).equals(MODULE)) {
      count += 2;
    }
    return count;
  }

  /** Returns the module it is in, which may be one of several instances; empty for the root. */
  String module() {
    return String.join(".", steps.subList(0, moduleSteps()));
  }

  /** Returns the module that it is written in, as its calls are named; empty for the root. */
  String moduleOfConfiguration() {
    return withoutIndexes(steps.subList(0, moduleSteps()));
  }

  /** Returns the address of the block that it is an instance of. */
  String block() {
    return withoutIndexes(steps);
  }

  /** Returns the same without the attributes that a reference goes on with. */
  TerraformAddress resource() {
    int start = moduleSteps();
    int length = start + (start < steps.size() && steps.get(start).equals(DATA) ? 3 : 2);
    List<String> ofResource = steps.subList(0, Math.min(length, steps.size()));
    return new TerraformAddress(String.join(".", ofResource), ofResource);
  }

  /** Returns what tells it from other instances of its block: {@code [0]}; may be empty. */
  String index() {
    String last = steps.get(steps.size() - 1);
    return last.substring(withoutIndex(last).length());
  }

  /**
   * Returns the index of the instance that {@code for_each} makes for {@code key}: a string as HCL
   * quotes it, which is not quite as JSON does.
   *
   * @see <a
   *     href="https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences">
   *     escape sequences</a>
   */
  static String index(String key) {
    String quoted =
        key.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("${", "$${")
            .replace("%{", "%%{");
    return "[\"" + quoted + "\"]";
  }

  private static String withoutIndexes(List<String> steps) {
    return steps.stream().map(TerraformAddress::withoutIndex).collect(Collectors.joining("."));
  }

  /** Returns a step without its index. */
  static String withoutIndex(String step) {
    int bracket = step.indexOf('[');
    return bracket < 0 ? step : step.substring(0, bracket);
  }
}
