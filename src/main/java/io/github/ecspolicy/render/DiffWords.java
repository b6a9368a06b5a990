package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.check.DiffReport.ChangedPermission;
import io.github.ecspolicy.check.DiffReport.RoleChange;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What all formats for people say of a difference. Users' words stand between backticks. */
final class DiffWords {
  static final String NO_DIFFERENCE = "no role gains or loses anything";
  static final String REWRITTEN =
      "the policies are written differently, and no request was found that they answer differently";

  private DiffWords() {}

  static String role(Optional<String> name) {
    return name.map(each -> "role " + quote(each)).orElse("the execution role");
  }

  static String counts(List<?> gained, List<?> lost) {
    return "gains " + count(gained.size()) + ", loses " + count(lost.size());
  }

  private static String count(int permissions) {
    return permissions == 0
        ? "nothing"
        : permissions == 1 ? "1 permission" : permissions + " permissions";
  }

  /** Which task definitions begin or cease to use the role, if any do. */
  static List<String> families(RoleChange role) {
    List<String> added =
        role.familiesAfter().stream()
            .filter(each -> !role.familiesBefore().contains(each))
            .toList();
    List<String> removed =
        role.familiesBefore().stream()
            .filter(each -> !role.familiesAfter().contains(each))
            .toList();
    return List.of(
            added.isEmpty() ? "" : "new task definitions: " + quoted(added),
            removed.isEmpty() ? "" : "task definitions that are gone: " + quoted(removed))
        .stream()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String quoted(List<String> names) {
    return names.stream().map(Quotation::quote).collect(Collectors.joining(", "));
  }

  static String conditions(Grant grant, Symbols symbols) {
    return conditions(grant.conditions(), symbols);
  }

  static String conditions(List<Condition> conditions, Symbols symbols) {
    return conditions.isEmpty()
        ? ""
        : " if "
            + conditions.stream()
                .map(each -> "`" + symbols.describe(GrantTable.words(each)) + "`")
                .collect(Collectors.joining(" and "));
  }

  /** The field, without its place. */
  static String field(Reference reference, Symbols symbols) {
    return symbols.describe(
        "task definition "
            + quote(reference.task())
            + reference.container().map(name -> ", container " + quote(name)).orElse("")
            + ", "
            + quote(reference.fieldName()));
  }

  static String statement(ChangedPermission change) {
    return change.statement().title();
  }

  static String example(ChangedPermission change) {
    return RequestWords.request(change.witness())
        + " was "
        + RequestWords.answer(change.before())
        + ", and is "
        + RequestWords.answer(change.after());
  }
}
