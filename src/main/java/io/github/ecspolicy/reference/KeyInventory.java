package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.inventory.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the user says about which key protects what, by the names of things. The task definition
 * says nothing about it.
 */
public final class KeyInventory {
  /** Nothing is known about any key. */
  public static final KeyInventory EMPTY = new KeyInventory(List.of());

  private final List<Rule> rules;

  // There may be a rule for each of tens of thousands of parameters, so that not every rule can be
  // compared with every name: those without wildcards are found by their pattern, the others by the
  // length and the text of what stands before the first wildcard.
  private final Map<String, List<Numbered>> literal = new HashMap<>();
  private final Map<Integer, Map<String, List<Numbered>>> byStart = new TreeMap<>();

  /** A rule, and how many were given before it. */
  private record Numbered(int number, Rule rule) {}

  /**
   * Creates an inventory.
   *
   * @param rules in the order given
   */
  public KeyInventory(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    int number = 0;
    for (Rule rule : this.rules) {
      String start = rule.start();
      Map<String, List<Numbered>> index =
          rule.isLiteral()
              ? literal
              : byStart.computeIfAbsent(start.length(), length -> new HashMap<>());
      index.computeIfAbsent(start, text -> new ArrayList<>()).add(new Numbered(number++, rule));
    }
  }

  /**
   * Returns the rules, one of which is the same as another if it says the same in the same place.
   */
  @Override
  public String toString() {
    return rules.toString();
  }

  /**
   * One statement of the user: {@code /prod/*=alias/app}.
   *
   * @param of what it speaks of; if empty, parameters, secrets and S3 objects
   * @param pattern matches the name of a parameter, secret or log group, {@code BUCKET/KEY} of an
   *     S3 object, or the name of its bucket if it speaks of buckets; {@code *} is any run of
   *     characters, slashes included, and {@code ?} is one character
   * @param key the key that protects what matches
   * @param place where it is written; empty for a setting
   */
  public record Rule(
      Optional<Entry.Kind> of, String pattern, KmsKey.Name key, Optional<SourceLocation> place) {

    /** Creates the rule of a setting. */
    public Rule(String pattern, KmsKey.Name key) {
      this(Optional.empty(), pattern, key, Optional.empty());
    }

    /** Returns the rule that {@code text} states, or empty if it is not {@code PATTERN=KEY}. */
    public static Optional<Rule> parse(String text) {
      // Names of secrets may hold `=`, names of keys never do.
      int separator = text.lastIndexOf('=');
      if (separator < 1) {
        return Optional.empty();
      }
      return KmsKey.Name.parse(text.substring(separator + 1))
          .map(key -> new Rule(text.substring(0, separator), key));
    }

    /** Returns {@code true} if this rule speaks of the thing {@code arn}. */
    public boolean matches(Arn arn) {
      return matches(ThingNames.of(arn));
    }

    /** In the way of all that has to be fast: a name may be compared with many patterns. */
    private boolean matches(ThingNames names) {
      String glob = glob(names);
      for (String name : of.isPresent() ? names.of(of.get()) : names.general()) {
        if (matches(glob, name)) {
          return true;
        }
      }
      return false;
    }

    /** The pattern as it is compared: {@code /X} and {@code X} are one parameter. */
    private String glob(ThingNames names) {
      return names.kind() == Entry.Kind.PARAMETERS && pattern.startsWith("/")
          ? pattern.substring(1)
          : pattern;
    }

    /** Goes back to the last {@code *} only, so that the time is the product of the lengths. */
    private static boolean matches(String glob, String name) {
      if (!glob.isEmpty() && !endsAlike(glob, name)) {
        return false;
      }
      int star = -1;
      int resume = 0;
      int g = 0;
      int n = 0;
      while (n < name.length()) {
        if (g < glob.length() && glob.charAt(g) == '*') {
          star = g++;
          resume = n;
        } else if (g < glob.length()
            && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
          g++;
          n++;
        } else if (star >= 0) {
          g = star + 1;
          n = ++resume;
        } else {
          return false;
        }
      }
      return glob.chars().skip(g).allMatch(c -> c == '*');
    }

    private static boolean endsAlike(String glob, String name) {
      char end = glob.charAt(glob.length() - 1);
      return isWildcard(end) || !name.isEmpty() && name.charAt(name.length() - 1) == end;
    }

    /** Returns the pattern without what may be left out of it. */
    String uniform() {
      return of.filter(Entry.Kind.PARAMETERS::equals).isPresent() && pattern.startsWith("/")
          ? pattern.substring(1)
          : pattern;
    }

    /** Where the first wildcard is, or the end. */
    private int firstWildcard() {
      return (int) pattern.chars().takeWhile(c -> !isWildcard(c)).count();
    }

    /** Returns what all names start with that it matches. */
    String start() {
      return pattern.substring(0, firstWildcard());
    }

    /** Returns {@code true} if it speaks of one name only. */
    boolean isLiteral() {
      return firstWildcard() == pattern.length();
    }

    /** Returns {@code true} if it speaks of one thing only; in a bucket there are many objects. */
    boolean isLiteralFor(Arn arn) {
      return isLiteral() && !isOfBuckets(arn);
    }

    private boolean isOfBuckets(Arn arn) {
      return arn.service().equals("s3") && of.isPresent();
    }

    /** The name of a bucket counts like {@code BUCKET/*}. */
    private long literalCharacters(Arn arn) {
      long written = glob(ThingNames.of(arn)).chars().filter(c -> !isWildcard(c)).count();
      return isOfBuckets(arn) ? written + 1 : written;
    }

    private static boolean isWildcard(int c) {
      return c == '*' || c == '?';
    }

    @Override
    public String toString() {
      return pattern + "=" + key;
    }
  }

  /**
   * Returns the rules for {@code arn} that no more specific rule overrules: none if nothing is
   * known, several if the user contradicts himself. A name without wildcards is more specific than
   * one with, otherwise the one with more characters that are no wildcards.
   */
  public List<Rule> rulesFor(Arn arn) {
    if (literal.isEmpty() && byStart.isEmpty()) {
      return List.of();
    }
    Comparator<Rule> specificity =
        Comparator.comparing((Rule rule) -> rule.isLiteralFor(arn))
            .thenComparing(rule -> rule.literalCharacters(arn));
    List<Rule> matching = matching(arn);
    return matching.stream()
        .max(specificity)
        .map(
            best ->
                matching.stream()
                    .filter(rule -> specificity.compare(rule, best) == 0)
                    .filter(
                        rule ->
                            rule.equals(best)
                                || !rule.key().within(arn).equals(best.key().within(arn)))
                    .distinct()
                    .toList())
        .orElse(List.of());
  }

  /** The same name in two Regions may have two keys: a key of the right place goes first. */
  private List<Rule> matching(Arn arn) {
    ThingNames names = ThingNames.of(arn);
    List<Rule> matching =
        candidates(names)
            .filter(each -> each.rule().matches(names))
            .sorted(Comparator.comparing(Numbered::number))
            .map(Numbered::rule)
            .distinct()
            .toList();
    List<Rule> near = matching.stream().filter(rule -> rule.key().isNear(arn)).toList();
    return near.isEmpty() ? matching : near;
  }

  /** Patterns that start with a wildcard are candidates for every spelling, and so only once. */
  private Stream<Numbered> candidates(ThingNames names) {
    return Stream.concat(
        starting(""),
        names
            .spellings()
            .flatMap(
                name ->
                    Stream.concat(
                        literal.getOrDefault(name, List.of()).stream(),
                        byStart.keySet().stream()
                            .takeWhile(length -> length <= name.length())
                            .filter(length -> length > 0)
                            .flatMap(length -> starting(name.substring(0, length))))));
  }

  private Stream<Numbered> starting(String start) {
    return byStart.getOrDefault(start.length(), Map.of()).getOrDefault(start, List.of()).stream();
  }

  /** Returns {@code true} if a rule without wildcards may speak of {@code arn}. */
  boolean hasLiteral(Arn arn) {
    return ThingNames.of(arn).spellings().anyMatch(literal::containsKey);
  }

  /** Returns the rules without wildcards that speak of {@code arn}. */
  List<Rule> literalFor(Arn arn) {
    return ThingNames.of(arn)
        .spellings()
        .flatMap(name -> literal.getOrDefault(name, List.of()).stream())
        .map(Numbered::rule)
        .filter(rule -> rule.matches(arn))
        .toList();
  }

  /** Returns these rules and more, which were given later. */
  KeyInventory and(Collection<Rule> more) {
    return new KeyInventory(Stream.concat(rules.stream(), more.stream()).toList());
  }

  /** Returns {@code true} if there is no rule. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Returns the rules that speak of none of {@code arns}. */
  public List<Rule> unusedBy(Collection<Arn> arns) {
    Set<Rule> used = new HashSet<>();
    for (Arn arn : arns) {
      ThingNames names = ThingNames.of(arn);
      candidates(names)
          .map(Numbered::rule)
          .filter(rule -> !used.contains(rule))
          .filter(rule -> rule.matches(names))
          .forEach(used::add);
    }
    return rules.stream().filter(rule -> !used.contains(rule)).toList();
  }
}
