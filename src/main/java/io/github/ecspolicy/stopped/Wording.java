package io.github.ecspolicy.stopped;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Quotation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences and commands with what a text has told in the place of {@code {name}}. What stands
 * between {@code [} and {@code ]} is left out where the text does not tell all of it; elsewhere the
 * name in capitals stands for it, as in AWS's own pages.
 *
 * @param words what is known, by name
 */
record Wording(Map<String, String> words) {
  static final String WHO = "who";
  static final String ACTION = "action";
  static final String RESOURCE = "resource";
  static final String DOING = "doing";
  static final String ENDPOINTS = "endpoints";

  /** They are our own words, in which those of the text are quoted already. */
  private static final Set<String> SENTENCES = Set.of(WHO, DOING, ENDPOINTS);

  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
  private static final Pattern OPTIONAL =
      Pattern.compile("\\[([^\\[\\]{}]*\\{([a-z]+)}[^\\[\\]]*)]");

  /** What no shell sees anything special in. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_+=,.@:/-]*");

  Wording {
    words = Map.copyOf(words);
  }

  /** Returns what is known under a name. */
  Optional<String> word(String name) {
    return Optional.ofNullable(words.get(name));
  }

  /** Returns a sentence in which words of the text stand between backticks. */
  String sentence(String template) {
    String shortened =
        OPTIONAL
            .matcher(template)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        words.containsKey(match.group(2)) ? match.group(1) : ""));
    return NAME.matcher(shortened)
        .replaceAll(match -> Matcher.quoteReplacement(quoted(match, shortened)));
  }

  private String quoted(MatchResult name, String sentence) {
    String value = words.getOrDefault(name.group(1), standIn(name));
    boolean isWithinQuotes =
        sentence.substring(0, name.start()).chars().filter(c -> c == '`').count() % 2 == 1;
    if (isWithinQuotes) {
      return Quotation.visible(value).replace('`', '\'');
    }
    return SENTENCES.contains(name.group(1)) ? value : quote(value.replace('`', '\''));
  }

  /** Returns {@code template} with the words as they are, or empty if one of them is not known. */
  Optional<String> complete(String template) {
    boolean isKnown =
        NAME.matcher(template).results().allMatch(name -> words.containsKey(name.group(1)));
    return Optional.of(template)
        .filter(each -> isKnown)
        .map(
            each ->
                NAME.matcher(each)
                    .replaceAll(name -> Matcher.quoteReplacement(words.get(name.group(1)))));
  }

  /** Returns a step with its sentence and its command. */
  Step step(Step template) {
    return new Step(sentence(template.words()), template.command().map(this::command));
  }

  /** Returns a command for a POSIX shell, in which words of the text stand for themselves. */
  String command(String template) {
    return NAME.matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(argument(match, template)));
  }

  private String argument(MatchResult name, String template) {
    String value = words.getOrDefault(name.group(1), "");
    boolean isAlone =
        template.charAt(name.start() - 1) == ' '
            && (name.end() == template.length() || template.charAt(name.end()) == ' ');
    if (value.isEmpty() || !value.equals(Quotation.visible(value))) {
      return standIn(name);
    }
    if (PLAIN.matcher(value).matches() && !(isAlone && value.startsWith("-"))) {
      return value;
    }
    // https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
    return isAlone && !value.startsWith("-")
        ? "'" + value.replace("'", "'\\''") + "'"
        : standIn(name);
  }

  private static String standIn(MatchResult name) {
    return name.group(1).equals(RESOURCE) ? "ARN" : name.group(1).toUpperCase(Locale.ROOT);
  }
}
