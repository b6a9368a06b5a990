package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.Symbols.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an execution role is called, as far as anyone knows before a template is deployed.
 *
 * @param parts of the name; empty where only an expression for the whole ARN is known
 * @param logicalId of the role, if a template defines it
 * @param expression for people
 */
public record RoleName(List<Part> parts, Optional<String> logicalId, String expression) {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
  private static final Pattern LOGICAL_ID = Pattern.compile("[A-Za-z0-9]{1,255}");

  public RoleName {
    parts = List.copyOf(parts);
  }

  /** Returns the name of the role that {@code policy} is for, if it is for one. */
  public static Optional<RoleName> of(PolicyReport.RolePolicy policy, Symbols symbols) {
    return policy.role().map(role -> of(role, policy.origins(), symbols));
  }

  /** Returns how people are told of the role that {@code policy} is for, if it is for one. */
  public static Optional<String> shown(PolicyReport.RolePolicy policy, Symbols symbols) {
    return of(policy, symbols).map(RoleName::shown).or(() -> address(policy.origins()));
  }

  /** Terraform knows a role before that has a name. */
  private static Optional<String> address(List<Origin> origins) {
    List<Optional<String>> addresses =
        origins.stream()
            .map(
                origin ->
                    origin instanceof Origin.Configuration configuration
                        ? configuration.role()
                        : Optional.<String>empty())
            .distinct()
            .toList();
    return addresses.size() == 1 ? addresses.get(0) : Optional.empty();
  }

  /** Returns the name of {@code role}, which task definitions of {@code origins} use. */
  public static RoleName of(ExecutionRole role, List<Origin> origins, Symbols symbols) {
    return new RoleName(
        nameIn(symbols.parts(role.toString())),
        logicalIds(origins).stream().findFirst(),
        symbols.describe(role.toString()));
  }

  /** Returns the logical ids of the roles that the templates of {@code origins} define. */
  public static List<String> logicalIds(List<Origin> origins) {
    return origins.stream()
        .flatMap(origin -> origin instanceof Origin.Stack s ? s.role().stream() : null)
        .filter(id -> LOGICAL_ID.matcher(id).matches())
        .distinct()
        .toList();
  }

  /**
   * What follows the last slash; a slash within an expression is not seen. A single expression is
   * an ARN more often than a name.
   */
  private static List<Part> nameIn(List<Part> all) {
    boolean isArn = all.size() == 1 && all.get(0) instanceof Part.Unknown;
    List<Part> name = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Part part = all.get(i);
      int slash = part instanceof Part.Literal literal ? literal.text().lastIndexOf('/') : -1;
      if (slash >= 0) {
        String rest = ((Part.Literal) part).text().substring(slash + 1);
        if (!rest.isEmpty()) {
          name.add(0, new Part.Literal(rest));
        }
        return name;
      }
      name.add(0, part);
    }
    return isArn ? List.of() : name;
  }

  /** Returns the name if all of it is known. */
  public Optional<String> known() {
    return parts.size() == 1 && parts.get(0) instanceof Part.Literal literal
        ? Optional.of(literal.text())
        : Optional.empty();
  }

  /** Returns a word for the role that can be part of other names: its name or logical id. */
  public Optional<String> word() {
    return known().or(() -> logicalId);
  }

  /** Returns how people are told of the role. */
  public String shown() {
    return word().orElse(expression);
  }
}
