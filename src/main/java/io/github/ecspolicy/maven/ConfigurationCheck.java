package io.github.ecspolicy.maven;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Turns configured text into values, and collects what is wrong so that all of it is said at once.
 */
final class ConfigurationCheck {
  private final List<String> problems = new ArrayList<>();

  /** Adds that {@code setting} is wrong. */
  void report(Hint.Part setting, String problem) {
    problems.add(setting.in(Dialect.MAVEN) + ": " + problem);
  }

  /** Returns {@code value} if it is set, which blanks are not, and {@code isValid} accepts it. */
  Optional<String> text(Hint.Part setting, String value, Predicate<String> isValid, String rule) {
    return value(setting, value, text -> Optional.of(text).filter(isValid), ": " + rule);
  }

  /**
   * Returns what {@code parse} makes of {@code value} if that is set.
   *
   * @param complaint follows the value if nothing can be made of it
   */
  <T> Optional<T> value(
      Hint.Part setting, String value, Function<String, Optional<T>> parse, String complaint) {
    Optional<String> text =
        Optional.ofNullable(value).map(String::strip).filter(each -> !each.isEmpty());
    Optional<T> parsed = text.flatMap(parse);
    if (text.isPresent() && parsed.isEmpty()) {
      report(setting, quote(text.get()) + complaint);
    }
    return parsed;
  }

  /** Returns the choice that is called {@code value}. */
  <T> Optional<T> choice(Hint.Part setting, String value, T[] choices, Function<T, String> word) {
    String words =
        Stream.of(choices).map(word).map(Quotation::quote).collect(Collectors.joining(", "));
    return value(
        setting,
        value,
        text -> Stream.of(choices).filter(each -> word.apply(each).equals(text)).findFirst(),
        " is none of " + words);
  }

  /**
   * Ends the check.
   *
   * @throws MojoFailureException if something is wrong, with all that is
   */
  void conclude() throws MojoFailureException {
    if (!problems.isEmpty()) {
      throw new MojoFailureException(
          "the configuration of ecs-policy is wrong:\n" + String.join("\n", problems));
    }
  }
}
