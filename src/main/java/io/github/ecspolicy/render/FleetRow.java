package io.github.ecspolicy.render;

import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.check.FleetReport.Row;
import io.github.ecspolicy.check.RoleCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The numbers of one role, in the order of the columns. */
final class FleetRow {
  /** What the columns are called where programs read them. */
  static final List<String> NAMES =
      List.of(
          "families", "definitions", "needed", "missing", "broader", "unused", "score", "groups");

  private FleetRow() {}

  /** Returns a number for each name; empty where it is not known. */
  static List<OptionalInt> numbers(Row row) {
    List<OptionalInt> numbers = new ArrayList<>();
    numbers.add(OptionalInt.of(row.families().size()));
    numbers.add(OptionalInt.of(row.definitions()));
    numbers.add(OptionalInt.of(row.needed()));
    for (Category category : List.of(Category.MISSING, Category.BROADER, Category.UNUSED)) {
      numbers.add(count(row, category));
    }
    numbers.add(row.check().map(RoleCheck::score).orElse(OptionalInt.empty()));
    numbers.add(OptionalInt.of(Math.max(1, row.groups().size())));
    return numbers;
  }

  private static OptionalInt count(Row row, Category category) {
    return row.check()
        .map(
            check ->
                OptionalInt.of(
                    (int)
                        check.findings().stream()
                            .map(Finding::code)
                            .filter(code -> code.category() == category)
                            .count()))
        .orElse(OptionalInt.empty());
  }
}
