package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of texts that only AWS will know, in outputs that cannot hold expressions. */
final class SymbolFindings {
  private SymbolFindings() {}

  /** Returns an error for each symbol in {@code policies}, at the first reference that needs it. */
  static List<Diagnostic> of(List<RolePolicy> policies, Symbols symbols) {
    Map<Symbol, ResolvedReference> needed = new LinkedHashMap<>();
    for (RolePolicy policy : policies) {
      for (Grant grant : policy.grants()) {
        for (Symbols.Part part : symbols.parts(grant.resource())) {
          if (part instanceof Symbols.Part.Unknown unknown) {
            needed.putIfAbsent(unknown.symbol(), grant.needs().get(0));
          }
        }
      }
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    needed.forEach((symbol, need) -> diagnostics.add(unknown(symbol, need)));
    return List.copyOf(diagnostics);
  }

  private static Diagnostic unknown(Symbol symbol, ResolvedReference need) {
    return Diagnostic.at(
            need.reference().value().location(),
            DiagnosticCode.SYMBOLIC_VALUE,
            "only AWS will know what " + quote(symbol.display()) + " is, and a policy needs it")
        .withHint(
            "write the policy for that very template with ",
            Setting.FORMAT,
            " `cloudformation`, or say what it is with ",
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
