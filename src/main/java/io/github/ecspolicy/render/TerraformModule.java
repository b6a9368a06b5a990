package io.github.ecspolicy.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A module of a configuration, as the calls that lead to it: what is in it sees nothing of other
 * modules but what they are called with and give back.
 *
 * @param calls such as {@code module.web["a.b"]}; none for the root
 * @see <a href="https://developer.hashicorp.com/terraform/cli/state/resource-addressing">module
 *     paths</a>
 */
record TerraformModule(List<String> calls) {
  private static final String KEY = "\\[(?:[0-9]+|\"(?:[^\"\\\\]|\\\\.)*\")\\]";
  private static final Pattern CALL =
      Pattern.compile("\\G(module\\.[A-Za-z_][A-Za-z0-9_-]*(?:" + KEY + ")?)\\.");

  TerraformModule {
    calls = List.copyOf(calls);
  }

  /** Returns the module that what has {@code address} is in. */
  static TerraformModule of(String address) {
    List<String> calls = new ArrayList<>();
    Matcher call = CALL.matcher(address);
    while (call.find()) {
      calls.add(call.group(1));
    }
    return new TerraformModule(calls);
  }

  boolean isRoot() {
    return calls.isEmpty();
  }

  /** Returns the block in {@code other}, which is above this one, that calls it or leads to it. */
  String callIn(TerraformModule other) {
    return calls.get(other.calls.size()).replaceFirst("\\[.*", "");
  }

  /** Returns how what is written there is known, of which this may be one of several. */
  String withoutKeys() {
    return calls.stream()
        .map(call -> call.replaceFirst("\\[.*", ""))
        .collect(Collectors.joining("."));
  }

  /** Returns the module that both are in, or are. */
  TerraformModule common(TerraformModule other) {
    int length = 0;
    while (length < calls.size()
        && length < other.calls.size()
        && calls.get(length).equals(other.calls.get(length))) {
      length++;
    }
    return new TerraformModule(calls.subList(0, length));
  }

  @Override
  public String toString() {
    return String.join(".", calls);
  }
}
