package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the user says about which key protects what. The task definition says nothing about it.
 *
 * @param rules in the order given
 */
public record KeyInventory(List<Rule> rules) {
  /** Nothing is known about any key. */
  public static final KeyInventory EMPTY = new KeyInventory(List.of());

  public KeyInventory {
    rules = List.copyOf(rules);
  }

  /**
   * One statement of the user: {@code /prod/*=alias/app}.
   *
   * @param pattern matches the name of a parameter or secret, or {@code BUCKET/KEY} of an S3
   *     object; {@code *} is any run of characters, slashes included, and {@code ?} is one
   *     character
   * @param key the key that protects what matches
   */
  public record Rule(String pattern, KmsKey.Name key) {

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

    /** Returns {@code true} if this rule speaks of the parameter, secret or object {@code arn}. */
    public boolean matches(Arn arn) {
      String glob = glob(arn);
      return namesOf(arn).anyMatch(name -> matches(glob, name));
    }

    /** The pattern as it is compared: {@code /X} and {@code X} are one parameter. */
    private String glob(Arn arn) {
      return arn.service().equals("ssm") && pattern.startsWith("/")
          ? pattern.substring(1)
          : pattern;
    }

    /** Goes back to the last {@code *} only, so that the time is the product of the lengths. */
    private static boolean matches(String glob, String name) {
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

    private boolean isLiteral() {
      return pattern.chars().noneMatch(Rule::isWildcard);
    }

    private long literalCharacters(Arn arn) {
      return glob(arn).chars().filter(c -> !isWildcard(c)).count();
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
    Comparator<Rule> specificity =
        Comparator.comparing(Rule::isLiteral).thenComparing(rule -> rule.literalCharacters(arn));
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
    List<Rule> matching = rules.stream().filter(rule -> rule.matches(arn)).toList();
    List<Rule> near = matching.stream().filter(rule -> rule.key().isNear(arn)).toList();
    return near.isEmpty() ? matching : near;
  }

  /** Returns the rules that speak of none of {@code arns}. */
  public List<Rule> unusedBy(Collection<Arn> arns) {
    return rules.stream().filter(rule -> arns.stream().noneMatch(rule::matches)).toList();
  }

  /**
   * The names by which people know what {@code arn} is. A secret whose ARN ends in six random
   * characters may be meant with or without them.
   */
  private static Stream<String> namesOf(Arn arn) {
    if (arn.service().equals("ssm")) {
      String name = arn.resource().substring("parameter".length());
      // What stands for a secret has no key of its own.
      return name.startsWith(ParameterName.SECRET_REFERENCE)
          ? Stream.empty()
          : Stream.of(name.substring(1));
    }
    if (arn.service().equals("s3")) {
      return Stream.of(arn.resource());
    }
    String name = arn.resource().substring("secret:".length());
    return SecretName.isComplete(name) || name.endsWith(SecretName.ANY_SUFFIX)
        ? Stream.of(name.substring(0, name.length() - SecretName.ANY_SUFFIX.length()), name)
        : Stream.of(name);
  }
}
