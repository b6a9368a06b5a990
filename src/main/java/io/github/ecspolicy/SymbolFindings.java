package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Hint;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what only AWS will know where the output cannot hold expressions. */
final class SymbolFindings {
  /** What {@code Ref} and {@code Fn::GetAtt} give. */
  private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Za-z0-9:.]{1,255})\\}");

  private static final Pattern EXPORT =
      Pattern.compile("\\$\\{Fn::ImportValue ([A-Za-z0-9:-]{1,255})\\}");

  private static final Pattern DYNAMIC = Pattern.compile("(\\{\\{resolve:[^{}=`]{1,100}\\}\\})");

  private final Symbols symbols;
  private final boolean symbolic;
  private final Set<Symbol> unwritten = new HashSet<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * Findings of one run.
   *
   * @param symbolic whether the output can hold expressions, so that there is nothing to find
   */
  SymbolFindings(Symbols symbols, boolean symbolic) {
    this.symbols = symbols;
    this.symbolic = symbolic;
  }

  /** Returns all that only AWS will know, whether or not it can be written. */
  Symbols symbols() {
    return symbols;
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

  private static Diagnostic unknown(Symbol symbol, SourceLocation place) {
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

  /** The setting that says what a symbol is, with its name where it has one. */
  private static Hint.Part setting(Symbol symbol) {
    return switch (symbol.display()) {
      case "${AWS::Region}" -> Setting.REGION;
      case "${AWS::AccountId}" -> Setting.ACCOUNT;
      default ->
          Stream.of(NAMED, EXPORT, DYNAMIC)
              .map(form -> form.matcher(symbol.display()))
              .filter(Matcher::matches)
              .findFirst()
              .<Hint.Part>map(name -> Setting.PHYSICAL_ID.to(name.group(1) + "=VALUE"))
              .orElse(Setting.PHYSICAL_ID);
    };
  }
}
