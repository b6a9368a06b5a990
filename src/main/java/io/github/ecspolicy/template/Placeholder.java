package io.github.ecspolicy.template;

import io.github.ecspolicy.diagnostic.Quotation;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands in a text for something that is still to be filled in.
 *
 * @param kind which tool fills it in
 * @param text as written, with its marks
 */
public record Placeholder(Kind kind, String text) {
  /** The languages that placeholders are of, told by their marks. */
  public enum Kind {
    /** <code>${NAME}</code>: of Terraform, of shells, of CloudFormation's {@code Fn::Sub}. */
    DOLLAR_AND_BRACES(
        "[$%]\\{[^{}\"\\r\\n]{0,200}\\}?",
        "[$%]\\{[A-Za-z_][A-Za-z0-9_.]{1,100}\\}",
        "render it first, and read what comes out: `terraform show -json` for Terraform, `envsubst"
            + " < FILE` for variables of a shell"),
    /** {@code $NAME}, of shells. */
    DOLLAR(
        "\\$[A-Za-z_][A-Za-z0-9_]{0,100}",
        "\\$[A-Z_][A-Z0-9_]{1,100}",
        "render it first, and read what comes out: `envsubst < FILE` for variables of a shell"),
    /**
     * Functions that ecspresso has of its own beside those of Go.
     *
     * @see <a href="https://github.com/kayac/ecspresso">ecspresso</a>
     */
    ECSPRESSO(
        Kind.FUNCTIONS_OF_ECSPRESSO + " [^{}\"\\r\\n]{0,200}(?:\\}\\})?",
        Kind.FUNCTIONS_OF_ECSPRESSO + " [^{}\"\\r\\n]{0,200}\\}\\}",
        "render it first, and read what comes out: `ecspresso render task-definition`"),
    /** {@code {{ name }}} and {@code {% if name %}}: of Jinja, Helm and Go. */
    BRACES(
        "\\{\\{[^{}\"\\r\\n]{0,200}(?:\\}\\})?|\\{%[^%\"\\r\\n]{0,200}(?:%\\})?",
        "\\{\\{(?!resolve:)[^{}\"\\r\\n]{1,200}\\}\\}|\\{%[^%\"\\r\\n]{1,200}%\\}",
        "render it first, and read what comes out: `jinja2 FILE` for Jinja, `helm template CHART`"
            + " for Helm, `gomplate -f FILE` for Go"),
    /** {@code <%= name %>}, of Ruby. */
    ERB(
        "<%[^%\"\\r\\n]{0,200}(?:%>)?",
        "<%[^%\"\\r\\n]{1,200}%>", "render it first, and read what comes out: `erb FILE`"),
    /** {@code __NAME__}, {@code @@NAME@@}, {@code #{NAME}#}, {@code %NAME%}: of deployments. */
    TOKEN(
        Kind.MARKS_OF_DEPLOYMENTS + "|%[A-Z][A-Z0-9_]{1,100}%",
        Kind.MARKS_OF_DEPLOYMENTS,
        "replace it first, as the deployment does, and read what comes out: `sed"
            + " s/NAME/VALUE/ FILE`"),
    /** {@code <NAME>}, for people. */
    ANGLE_BRACKETS(
        Kind.BETWEEN_ANGLE_BRACKETS, Kind.BETWEEN_ANGLE_BRACKETS, "put the real name in its place");

    private static final String FUNCTIONS_OF_ECSPRESSO =
        "\\{\\{-? ?(?:must_env|tfstatef?|cfn_output|cfn_export|secretsmanager_arn)";
    private static final String MARKS_OF_DEPLOYMENTS =
        "__[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){0,10}__|@@[A-Za-z][A-Za-z0-9_.-]{0,100}@@"
            + "|#\\{[^{}\"\\r\\n]{0,200}\\}#?";
    private static final String BETWEEN_ANGLE_BRACKETS = "<[A-Za-z][A-Za-z0-9 _.-]{0,100}>";

    private final Pattern pattern;
    private final Pattern unmistakable;
    private final String advice;

    /**
     * A kind of placeholders.
     *
     * @param unmistakable what is one even where its marks may stand for themselves; what is
     *     encoded for a URL has percent signs, too, and CloudFormation has braces for what it
     *     resolves itself
     */
    Kind(String pattern, String unmistakable, String advice) {
      this.pattern = Pattern.compile(pattern);
      this.unmistakable = Pattern.compile(unmistakable);
      this.advice = advice;
    }

    /** Returns how such a placeholder is filled in. */
    public String advice() {
      return advice;
    }
  }

  private static final String BEGINNINGS = "$%{<@#";

  /** Returns the words for a {@code text} that this stands in. */
  public String openIn(String whole) {
    String words = "the placeholder " + Quotation.quote(text) + " is still to be filled in";
    return whole.equals(text) ? words : words + ": " + Quotation.quote(whole);
  }

  /** Returns the first placeholder in {@code text}. */
  public static Optional<Placeholder> in(String text) {
    return first(text, kind -> kind.pattern);
  }

  /**
   * Returns the first placeholder in {@code text}, a name that may hold any character: only what
   * nobody would call a file.
   */
  public static Optional<Placeholder> inAnyName(String text) {
    return first(text, kind -> kind.unmistakable);
  }

  /** Returns the placeholder that {@code text} begins with. */
  public static Optional<Placeholder> atStartOf(String text) {
    return Stream.of(Kind.values())
        .flatMap(
            kind -> {
              Matcher matcher = kind.pattern.matcher(text);
              return matcher.lookingAt()
                  ? Stream.of(new Placeholder(kind, matcher.group()))
                  : Stream.empty();
            })
        .findFirst();
  }

  private record Found(int start, Placeholder placeholder) {}

  /** Most texts have nothing in them that any placeholder begins with. */
  private static boolean mayHaveOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (BEGINNINGS.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return text.contains("__");
  }

  private static Optional<Placeholder> first(String text, Function<Kind, Pattern> pattern) {
    if (!mayHaveOne(text)) {
      return Optional.empty();
    }
    return Stream.of(Kind.values())
        .flatMap(
            kind -> {
              Matcher matcher = pattern.apply(kind).matcher(text);
              return matcher.find()
                  ? Stream.of(new Found(matcher.start(), new Placeholder(kind, matcher.group())))
                  : Stream.empty();
            })
        .min(Comparator.comparingInt(Found::start))
        .map(Found::placeholder);
  }
}
