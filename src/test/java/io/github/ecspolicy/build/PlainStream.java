package io.github.ecspolicy.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collector;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A stream that is no more than an iterator. The JDK's loads a hundred and fifty classes, and makes
 * several more from lambda expressions, before its first element.
 */
public final class PlainStream<T> implements Stream<T> {
  private final Iterator<T> elements;

  private PlainStream(Iterator<T> elements) {
    this.elements = elements;
  }

  /** Replaces {@link Collection#stream}; as there, iteration starts when the stream ends. */
  public static <T> Stream<T> of(Collection<T> collection) {
    return new PlainStream<>(new Late<>(collection::iterator));
  }

  /** Replaces {@link Optional#stream}. */
  public static <T> Stream<T> of(Optional<T> element) {
    return element.isPresent() ? of(element.get()) : empty();
  }

  /** Replaces {@link Stream#of(Object)}. */
  public static <T> Stream<T> of(T element) {
    return new PlainStream<>(Collections.singleton(element).iterator());
  }

  /** Replaces {@link Stream#of(Object[])} and {@link Arrays#stream(Object[])}. */
  public static <T> Stream<T> of(T[] elements) {
    return new PlainStream<>(Arrays.asList(elements).iterator());
  }

  /** Replaces {@link Stream#empty}. */
  public static <T> Stream<T> empty() {
    return new PlainStream<>(Collections.emptyIterator());
  }

  /** Replaces {@link Stream#concat}. */
  public static <T> Stream<T> concat(Stream<? extends T> first, Stream<? extends T> second) {
    Iterator<T> parts = new Late<>(first::iterator);
    Iterator<T> rest = new Late<>(second::iterator);
    return new PlainStream<>(
        new Ahead<T>() {
          @Override
          boolean advance() {
            return from(parts) || from(rest);
          }
        });
  }

  /** Begins when it is first asked. */
  private static final class Late<T> implements Iterator<T> {
    private final Supplier<? extends Iterator<? extends T>> begin;
    private Iterator<? extends T> begun;

    Late(Supplier<? extends Iterator<? extends T>> begin) {
      this.begin = begin;
    }

    @Override
    public boolean hasNext() {
      if (begun == null) {
        begun = begin.get();
      }
      return begun.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return begun.next();
    }
  }

  /** Finds the next element when it is asked whether there is one. */
  private abstract static class Ahead<T> implements Iterator<T> {
    private T next;
    private boolean isFound;

    /** Calls {@link #found} and returns true, or returns false at the end. */
    abstract boolean advance();

    final boolean found(T element) {
      next = element;
      return true;
    }

    final boolean from(Iterator<? extends T> elements) {
      return elements.hasNext() && found(elements.next());
    }

    @Override
    public final boolean hasNext() {
      isFound = isFound || advance();
      return isFound;
    }

    @Override
    public final T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      isFound = false;
      return next;
    }
  }

  @Override
  public Stream<T> filter(Predicate<? super T> predicate) {
    return new PlainStream<>(
        new Ahead<T>() {
          @Override
          boolean advance() {
            while (elements.hasNext()) {
              T element = elements.next();
              if (predicate.test(element)) {
                return found(element);
              }
            }
            return false;
          }
        });
  }

  @Override
  public <R> Stream<R> map(Function<? super T, ? extends R> mapper) {
    return new PlainStream<>(
        new Iterator<R>() {
          @Override
          public boolean hasNext() {
            return elements.hasNext();
          }

          @Override
          public R next() {
            return mapper.apply(elements.next());
          }
        });
  }

  @Override
  public <R> Stream<R> flatMap(Function<? super T, ? extends Stream<? extends R>> mapper) {
    return new PlainStream<>(
        new Ahead<R>() {
          private Stream<? extends R> stream = empty();
          private Iterator<? extends R> inner = stream.iterator();

          @Override
          boolean advance() {
            while (!inner.hasNext()) {
              stream.close();
              if (!elements.hasNext()) {
                return false;
              }
              Stream<? extends R> mapped = mapper.apply(elements.next());
              stream = mapped == null ? empty() : mapped;
              inner = stream.iterator();
            }
            return found(inner.next());
          }
        });
  }

  @Override
  public <R> Stream<R> mapMulti(BiConsumer<? super T, ? super Consumer<R>> mapper) {
    return flatMap(
        element -> {
          List<R> parts = new ArrayList<>();
          mapper.accept(element, (Consumer<R>) parts::add);
          return of(parts);
        });
  }

  @Override
  public Stream<T> distinct() {
    Set<T> seen = new HashSet<>();
    return filter(seen::add);
  }

  @Override
  public Stream<T> sorted() {
    return sorted(null);
  }

  @Override
  public Stream<T> sorted(Comparator<? super T> comparator) {
    return new PlainStream<>(
        new Late<T>(
            () -> {
              List<T> all = all();
              all.sort(comparator);
              return all.iterator();
            }));
  }

  @Override
  public Stream<T> peek(Consumer<? super T> action) {
    return map(
        element -> {
          action.accept(element);
          return element;
        });
  }

  @Override
  public Stream<T> limit(long size) {
    if (size < 0) {
      throw new IllegalArgumentException(Long.toString(size));
    }
    return new PlainStream<>(
        new Ahead<T>() {
          private long left = size;

          @Override
          boolean advance() {
            return left-- > 0 && from(elements);
          }
        });
  }

  @Override
  public Stream<T> skip(long size) {
    if (size < 0) {
      throw new IllegalArgumentException(Long.toString(size));
    }
    return new PlainStream<>(
        new Late<T>(
            () -> {
              for (long i = 0; i < size && elements.hasNext(); i++) {
                elements.next();
              }
              return elements;
            }));
  }

  @Override
  public Stream<T> takeWhile(Predicate<? super T> predicate) {
    return new PlainStream<>(
        new Ahead<T>() {
          private boolean isOver;

          @Override
          boolean advance() {
            if (!isOver && elements.hasNext()) {
              T element = elements.next();
              if (predicate.test(element)) {
                return found(element);
              }
            }
            isOver = true;
            return false;
          }
        });
  }

  @Override
  public Stream<T> dropWhile(Predicate<? super T> predicate) {
    boolean[] hasBegun = {false};
    return filter(element -> hasBegun[0] || (hasBegun[0] = !predicate.test(element)));
  }

  @Override
  public void forEach(Consumer<? super T> action) {
    while (elements.hasNext()) {
      action.accept(elements.next());
    }
  }

  @Override
  public void forEachOrdered(Consumer<? super T> action) {
    forEach(action);
  }

  private List<T> all() {
    List<T> all = new ArrayList<>();
    while (elements.hasNext()) {
      all.add(elements.next());
    }
    return all;
  }

  @Override
  public List<T> toList() {
    return Collections.unmodifiableList(all());
  }

  @Override
  public Object[] toArray() {
    return all().toArray();
  }

  @Override
  public <A> A[] toArray(IntFunction<A[]> generator) {
    List<T> all = all();
    return all.toArray(generator.apply(all.size()));
  }

  @Override
  public T reduce(T identity, BinaryOperator<T> accumulator) {
    return this.<T>reduce(identity, accumulator, accumulator);
  }

  @Override
  public Optional<T> reduce(BinaryOperator<T> accumulator) {
    return elements.hasNext()
        ? Optional.of(reduce(elements.next(), accumulator))
        : Optional.empty();
  }

  @Override
  public <U> U reduce(
      U identity, BiFunction<U, ? super T, U> accumulator, BinaryOperator<U> combiner) {
    U result = identity;
    while (elements.hasNext()) {
      result = accumulator.apply(result, elements.next());
    }
    return result;
  }

  @Override
  public <R> R collect(
      Supplier<R> supplier, BiConsumer<R, ? super T> accumulator, BiConsumer<R, R> combiner) {
    R result = supplier.get();
    while (elements.hasNext()) {
      accumulator.accept(result, elements.next());
    }
    return result;
  }

  @Override
  public <R, A> R collect(Collector<? super T, A, R> collector) {
    A result = collector.supplier().get();
    BiConsumer<A, ? super T> accumulator = collector.accumulator();
    while (elements.hasNext()) {
      accumulator.accept(result, elements.next());
    }
    return collector.finisher().apply(result);
  }

  @Override
  public Optional<T> min(Comparator<? super T> comparator) {
    return reduce((one, other) -> comparator.compare(one, other) <= 0 ? one : other);
  }

  @Override
  public Optional<T> max(Comparator<? super T> comparator) {
    return reduce((one, other) -> comparator.compare(one, other) >= 0 ? one : other);
  }

  @Override
  public long count() {
    long count = 0;
    while (elements.hasNext()) {
      elements.next();
      count++;
    }
    return count;
  }

  @Override
  public boolean anyMatch(Predicate<? super T> predicate) {
    while (elements.hasNext()) {
      if (predicate.test(elements.next())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean allMatch(Predicate<? super T> predicate) {
    while (elements.hasNext()) {
      if (!predicate.test(elements.next())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean noneMatch(Predicate<? super T> predicate) {
    return !anyMatch(predicate);
  }

  @Override
  public Optional<T> findFirst() {
    return elements.hasNext() ? Optional.of(elements.next()) : Optional.empty();
  }

  @Override
  public Optional<T> findAny() {
    return findFirst();
  }

  @Override
  public Iterator<T> iterator() {
    return elements;
  }

  @Override
  public Spliterator<T> spliterator() {
    return Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED);
  }

  /** What is rare is left to the JDK. */
  private Stream<T> whole() {
    return StreamSupport.stream(spliterator(), false);
  }

  @Override
  public IntStream mapToInt(ToIntFunction<? super T> mapper) {
    return whole().mapToInt(mapper);
  }

  @Override
  public LongStream mapToLong(ToLongFunction<? super T> mapper) {
    return whole().mapToLong(mapper);
  }

  @Override
  public DoubleStream mapToDouble(ToDoubleFunction<? super T> mapper) {
    return whole().mapToDouble(mapper);
  }

  @Override
  public IntStream flatMapToInt(Function<? super T, ? extends IntStream> mapper) {
    return whole().flatMapToInt(mapper);
  }

  @Override
  public LongStream flatMapToLong(Function<? super T, ? extends LongStream> mapper) {
    return whole().flatMapToLong(mapper);
  }

  @Override
  public DoubleStream flatMapToDouble(Function<? super T, ? extends DoubleStream> mapper) {
    return whole().flatMapToDouble(mapper);
  }

  @Override
  public boolean isParallel() {
    return false;
  }

  @Override
  public Stream<T> sequential() {
    return this;
  }

  @Override
  public Stream<T> parallel() {
    return whole().parallel();
  }

  @Override
  public Stream<T> unordered() {
    return this;
  }

  @Override
  public Stream<T> onClose(Runnable action) {
    return whole().onClose(action);
  }

  @Override
  public void close() {}
}
