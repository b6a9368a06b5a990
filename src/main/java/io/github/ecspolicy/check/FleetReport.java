package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything there is to say about the roles of many task definitions.
 *
 * @param roles sorted by name; what has no role comes last
 * @param diagnostics what could not be read or understood, sorted by place
 * @param toolVersion of the program that made it
 */
public record FleetReport(List<Row> roles, List<Diagnostic> diagnostics, String toolVersion) {

  /**
   * One role.
   *
   * @param name empty for task definitions that name no role
   * @param account that it is in, if that is known
   * @param families that use it, sorted
   * @param definitions how many task definitions of theirs were read
   * @param needed how many calls they need
   * @param check what is wrong with its policies; empty where nothing shows them
   * @param groups of families that have no need in common, if there are several
   */
  public record Row(
      Optional<String> name,
      Optional<String> account,
      List<String> families,
      int definitions,
      int needed,
      Optional<RoleCheck> check,
      List<FamilyGroup> groups) {
    public Row {
      families = List.copyOf(families);
      groups = List.copyOf(groups);
    }

    /** Returns the same with its texts as {@code rewrite} has them. */
    public Row withTexts(UnaryOperator<String> rewrite) {
      return new Row(
          name.map(rewrite),
          account.map(rewrite),
          families.stream().map(rewrite).toList(),
          definitions,
          needed,
          check.map(each -> each.withTexts(rewrite)),
          groups.stream().map(each -> each.withTexts(rewrite)).toList());
    }
  }

  public FleetReport {
    roles = List.copyOf(roles);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns the findings on all roles. */
  public List<Finding> findings() {
    return roles.stream()
        .flatMap(role -> role.check().stream())
        .flatMap(check -> check.findings().stream())
        .toList();
  }

  /** Returns {@code true} if something in the input could not be understood. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
