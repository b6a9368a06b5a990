package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what only AWS will know where the output cannot hold expressions. */
final class SymbolFindings {
  private final Symbols symbols;
  private final Set<String> settable;
  private final boolean symbolic;
  private final Set<Symbol> unwritten = new HashSet<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * Findings of one run.
   *
   * @param settable the parameters of templates whose values can be given
   * @param symbolic whether the output can hold expressions, so that there is nothing to find
   */
  SymbolFindings(Symbols symbols, Set<String> settable, boolean symbolic) {
    this.symbols = symbols;
    this.settable = Set.copyOf(settable);
    this.symbolic = symbolic;
  }

  /** Returns all that only AWS will know, whether or not it can be written. */
  Symbols symbols() {
    return symbols;
  }

  /** Returns the parameters of templates whose values can be given. */
  Set<String> settable() {
    return settable;
  }

  /** Returns {@code true} if something could not be written. */
  boolean hasFindings() {
    return !diagnostics.isEmpty();
  }

  /** Returns an error for each symbol that could not be written, where it was first needed. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns {@code true} if a policy for {@code need} can be written, which {@code place} asks. */
  boolean canBeWritten(ResolvedReference need, SourceLocation place) {
    if (symbolic || symbols.isEmpty()) {
      return true;
    }
    boolean resource = need.resource().map(arn -> canBeWritten(arn.toString(), place)).orElse(true);
    boolean key =
        !(need.key() instanceof KeyStatus.CustomerKey customer)
            || canBeWritten(customer.key().toString(), place);
    return resource && key;
  }

  /** Returns {@code true} if {@code text} can be written, which {@code place} asks for. */
  boolean canBeWritten(String text, SourceLocation place) {
    if (symbolic) {
      return true;
    }
    boolean known = true;
    for (Symbols.Part part : symbols.parts(text)) {
      if (part instanceof Symbols.Part.Unknown unknown) {
        known = false;
        if (unwritten.add(unknown.symbol())) {
          diagnostics.add(unknown(unknown.symbol(), place));
        }
      }
    }
    return known;
  }

  private Diagnostic unknown(Symbol symbol, SourceLocation place) {
    return Diagnostic.at(
            place,
            DiagnosticCode.SYMBOLIC_VALUE,
            "only AWS will know what " + quote(symbol.display()) + " is, and a policy needs it")
        .withHint(hint(symbol).toArray());
  }

  private List<Object> hint(Symbol symbol) {
    List<Object> hint =
        new ArrayList<>(
            List.of(
                "write the policy for that very template with ",
                Setting.FORMAT.to("cloudformation"),
                ", or "));
    hint.addAll(OpenNames.advice(symbol.display(), settable));
    return hint;
  }
}
