package io.github.ecspolicy.cli;

import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.diagnostic.Quotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An option of a command: how it is written, what it means, and what the user gave for it.
 *
 * @param <T> what its text stands for
 */
final class Option<T> {
  private final List<String> names;
  private final Values<T> values;
  private final boolean repeatable;
  private final String description;
  private List<T> given = List.of();

  /**
   * What may be given for an option.
   *
   * @param label what stands for it in help, empty if nothing is given
   * @param words the type of its words, if it is one of some in lower case
   * @param parse returns the value, or empty if the text is not one
   * @param refusal says why the text is not one
   */
  record Values<T>(
      String label,
      Optional<Class<T>> words,
      Function<String, Optional<T>> parse,
      UnaryOperator<String> refusal) {}

  private Option(List<String> names, Values<T> values, boolean repeatable, String description) {
    this.names = names;
    this.values = values;
    this.repeatable = repeatable;
    this.description = description;
  }

  /** An option that is given or not. */
  static Option<Boolean> flag(String name, String description) {
    return new Option<>(
        List.of(name),
        new Values<>("", Optional.empty(), Option::isTrue, UnaryOperator.identity()),
        false,
        description);
  }

  /** An option with one of the words of {@code type}. */
  static <E extends Enum<E>> Option<E> of(
      String name, String label, Class<E> type, String description) {
    return new Option<>(
        List.of(name),
        new Values<>(
            label,
            Optional.of(type),
            text -> word(type, text),
            text -> noneOf(text, Arrays.stream(type.getEnumConstants()).map(Option::text))),
        false,
        description);
  }

  /** An option with a text that follows {@code rule}. */
  static <T> Option<T> of(String name, String label, SettingRule<T> rule, String description) {
    return of(List.of(name), label, rule, description);
  }

  /** The same, with more than one name. */
  static <T> Option<T> of(
      List<String> names, String label, SettingRule<T> rule, String description) {
    return of(
        names,
        new Values<>(
            label,
            Optional.empty(),
            rule.parse(),
            text -> Quotation.quote(text) + ": " + rule.words()),
        description);
  }

  /** An option with one of {@code values}. */
  static <T> Option<T> of(List<String> names, Values<T> values, String description) {
    return new Option<>(List.copyOf(names), values, false, description);
  }

  /** Returns the same option, which may be given more than once. */
  Option<T> repeatable() {
    return new Option<>(names, values, true, description);
  }

  private static Optional<Boolean> isTrue(String text) {
    return text.equals("true") ? Optional.of(true) : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> word(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> text(constant).equals(text))
        .findFirst();
  }

  /** Returns that {@code text} is none of {@code words}. */
  static String noneOf(String text, Stream<String> words) {
    return Quotation.quote(text) + " is none of " + words.collect(Collectors.joining(", "));
  }

  /** Returns how the user writes {@code word}. */
  static String text(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  List<String> names() {
    return names;
  }

  Values<T> accepts() {
    return values;
  }

  boolean isRepeatable() {
    return repeatable;
  }

  /** Whether a value belongs to it. */
  boolean takesValue() {
    return !values.label().isEmpty();
  }

  String description() {
    return description;
  }

  /** Returns whether the user gave it. */
  boolean isGiven() {
    return !given.isEmpty();
  }

  /** Returns what the user gave. */
  Optional<T> value() {
    return given.stream().findFirst();
  }

  /** Returns what the user gave, in that order. */
  List<T> all() {
    return given;
  }

  /** Takes what the user gave, unless one of the texts is no value of this option. */
  boolean take(List<String> texts) {
    List<T> parsed = texts.stream().flatMap(text -> values.parse().apply(text).stream()).toList();
    boolean isUnderstood = parsed.size() == texts.size();
    if (isUnderstood) {
      given = parsed;
    }
    return isUnderstood;
  }
}
