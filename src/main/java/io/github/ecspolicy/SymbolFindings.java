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
import java.util.LinkedHashSet;
import java.util.Set;

/** What is said of texts that only AWS will know, in outputs that cannot hold expressions. */
final class SymbolFindings {
  private SymbolFindings() {}

  /** Returns the symbols that a policy for {@code need} would hold. */
  static Set<Symbol> in(ResolvedReference need, Symbols symbols) {
    Set<Symbol> unknown = new LinkedHashSet<>();
    need.resource().ifPresent(arn -> addAll(arn.toString(), symbols, unknown));
    if (need.key() instanceof KeyStatus.CustomerKey customer) {
      addAll(customer.key().toString(), symbols, unknown);
    }
    return unknown;
  }

  /** Returns the symbols in {@code text}. */
  static Set<Symbol> in(String text, Symbols symbols) {
    Set<Symbol> unknown = new LinkedHashSet<>();
    addAll(text, symbols, unknown);
    return unknown;
  }

  private static void addAll(String text, Symbols symbols, Set<Symbol> unknown) {
    for (Symbols.Part part : symbols.parts(text)) {
      if (part instanceof Symbols.Part.Unknown each) {
        unknown.add(each.symbol());
      }
    }
  }

  /** Returns an error for {@code symbol}, which the policy needs at {@code place}. */
  static Diagnostic unknown(Symbol symbol, SourceLocation place) {
    return Diagnostic.at(
            place,
            DiagnosticCode.SYMBOLIC_VALUE,
            "only AWS will know what " + quote(symbol.display()) + " is, and a policy needs it")
        .withHint(
            "write the policy for that very template with ",
            Setting.FORMAT.to("cloudformation"),
            ", or say what it is with ",
            setting(symbol));
  }

  private static Setting setting(Symbol symbol) {
    return switch (symbol.display()) {
      case "${AWS::Region}" -> Setting.REGION;
      case "${AWS::AccountId}" -> Setting.ACCOUNT;
      default -> Setting.PHYSICAL_ID;
    };
  }
}
