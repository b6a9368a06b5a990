package io.github.ecspolicy.render;

import io.github.ecspolicy.check.FleetReport;
import io.github.ecspolicy.check.FleetReport.Row;
import io.github.ecspolicy.diagnostic.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The rows as comma-separated values, in which no name is a formula.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class FleetCsv {
  private static final String LINE_END = "\r\n";

  /**
   * What spreadsheets take for the start of a formula. Names of roles may begin with most of it.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV Injection</a>
   */
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private static final String TO_QUOTE = ",\"\r\n";

  private FleetCsv() {}

  static String of(FleetReport report) {
    List<String> header = new ArrayList<>(List.of("role", "account"));
    header.addAll(FleetRow.NAMES);
    header.add("family_names");
    StringBuilder text = new StringBuilder(line(header));
    report.roles().forEach(row -> text.append(line(cells(row))));
    return text.toString();
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(text(row.name().orElse("")));
    cells.add(text(row.account().orElse("")));
    for (OptionalInt number : FleetRow.numbers(row)) {
      cells.add(number.isPresent() ? Integer.toString(number.getAsInt()) : "");
    }
    cells.add(text(String.join(" ", row.families())));
    return cells;
  }

  private static String text(String name) {
    String visible = Quotation.visible(name);
    boolean isFormula = !visible.isEmpty() && FORMULA_STARTS.indexOf(visible.charAt(0)) >= 0;
    return isFormula ? "'" + visible : visible;
  }

  private static String line(List<String> cells) {
    return cells.stream().map(FleetCsv::quoted).collect(Collectors.joining(",")) + LINE_END;
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> TO_QUOTE.indexOf(c) >= 0);
    return isPlain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
