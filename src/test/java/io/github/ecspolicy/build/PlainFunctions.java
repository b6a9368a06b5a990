package io.github.ecspolicy.build;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * The JDK's functions that return functions, without lambda expressions that the JVM makes classes
 * of at each start. Methods of objects have the object as first parameter.
 */
public final class PlainFunctions {
  private PlainFunctions() {}

  public static <T, U extends Comparable<? super U>> Comparator<T> comparing(
      Function<? super T, ? extends U> key) {
    return (one, other) -> key.apply(one).compareTo(key.apply(other));
  }

  public static <T, U> Comparator<T> comparing(
      Function<? super T, ? extends U> key, Comparator<? super U> comparator) {
    return (one, other) -> comparator.compare(key.apply(one), key.apply(other));
  }

  public static <T> Comparator<T> comparingInt(ToIntFunction<? super T> key) {
    return (one, other) -> Integer.compare(key.applyAsInt(one), key.applyAsInt(other));
  }

  public static <T> Comparator<T> comparingLong(ToLongFunction<? super T> key) {
    return (one, other) -> Long.compare(key.applyAsLong(one), key.applyAsLong(other));
  }

  public static <T> Comparator<T> thenComparing(Comparator<T> first, Comparator<? super T> second) {
    return (one, other) -> {
      int order = first.compare(one, other);
      return order != 0 ? order : second.compare(one, other);
    };
  }

  public static <T, U extends Comparable<? super U>> Comparator<T> thenComparing(
      Comparator<T> first, Function<? super T, ? extends U> key) {
    return thenComparing(first, PlainFunctions.<T, U>comparing(key));
  }

  public static <T, U> Comparator<T> thenComparing(
      Comparator<T> first, Function<? super T, ? extends U> key, Comparator<? super U> comparator) {
    return thenComparing(first, PlainFunctions.<T, U>comparing(key, comparator));
  }

  public static <T> Comparator<T> thenComparingInt(
      Comparator<T> first, ToIntFunction<? super T> key) {
    return thenComparing(first, PlainFunctions.<T>comparingInt(key));
  }

  public static <T> Comparator<T> thenComparingLong(
      Comparator<T> first, ToLongFunction<? super T> key) {
    return thenComparing(first, PlainFunctions.<T>comparingLong(key));
  }

  public static <K extends Comparable<? super K>, V> Comparator<Map.Entry<K, V>> comparingByKey() {
    return (one, other) -> one.getKey().compareTo(other.getKey());
  }

  public static <K, V> Comparator<Map.Entry<K, V>> comparingByKey(
      Comparator<? super K> comparator) {
    return (one, other) -> comparator.compare(one.getKey(), other.getKey());
  }

  public static <T> Function<T, T> identity() {
    return same -> same;
  }

  public static <T> UnaryOperator<T> same() {
    return same -> same;
  }

  public static <T> Predicate<T> negate(Predicate<T> predicate) {
    return value -> !predicate.test(value);
  }
}
