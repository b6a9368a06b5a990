package io.github.ecspolicy.maven;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /** Returns what {@code rule} makes of {@code value} if that is set, which blanks are not. */
  <T> Optional<T> value(Hint.Part setting, String value, SettingRule<T> rule) {
    Optional<String> text =
        Optional.ofNullable(value).map(String::strip).filter(each -> !each.isEmpty());
    Optional<T> parsed = text.flatMap(rule.parse());
    if (text.isPresent() && parsed.isEmpty()) {
      report(setting, quote(text.get()) + ": " + rule.words());
    }
    return parsed;
  }

  /** Returns the choice that is called {@code value}. */
  <T> Optional<T> choice(Hint.Part setting, String value, T[] choices, Function<T, String> word) {
    String words =
        Stream.of(choices).map(word).map(Quotation::quote).collect(Collectors.joining(", "));
    Function<String, Optional<T>> parse =
        text -> Stream.of(choices).filter(each -> word.apply(each).equals(text)).findFirst();
    return value(setting, value, new SettingRule<>(parse, "it is one of " + words));
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
