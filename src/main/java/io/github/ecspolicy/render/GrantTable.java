package io.github.ecspolicy.render;

import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.KeyStatus.CustomerKey;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy allows, and below each permission what needs it. Nothing is cut off: a cell that is
 * wider than any column should be pushes the rest of its row to the next line.
 */
final class GrantTable {
  /** As wide as the id of a key. */
  private static final int WIDEST = 36;

  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final String NONE = "-";

  private final RolePolicy policy;
  private final Symbols symbols;
  private final boolean severalTasks;
  private final List<String> header;
  private final int[] widths;
  private final int permissionWidth;

  private GrantTable(RolePolicy policy, Symbols symbols) {
    this.policy = policy;
    this.symbols = symbols;
    this.severalTasks = policy.tasks().size() > 1;
    this.header = header(severalTasks);
    List<List<String>> rows = new ArrayList<>(List.of(header));
    for (Grant grant : policy.grants()) {
      grant.needs().forEach(need -> rows.add(row(grant, need)));
    }
    this.widths = widths(rows);
    this.permissionWidth =
        policy.grants().stream().mapToInt(grant -> length(grant.action())).max().orElse(0);
  }

  /** Adds the table of {@code policy}, which allows something, to {@code page}. */
  static void print(RolePolicy policy, Symbols symbols, Page page) {
    new GrantTable(policy, symbols).print(page);
  }

  /** Returns what the cells of {@link #row} are. */
  static List<String> header(boolean severalTasks) {
    List<String> header = new ArrayList<>(List.of("CONTAINER", "FIELD", "KEY", "REASON"));
    if (severalTasks) {
      header.add(0, "TASK DEFINITION");
    }
    return header;
  }

  /** Returns what needs {@code grant} and why, as it stands in the input. */
  static List<String> row(
      Grant grant, ResolvedReference need, boolean severalTasks, Symbols symbols) {
    Reference reference = need.reference();
    List<String> row = new ArrayList<>();
    if (severalTasks) {
      row.add(reference.task());
    }
    row.add(reference.container().orElse(NONE));
    row.add(reference.fieldName());
    row.add(key(grant.key(need)));
    row.add(Reason.of(grant, need));
    return row.stream().map(symbols::describe).toList();
  }

  private void print(Page page) {
    page.heading(padded("PERMISSION", permissionWidth) + GAP + "RESOURCE");
    lines(header).forEach(page::heading);
    lines(rules()).forEach(page::line);
    boolean first = true;
    for (Grant grant : policy.grants()) {
      if (!first) {
        page.blank();
      }
      String resource = symbols.describe(grant.resource());
      page.line(padded(grant.action(), permissionWidth) + GAP + resource);
      grant
          .conditions()
          .forEach(condition -> page.line(INDENT + "if " + symbols.describe(words(condition))));
      for (ResolvedReference need : grant.needs()) {
        lines(row(grant, need)).forEach(page::line);
      }
      first = false;
    }
  }

  private List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      boolean last = column == widths.length - 1;
      rules.add("-".repeat(last ? length(header.get(column)) : widths[column]));
    }
    return rules;
  }

  static String words(Condition condition) {
    return condition.key()
        + " "
        + condition.operator()
        + " "
        + String.join(", ", condition.values());
  }

  private List<String> row(Grant grant, ResolvedReference need) {
    return row(grant, need, severalTasks, symbols).stream().map(Quotation::visible).toList();
  }

  private static String key(KeyStatus status) {
    return status instanceof CustomerKey customer ? customer.key().shortName() : status.words();
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        int length = length(row.get(column));
        if (length <= WIDEST) {
          widths[column] = Math.max(widths[column], length);
        }
      }
    }
    return widths;
  }

  private List<String> lines(List<String> row) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int start = length(INDENT);
    for (int column = 0; column < row.size(); column++) {
      if (length(line.toString()) > start - length(GAP) && column > 0) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(" ".repeat(start - length(line.toString()))).append(row.get(column));
      start += widths[column] + length(GAP);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - length(text)));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
