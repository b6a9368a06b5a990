package io.github.ecspolicy.render;

import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role as Terraform names it.
 *
 * @param word for names of what belongs to it
 * @param name the expression for its name
 * @param module where that expression can stand; a name can stand anywhere
 * @param isRepeated whether that module stands in the configuration several times
 * @see <a href="https://developer.hashicorp.com/terraform/cli/state/resource-addressing">resource
 *     addresses</a>
 */
record TerraformRole(String word, String name, TerraformModule module, boolean isRepeated) {
  private static final String UNKNOWN = "task_execution_role";
  static final TerraformModule ANYWHERE = new TerraformModule(List.of());
  private static final int LONGEST_ADDRESS = 1_000;
  private static final String KEY = "\\[(?:[0-9]+|\"[A-Za-z0-9 ._:/@+=,-]*\")\\]";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "((?:module\\.[A-Za-z_][A-Za-z0-9_-]*(?:"
              + KEY
              + ")?\\.)*)"
              + "((?:data\\.)?aws_iam_role\\.([A-Za-z_][A-Za-z0-9_-]*)("
              + KEY
              + ")?)");

  /**
   * Returns the roles that {@code policy} is for.
   *
   * @param variable makes a variable for a name that nobody knows, and returns its expression
   */
  static List<TerraformRole> of(RolePolicy policy, Supplier<String> variable) {
    List<TerraformRole> defined = new ArrayList<>();
    boolean all = true;
    for (Origin origin : policy.origins()) {
      Optional<TerraformRole> role = in(origin);
      role.filter(each -> !defined.contains(each)).ifPresent(defined::add);
      all &= role.isPresent();
    }
    if (policy.role().isPresent()) {
      String known = policy.role().get().name();
      return defined.size() == 1
          ? defined
          : List.of(new TerraformRole(Hcl.name(known), Hcl.quoted(known), ANYWHERE, false));
    }
    if (defined.isEmpty() || !all) {
      defined.add(new TerraformRole(UNKNOWN, variable.get(), ANYWHERE, false));
    }
    return List.copyOf(defined);
  }

  private static Optional<TerraformRole> in(Origin origin) {
    if (!(origin instanceof Origin.Configuration configuration)) {
      return Optional.empty();
    }
    return configuration
        .role()
        .filter(address -> address.length() <= LONGEST_ADDRESS)
        .map(ADDRESS::matcher)
        .filter(Matcher::matches)
        .map(address -> at(address, configuration.isRoleRepeated()));
  }

  private static TerraformRole at(Matcher address, boolean isRepeated) {
    String key = Optional.ofNullable(address.group(4)).orElse("");
    return new TerraformRole(
        Hcl.name(address.group(3) + key).replaceAll("_$", ""),
        address.group(2) + ".name",
        TerraformModule.of(address.group()),
        isRepeated);
  }
}
