package io.github.ecspolicy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is called in place of the JDK's methods does the same. */
class PlainCallsTest {
  private static final List<List<Integer>> INPUTS =
      List.of(List.of(), List.of(5), List.of(3, 1, 2), List.of(2, 2, 7, 4, 1, 4, 9, 8, 2, 7));

  private static final List<Function<Stream<Integer>, Object>> OPERATIONS =
      List.of(
          Stream::toList,
          stream -> stream.filter(each -> each % 2 == 0).toList(),
          stream -> stream.map(each -> "n" + each).toList(),
          stream -> stream.flatMap(each -> Stream.of(each, -each)).toList(),
          stream -> stream.flatMap(each -> each == 2 ? null : Stream.of(each)).toList(),
          stream -> stream.flatMap(each -> Stream.<Integer>empty()).toList(),
          stream ->
              stream
                  .<Object>mapMulti(
                      (each, next) -> {
                        next.accept(each);
                        next.accept("x");
                      })
                  .toList(),
          stream -> stream.distinct().toList(),
          stream -> stream.sorted().toList(),
          stream -> stream.sorted(Comparator.reverseOrder()).toList(),
          stream -> stream.limit(3).toList(),
          stream -> stream.limit(0).toList(),
          stream -> stream.skip(2).toList(),
          stream -> stream.skip(100).toList(),
          stream -> stream.takeWhile(each -> each < 5).toList(),
          stream -> stream.dropWhile(each -> each < 5).toList(),
          stream -> Arrays.asList(stream.toArray()),
          stream -> Arrays.asList(stream.toArray(Integer[]::new)),
          stream -> stream.reduce(10, Integer::sum),
          stream -> stream.reduce(Integer::sum),
          stream -> stream.reduce("", (text, each) -> text + each, String::concat),
          stream -> stream.collect(ArrayList::new, ArrayList::add, ArrayList::addAll),
          stream -> stream.min(Comparator.naturalOrder()),
          stream -> stream.max(Comparator.comparing(each -> each % 3)),
          stream -> stream.min(Comparator.comparing(each -> each % 3)),
          Stream::count,
          stream -> stream.anyMatch(each -> each == 4),
          stream -> stream.allMatch(each -> each > 1),
          stream -> stream.noneMatch(each -> each > 8),
          Stream::findFirst,
          Stream::findAny,
          stream -> stream.mapToInt(Integer::intValue).sum(),
          stream -> stream.mapToLong(Integer::longValue).max(),
          stream -> {
            List<Integer> seen = new ArrayList<>();
            List<Integer> found = stream.peek(seen::add).filter(each -> each > 2).limit(1).toList();
            return List.of(seen, found);
          });

  @Test
  void streamsDoTheSame() {
    for (List<Integer> input : INPUTS) {
      for (int i = 0; i < OPERATIONS.size(); i++) {
        Object expected = OPERATIONS.get(i).apply(input.stream());
        assertEquals(expected, OPERATIONS.get(i).apply(PlainStream.of(input)), i + " " + input);
      }
      assertEquals(
          Stream.concat(input.stream(), Stream.of(1)).toList(),
          PlainStream.concat(PlainStream.of(input), Stream.of(1)).toList());
    }
    assertEquals(List.of(1), PlainStream.of(Optional.of(1)).toList());
    assertEquals(List.of(), PlainStream.of(Optional.empty()).toList());
    assertEquals(List.of(1, 2), PlainStream.of(new Integer[] {1, 2}).toList());
    assertEquals(List.of("a"), PlainStream.of("a").toList());
  }

  @Test
  void streamsBeginLate() {
    List<Integer> list = new ArrayList<>(List.of(1));
    Stream<Integer> stream = PlainStream.of(list).sorted().map(each -> each + 1);
    list.add(2);
    assertEquals(List.of(2, 3), stream.toList());
    Iterator<Integer> none = PlainStream.of(List.<Integer>of()).filter(each -> true).iterator();
    assertFalse(none.hasNext());
    assertThrows(NoSuchElementException.class, none::next);
    assertThrows(UnsupportedOperationException.class, () -> PlainStream.of(list).toList().add(3));
    assertThrows(IllegalArgumentException.class, () -> PlainStream.of(list).limit(-1));
  }

  private static void assertCollected(
      Collector<? super String, ?, ?> theirs, Collector<? super String, ?, ?> ours) {
    for (List<String> input :
        List.of(List.<String>of(), List.of("a"), List.of("b", "cc", "ddd", "aa"))) {
      assertEquals(input.stream().collect(theirs), PlainStream.of(input).collect(ours));
      assertEquals(input.stream().collect(theirs), input.stream().collect(ours));
    }
  }

  @Test
  void collectorsDoTheSame() {
    assertCollected(Collectors.joining(), PlainCollector.joining());
    assertCollected(Collectors.joining(", "), PlainCollector.joining(", "));
    assertCollected(Collectors.joining(",", "(", ")"), PlainCollector.joining(",", "(", ")"));
    assertCollected(Collectors.toList(), PlainCollector.toList());
    assertCollected(Collectors.toSet(), PlainCollector.toSet());
    assertCollected(Collectors.toUnmodifiableSet(), PlainCollector.toUnmodifiableSet());
    assertCollected(
        Collectors.toCollection(TreeSet::new), PlainCollector.toCollection(TreeSet::new));
    assertCollected(
        Collectors.mapping(String::length, Collectors.toList()),
        PlainCollector.mapping(String::length, PlainCollector.toList()));
    assertCollected(
        Collectors.toMap(each -> each, String::length),
        PlainCollector.toMap(each -> each, String::length));
    assertCollected(
        Collectors.toMap(String::length, each -> each, String::concat, TreeMap::new),
        PlainCollector.toMap(String::length, each -> each, String::concat, TreeMap::new));
    assertCollected(
        Collectors.groupingBy(String::length), PlainCollector.groupingBy(String::length));
    assertCollected(
        Collectors.groupingBy(String::length, Collectors.joining()),
        PlainCollector.groupingBy(String::length, PlainCollector.joining()));
    assertCollected(
        Collectors.groupingBy(
            String::length, TreeMap::new, Collectors.toCollection(LinkedHashSet::new)),
        PlainCollector.groupingBy(
            String::length, TreeMap::new, PlainCollector.toCollection(LinkedHashSet::new)));
    IllegalStateException twice =
        assertThrows(
            IllegalStateException.class,
            () ->
                PlainStream.of(List.of("a", "b"))
                    .collect(PlainCollector.toMap(String::length, each -> each)));
    assertEquals("Duplicate key 1 (attempted merging values a and b)", twice.getMessage());
  }

  @Test
  void comparatorsDoTheSame() {
    List<String> words = List.of("bb", "a", "ccc", "aa", "b", "abc", "c");
    Comparator<String> byLength = Comparator.comparing(String::length);
    Comparator<String> natural = Comparator.naturalOrder();
    Map<Comparator<String>, Comparator<String>> same =
        Map.of(
            byLength,
            PlainFunctions.comparing(String::length),
            Comparator.comparing(String::length, Comparator.reverseOrder()),
            PlainFunctions.comparing(String::length, Comparator.reverseOrder()),
            Comparator.comparingInt(String::length),
            PlainFunctions.comparingInt(String::length),
            byLength.thenComparing(natural),
            PlainFunctions.thenComparing(byLength, natural),
            byLength.thenComparing(each -> each.charAt(0)),
            PlainFunctions.thenComparing(byLength, (String each) -> each.charAt(0)),
            byLength.thenComparing(each -> each, Comparator.reverseOrder()),
            PlainFunctions.thenComparing(
                byLength, (String each) -> each, Comparator.<String>reverseOrder()),
            byLength.thenComparingLong(String::hashCode),
            PlainFunctions.thenComparingLong(byLength, String::hashCode));
    same.forEach(
        (theirs, ours) ->
            assertEquals(
                words.stream().sorted(theirs).toList(), words.stream().sorted(ours).toList()));
    assertTrue(
        PlainFunctions.<String, Integer>comparingByKey()
                .compare(Map.entry("a", 2), Map.entry("b", 1))
            < 0);
    assertTrue(PlainFunctions.negate((String each) -> each.isEmpty()).test("a"));
    assertEquals("a", PlainFunctions.identity().apply("a"));
    assertEquals("a", PlainFunctions.same().apply("a"));
  }

  @Test
  void patternsDoTheSame() {
    PlainPattern pattern =
        PlainPattern.compile("(A)(b+)", java.util.regex.Pattern.CASE_INSENSITIVE);
    assertTrue(pattern.matcher("abb").matches());
    assertFalse(PlainPattern.compile("(A)(b+)").matcher("abb").matches());
    assertEquals(List.of("", "c", "d"), Arrays.asList(pattern.split("abcABd")));
    assertEquals(List.of("", "cABd"), Arrays.asList(pattern.split("abcABd", 2)));
    assertEquals("(A)(b+)", pattern.pattern());
    assertEquals("(A)(b+)", pattern.toString());
    assertTrue(PlainPattern.compile(PlainPattern.quote("[a]")).matcher("[a]").matches());
  }
}
