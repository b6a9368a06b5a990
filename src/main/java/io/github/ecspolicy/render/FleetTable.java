package io.github.ecspolicy.render;

import io.github.ecspolicy.check.FamilyGroup;
import io.github.ecspolicy.check.FamilyGroup.Lost;
import io.github.ecspolicy.check.FleetReport;
import io.github.ecspolicy.check.FleetReport.Row;
import io.github.ecspolicy.diagnostic.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** One line for each role, and below the table what splitting shared roles would change. */
final class FleetTable {
  private static final String GAP = "  ";
  private static final String NONE = "-";

  /** How many names or permissions a line lists. */
  private static final int SHOWN = 5;

  private FleetTable() {}

  static String of(FleetReport report, RenderOptions options) {
    Page page = new Page(options.colour());
    List<List<String>> lines = new ArrayList<>();
    lines.add(header());
    report.roles().forEach(row -> lines.add(cells(row)));
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(line.get(i)));
      }
    }
    page.heading(line(lines.get(0), widths));
    lines.subList(1, lines.size()).forEach(cells -> page.line(line(cells, widths)));
    report.roles().stream()
        .filter(row -> !row.groups().isEmpty())
        .forEach(row -> groups(row, page));
    return page.toString();
  }

  private static List<String> header() {
    List<String> header = new ArrayList<>(List.of("ROLE", "ACCOUNT"));
    FleetRow.NAMES.forEach(name -> header.add(name.toUpperCase(Locale.ROOT)));
    return header;
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.name().map(Quotation::visible).orElse(NONE));
    cells.add(row.account().map(Quotation::visible).orElse(NONE));
    for (OptionalInt number : FleetRow.numbers(row)) {
      cells.add(number.isPresent() ? Integer.toString(number.getAsInt()) : NONE);
    }
    return cells;
  }

  /** Names to the left, numbers to the right. */
  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(widths[i] - length(cells.get(i)));
      boolean isNumber = i >= cells.size() - FleetRow.NAMES.size();
      line.append(i == 0 ? "" : GAP).append(isNumber ? space + cells.get(i) : cells.get(i) + space);
    }
    return line.toString();
  }

  private static void groups(Row row, Page page) {
    page.blank()
        .heading(
            "Role "
                + row.name().orElse(NONE)
                + " is shared by "
                + row.groups().size()
                + " groups of families that need nothing in common; a role of its own would take"
                + " from");
    for (FamilyGroup group : row.groups()) {
      page.line("- " + some(group.families()) + ": " + lost(group));
    }
  }

  private static String lost(FamilyGroup group) {
    return group.lost().isEmpty()
        ? "nothing"
        : some(group.lost().stream().map(FleetTable::words).toList());
  }

  private static String words(Lost lost) {
    return lost.action() + " on " + lost.resource();
  }

  private static String some(List<String> all) {
    int more = all.size() - SHOWN;
    return all.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
