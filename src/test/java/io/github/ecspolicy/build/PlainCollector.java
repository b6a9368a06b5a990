package io.github.ecspolicy.build;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;

/** The JDK's collectors, without lambda expressions that the JVM makes classes of at each start. */
public record PlainCollector<T, A, R>(
    Supplier<A> supplier, BiConsumer<A, T> accumulator, Function<A, R> finisher)
    implements Collector<T, A, R> {
  @Override
  public BinaryOperator<A> combiner() {
    return (one, other) -> {
      throw new UnsupportedOperationException("not in parallel");
    };
  }

  @Override
  public Set<Characteristics> characteristics() {
    return Set.of();
  }

  public static Collector<CharSequence, ?, String> joining() {
    return joining("");
  }

  public static Collector<CharSequence, ?, String> joining(CharSequence delimiter) {
    return joining(delimiter, "", "");
  }

  public static Collector<CharSequence, ?, String> joining(
      CharSequence delimiter, CharSequence prefix, CharSequence suffix) {
    return new PlainCollector<CharSequence, StringJoiner, String>(
        () -> new StringJoiner(delimiter, prefix, suffix),
        StringJoiner::add,
        StringJoiner::toString);
  }

  public static <T, C extends Collection<T>> Collector<T, ?, C> toCollection(Supplier<C> factory) {
    return new PlainCollector<T, C, C>(factory, Collection::add, same -> same);
  }

  public static <T> Collector<T, ?, List<T>> toList() {
    return new PlainCollector<T, List<T>, List<T>>(ArrayList::new, List::add, same -> same);
  }

  public static <T> Collector<T, ?, Set<T>> toSet() {
    return new PlainCollector<T, Set<T>, Set<T>>(HashSet::new, Set::add, same -> same);
  }

  public static <T> Collector<T, ?, Set<T>> toUnmodifiableSet() {
    return new PlainCollector<T, Set<T>, Set<T>>(HashSet::new, Set::add, Set::copyOf);
  }

  public static <T, U, A, R> Collector<T, ?, R> mapping(
      Function<? super T, ? extends U> mapper, Collector<? super U, A, R> downstream) {
    BiConsumer<A, ? super U> next = downstream.accumulator();
    return new PlainCollector<T, A, R>(
        downstream.supplier(),
        (result, element) -> next.accept(result, mapper.apply(element)),
        downstream.finisher());
  }

  public static <T, K, V> Collector<T, ?, Map<K, V>> toMap(
      Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
    return new PlainCollector<T, Map<K, V>, Map<K, V>>(
        HashMap::new,
        (map, element) -> {
          K one = key.apply(element);
          V its = Objects.requireNonNull(value.apply(element));
          V other = map.putIfAbsent(one, its);
          if (other != null) {
            throw new IllegalStateException(
                "Duplicate key "
                    + one
                    + " (attempted merging values "
                    + other
                    + " and "
                    + its
                    + ")");
          }
        },
        same -> same);
  }

  public static <T, K, V, M extends Map<K, V>> Collector<T, ?, M> toMap(
      Function<? super T, ? extends K> key,
      Function<? super T, ? extends V> value,
      BinaryOperator<V> merge,
      Supplier<M> factory) {
    return new PlainCollector<T, M, M>(
        factory,
        (map, element) -> map.merge(key.apply(element), value.apply(element), merge),
        same -> same);
  }

  public static <T, K> Collector<T, ?, Map<K, List<T>>> groupingBy(
      Function<? super T, ? extends K> classifier) {
    return groupingBy(classifier, toList());
  }

  public static <T, K, A, D> Collector<T, ?, Map<K, D>> groupingBy(
      Function<? super T, ? extends K> classifier, Collector<? super T, A, D> downstream) {
    return groupingBy(classifier, HashMap::new, downstream);
  }

  public static <T, K, A, D, M extends Map<K, D>> Collector<T, ?, M> groupingBy(
      Function<? super T, ? extends K> classifier,
      Supplier<M> factory,
      Collector<? super T, A, D> downstream) {
    Supplier<A> begin = downstream.supplier();
    BiConsumer<A, ? super T> next = downstream.accumulator();
    Function<A, D> end = downstream.finisher();
    // until the end, the map holds what the groups are made of, as that of the JDK does
    @SuppressWarnings("unchecked")
    Supplier<Map<K, Object>> groups = (Supplier<Map<K, Object>>) (Supplier<?>) factory;
    return new PlainCollector<T, Map<K, Object>, M>(
        groups,
        (map, element) -> {
          K group =
              Objects.requireNonNull(
                  classifier.apply(element), "element cannot be mapped to a null key");
          @SuppressWarnings("unchecked")
          A begun = (A) map.computeIfAbsent(group, absent -> begin.get());
          next.accept(begun, element);
        },
        map -> {
          for (Map.Entry<K, Object> entry : map.entrySet()) {
            @SuppressWarnings("unchecked")
            A begun = (A) entry.getValue();
            entry.setValue(end.apply(begun));
          }
          @SuppressWarnings("unchecked")
          M result = (M) map;
          return result;
        });
  }
}
