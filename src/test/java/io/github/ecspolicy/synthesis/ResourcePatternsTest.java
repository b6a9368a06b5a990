package io.github.ecspolicy.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.synthesis.ResourcePatterns.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePatternsTest {
  private static final String PARAMETER = "arn:aws:ssm:eu-west-1:111122223333:parameter/";
  private static final String ELSEWHERE = "arn:aws:ssm:eu-west-2:111122223333:parameter/";

  private static List<String> arns(String names) {
    return names == null
        ? List.of()
        : Arrays.stream(names.split(" ")).map(PARAMETER::concat).toList();
  }

  private static List<String> texts(Collection<String> needed, Collection<String> others) {
    return ResourcePatterns.covering(needed, others).stream().map(Pattern::text).toList();
  }

  @ParameterizedTest
  @CsvSource({
    // needed,                            others,            patterns
    "prod/a,                              ,                  prod/a",
    "prod/a,                              prod/b,            prod/a",
    "prod/a prod/b,                       ,                  prod/*",
    "prod/a prod/b prod/c,                prod/d,            prod/a prod/b prod/c",
    "prod/db/url prod/db/user,            prod/dba,          prod/db/u*",
    "prod/db/url prod/db/user,            prod/db/urgent,    prod/db/url prod/db/user",
    "prod/a/x prod/a/y prod/b/x prod/b/y, prod/c,            prod/a/* prod/b/*",
    "prod/a/x prod/a/y prod/c/x,          prod/b/x,          prod/a/* prod/c/x",
    // the tightest: not `prod/*`, though `dev` alone is to be avoided
    "prod/app/x prod/app/y,               dev,               prod/app/*",
    // a name that others continue, and one that continues another's
    "a,                                   ab,                a",
    "a ac ad,                             ab,                a ac ad",
    "a aca acb,                           ab,                a ac*",
    "ab,                                  a,                 ab",
    "ab ac,                               a,                 ab ac",
    "aba abb,                             a,                 ab*",
    "a ab,                                ,                  a*",
    "a ab abc,                            b,                 a*",
    "a ab abc,                            abcd,              a ab abc",
    // names are compared with case
    "a/X a/Y,                             A/Z,               a/*",
    "a/X a/Y,                             a/x,               a/X a/Y",
    // nothing in common but the type
    "a b,                                 ,                  *",
    "a b,                                 c,                 a b",
  })
  void coversWithFewAndTightTexts(String needed, String others, String expected) {
    assertEquals(arns(expected), texts(arns(needed), arns(others)));
  }

  @Test
  void saysWhatEachPatternCovers() {
    List<Pattern> patterns =
        ResourcePatterns.covering(arns("b/y a b/x b/x"), List.of(PARAMETER + "c"));
    assertEquals(
        List.of(
            new Pattern(PARAMETER + "a", arns("a")),
            new Pattern(PARAMETER + "b/*", arns("b/x b/y"))),
        patterns);
    assertFalse(patterns.get(0).isOpen());
    assertTrue(patterns.get(1).isOpen());
  }

  @Test
  void nothingNeedsNothing() {
    assertEquals(List.of(), ResourcePatterns.covering(List.of(), arns("a b")));
  }

  @Test
  void namesWithoutTypeAndOfDifferentPlacesShareNothing() {
    List<String> needed =
        List.of(
            "arn:aws:s3:::bucket-a",
            "arn:aws:s3:::bucket-b",
            "arn:aws:s3:::bucket/app/a.env",
            "arn:aws:s3:::bucket/app/b.env",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/a-AbCdEf",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/b-AbCdEf",
            "arn:aws:secretsmanager:eu-west-1:444455556666:secret:app/a-AbCdEf",
            ELSEWHERE + "app/a",
            PARAMETER + "app/a");
    assertEquals(
        List.of(
            "arn:aws:s3:::bucket-a",
            "arn:aws:s3:::bucket-b",
            "arn:aws:s3:::bucket/app/*",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*",
            "arn:aws:secretsmanager:eu-west-1:444455556666:secret:app/a-AbCdEf",
            PARAMETER + "app/a",
            ELSEWHERE + "app/a"),
        texts(needed, List.of()));
  }

  @Test
  void orderAndRepetitionChangeNothing() {
    assertEquals(
        texts(arns("b/x b/y a"), arns("c d")), texts(arns("a b/y b/x b/y a"), arns("d c c d")));
  }

  @Test
  void refusesWhatIsBothNeededAndNot() {
    assertThrows(
        IllegalArgumentException.class, () -> ResourcePatterns.covering(arns("a b"), arns("b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/prod/db",
        "arn:aws:ssm:eu-west-1:111122223333:",
        PARAMETER + "prod/*",
        PARAMETER + "a?",
        PARAMETER + "${aws:username}",
        PARAMETER + "\uD83D\uDE00",
      })
  void refusesWhatIsNotTheArnOfOneResource(String needed) {
    assertThrows(
        IllegalArgumentException.class,
        () -> ResourcePatterns.covering(List.of(needed), List.of()));
  }

  @Test
  void otherTextsMayBeAnything() {
    List<String> others = List.of("", "arn:", "*", PARAMETER + "\uD83D\uDE00");
    assertEquals(arns("prod/*"), texts(arns("prod/a prod/b"), others));
  }

  /** Few characters, so that names share starts and continue each other. */
  private static List<String> randomArns(Random random, int most) {
    Set<String> arns = new TreeSet<>();
    int count = 1 + random.nextInt(most);
    int longest = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name =
          random
              .ints(1 + random.nextInt(longest), 0, 3)
              .mapToObj(c -> "ab/".substring(c, c + 1))
              .collect(Collectors.joining());
      arns.add((random.nextInt(8) == 0 ? ELSEWHERE : PARAMETER) + name);
    }
    List<String> shuffled = new ArrayList<>(arns);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static boolean matches(String text, String arn) {
    return text.endsWith("*")
        ? arn.startsWith(text.substring(0, text.length() - 1))
        : arn.equals(text);
  }

  @Test
  void patternsMatchAllThatIsNeededAndNothingElse() {
    Random random = new Random(20261123);
    for (int run = 0; run < 5_000; run++) {
      List<String> arns = randomArns(random, 40);
      int split = random.nextInt(arns.size() + 1);
      List<String> needed = arns.subList(0, split);
      List<String> others = arns.subList(split, arns.size());
      List<Pattern> patterns = ResourcePatterns.covering(needed, others);
      List<String> covered = new ArrayList<>();
      for (Pattern pattern : patterns) {
        List<String> matched =
            arns.stream().filter(arn -> matches(pattern.text(), arn)).sorted().toList();
        assertEquals(matched, pattern.covers(), () -> needed + " without " + others);
        assertEquals(matched.size() > 1, pattern.isOpen());
        covered.addAll(matched);
      }
      Collections.sort(covered);
      assertEquals(needed.stream().sorted().toList(), covered, () -> needed + " without " + others);
    }
  }

  /**
   * What a set of texts costs.
   *
   * @param texts how many
   * @param literal how many characters they fix; one that is no pattern also fixes its end
   */
  private record Cost(int texts, int literal) {
    static final Cost NOTHING = new Cost(0, 0);

    static Cost of(Collection<String> texts) {
      Cost cost = NOTHING;
      for (String text : texts) {
        cost = cost.and(text);
      }
      return cost;
    }

    Cost and(String text) {
      int fixed = text.endsWith("*") ? text.length() - 1 : text.length() + 1;
      return new Cost(texts + 1, literal + fixed);
    }

    boolean isLessThan(Cost other) {
      return texts < other.texts || texts == other.texts && literal > other.literal;
    }
  }

  @Test
  void noOtherTextsAreFewerOrAsFewAndTighter() {
    Random random = new Random(61444);
    for (int run = 0; run < 3_000; run++) {
      List<String> arns = randomArns(random, 12);
      int split = Math.min(7, random.nextInt(arns.size() + 1));
      List<String> needed = arns.subList(0, split);
      List<String> others = arns.subList(split, arns.size());
      assertEquals(
          cheapest(needed, others),
          Cost.of(texts(needed, others)),
          () -> needed + " without " + others);
    }
  }

  /** Tries all sets of texts that may stand in the policy. */
  private static Cost cheapest(List<String> needed, List<String> others) {
    Map<String, Integer> candidates = new LinkedHashMap<>();
    for (String arn : needed) {
      IntStream.rangeClosed(PARAMETER.length(), arn.length())
          .mapToObj(end -> arn.substring(0, end) + "*")
          .filter(text -> others.stream().noneMatch(other -> matches(text, other)))
          .forEach(text -> candidates.put(text, covered(text, needed)));
      candidates.put(arn, covered(arn, needed));
    }
    Cost[] costs = new Cost[1 << needed.size()];
    costs[0] = Cost.NOTHING;
    for (int set = 0; set < costs.length; set++) {
      Cost cost = costs[set];
      if (cost == null) {
        continue;
      }
      for (Map.Entry<String, Integer> candidate : candidates.entrySet()) {
        int larger = set | candidate.getValue();
        Cost more = cost.and(candidate.getKey());
        if (larger != set && (costs[larger] == null || more.isLessThan(costs[larger]))) {
          costs[larger] = more;
        }
      }
    }
    return costs[costs.length - 1];
  }

  private static int covered(String text, List<String> needed) {
    return IntStream.range(0, needed.size())
        .filter(i -> matches(text, needed.get(i)))
        .map(i -> 1 << i)
        .sum();
  }

  /** Long names that differ at the end alone are the slowest to tell apart. */
  @Test
  void takesLittleTimeForManyLongNames() {
    String start = PARAMETER + "a".repeat(1_000) + "/";
    List<String> needed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      (i % 3 == 0 ? others : needed).add(start + i);
    }
    Collections.shuffle(needed, new Random(1));
    List<Pattern> patterns =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> ResourcePatterns.covering(needed, others));
    assertEquals(
        new HashSet<>(needed),
        patterns.stream()
            .flatMap(pattern -> pattern.covers().stream())
            .collect(Collectors.toSet()));
  }

  /** Each name continues the one before, so that a trie of them is as deep as they are long. */
  @Test
  void namesMayContinueEachOtherToAnyDepth() {
    List<String> names = Stream.iterate(PARAMETER + "a", name -> name + "a").limit(1_011).toList();
    assertEquals(List.of(PARAMETER + "a*"), texts(names, List.of()));
    assertEquals(
        names.subList(0, 1_010), texts(names.subList(0, 1_010), names.subList(1_010, 1_011)));
  }
}
