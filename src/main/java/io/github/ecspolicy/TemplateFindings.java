package io.github.ecspolicy;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.Symbols.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a resolver says of a reference, put right for one that stands in a template. */
final class TemplateFindings {
  /** What compares two places, of which one may not be known. */
  private static final Set<DiagnosticCode> COMPARISONS =
      Set.of(
          DiagnosticCode.CREDENTIAL_SPEC_REGION,
          DiagnosticCode.FSX_CREDENTIALS_REGION,
          DiagnosticCode.IMAGE_CROSS_ACCOUNT,
          DiagnosticCode.PARAMETER_CROSS_ACCOUNT,
          DiagnosticCode.SECRET_CROSS_ACCOUNT);

  /** What is looked up in listings, where nobody can find what only AWS will know. */
  private static final Set<DiagnosticCode> LOOKUPS =
      Set.of(
          DiagnosticCode.UNKNOWN_KEY,
          DiagnosticCode.UNKNOWN_PARAMETER,
          DiagnosticCode.UNKNOWN_SECRET);

  /** What is said where an expression stands that nobody can work out. */
  private static final Set<DiagnosticCode> OPEN =
      Set.of(DiagnosticCode.PLACEHOLDER, DiagnosticCode.IMAGE_PLACEHOLDER);

  /** What expressions begin with, as people read them. */
  private static final List<String> EXPRESSIONS = List.of("${", "{{resolve:");

  private static final String ARN = "arn:";

  /** What a policy says for six characters that nobody knows. */
  private static final String ANY_SUFFIX = "-??????";

  private final TaskDefinition task;
  private final TargetAccount target;
  private final Symbols symbols;
  private final Set<String> settable;

  TemplateFindings(TaskDefinition task, TargetAccount target, SymbolFindings unwritten) {
    this.task = task;
    this.target = target;
    this.symbols = unwritten.symbols();
    this.settable = unwritten.settable();
  }

  /** Returns {@code resolution}, which is that of {@code reference}, put right. */
  Resolution of(Reference reference, Resolution resolution) {
    return task.origin() instanceof Origin.Stack
        ? new Resolution(
            resolution.resources(),
            Stream.concat(
                    resolution.diagnostics().stream()
                        .filter(diagnostic -> !isGuess(diagnostic))
                        .map(diagnostic -> advised(diagnostic, reference.value())),
                    resolution.resources().stream()
                        .flatMap(need -> openSuffix(reference.value(), need).stream()))
                .toList())
        : resolution;
  }

  /**
   * An ARN may end in an expression that comes to the name of a secret with its six random
   * characters or without them.
   */
  private Optional<Diagnostic> openSuffix(FieldValue value, ResolvedReference need) {
    if (need.kind() != Kind.SECRET || !value.text().startsWith(ARN)) {
      return Optional.empty();
    }
    String arn = need.resource().orElseThrow().toString();
    return Optional.of(arn)
        .filter(text -> text.endsWith(ANY_SUFFIX))
        .map(text -> symbols.parts(text.substring(0, text.length() - ANY_SUFFIX.length())))
        .map(parts -> parts.get(parts.size() - 1))
        .filter(Part.Unknown.class::isInstance)
        .map(
            last ->
                Diagnostic.at(
                        value.location(),
                        DiagnosticCode.SECRET_SUFFIX_AMBIGUOUS,
                        "if "
                            + quote(((Part.Unknown) last).symbol().display())
                            + " ends in the six random characters of the ARN, this policy, which"
                            + " adds six, does not allow the secret")
                    .withHint(
                        "refer to the secret by its complete ARN as a whole, or give the value of a"
                            + " parameter with ",
                        Setting.PARAMETER));
  }

  /** What only AWS will know may well be the other place. */
  private boolean isGuess(Diagnostic diagnostic) {
    boolean isComparison = COMPARISONS.contains(diagnostic.code());
    return (isComparison || LOOKUPS.contains(diagnostic.code()))
            && symbols.areIn(diagnostic.message())
        || isComparison && target.account().filter(symbols::areIn).isPresent();
  }

  private Diagnostic advised(Diagnostic diagnostic, FieldValue value) {
    boolean isOpen =
        OPEN.contains(diagnostic.code()) && EXPRESSIONS.stream().anyMatch(value.text()::startsWith);
    Diagnostic said =
        isOpen && diagnostic.code() == DiagnosticCode.PLACEHOLDER
            ? Diagnostic.at(
                value.location(),
                DiagnosticCode.EXPRESSION_OPEN,
                "what "
                    + quote(value.text())
                    + " comes to decides which permission is needed, and the template does not"
                    + " tell")
            : diagnostic;
    return isOpen ? said.withHint(hint(diagnostic.code(), value).toArray()) : diagnostic;
  }

  private List<Object> hint(DiagnosticCode code, FieldValue value) {
    List<Object> hint = new ArrayList<>(OpenNames.advice(value.text(), settable));
    if (code == DiagnosticCode.IMAGE_PLACEHOLDER) {
      hint.addAll(List.of(", or name the repository with ", Setting.EXTRA_REPOSITORY));
    }
    return hint;
  }
}
