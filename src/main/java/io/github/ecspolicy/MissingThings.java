package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a report readable where the inventory is of another account than the tasks, so that
 * everything they refer to is missing there.
 */
final class MissingThings {
  /** How many findings of one code are told one by one. */
  private static final int SHOWN = 20;

  private static final Map<DiagnosticCode, String> NAMES =
      Map.of(
          DiagnosticCode.UNKNOWN_LOG_GROUP, "log groups",
          DiagnosticCode.UNKNOWN_PARAMETER, "parameters",
          DiagnosticCode.UNKNOWN_SECRET, "secrets");

  private MissingThings() {}

  /**
   * Returns {@code diagnostics} with a count in the place of what is missing beyond the first few.
   *
   * @param diagnostics in their order, each once
   */
  static List<Diagnostic> summarise(List<Diagnostic> diagnostics) {
    Map<DiagnosticCode, Integer> counts = new EnumMap<>(DiagnosticCode.class);
    List<Diagnostic> kept = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      if (!NAMES.containsKey(diagnostic.code())
          || counts.merge(diagnostic.code(), 1, Integer::sum) <= SHOWN) {
        kept.add(diagnostic);
      }
    }
    counts.forEach(
        (code, count) -> {
          if (count > SHOWN) {
            kept.add(rest(code, count - SHOWN));
          }
        });
    return kept.stream().sorted(Diagnostic.ORDER).toList();
  }

  private static Diagnostic rest(DiagnosticCode code, int count) {
    return Diagnostic.of(
            code,
            "so it is with "
                + count
                + " more "
                + (count == 1 ? "reference" : "references")
                + " to "
                + NAMES.get(code))
        .withHint(
            "list the account and Region that the tasks run in with ",
            Setting.INVENTORY,
            ", or read fewer task definitions at a time to see each");
  }
}
