package io.github.ecspolicy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The same work on each of many things, for two processors where there are two. What comes of it
 * does not depend on that, if the work on one does not depend on that on another.
 */
final class SideBySide<T, R> {
  /** With so many task definitions, a second thread saves more time than it costs. */
  static final int MANY_TASKS = 256;

  private final List<T> all;
  private final Function<T, R> work;
  private final List<R> done;
  private final AtomicInteger next = new AtomicInteger();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  private SideBySide(List<T> all, Function<T, R> work) {
    this.all = all;
    this.work = work;
    done = new ArrayList<>(Collections.nCopies(all.size(), null));
  }

  /**
   * Returns what {@code work} makes of each of {@code all}, in their order.
   *
   * @param isMuch whether it takes so long that a thread for half of it pays
   */
  static <T, R> List<R> map(List<T> all, boolean isMuch, Function<T, R> work) {
    return isMuch && Runtime.getRuntime().availableProcessors() > 1
        ? new SideBySide<>(all, work).run()
        : all.stream().map(work).toList();
  }

  private List<R> run() {
    Thread helper = new Thread(this::workOnNext, "helper");
    helper.setDaemon(true);
    helper.start();
    workOnNext();
    try {
      helper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    for (Throwable failure : failures) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
    return Collections.unmodifiableList(done);
  }

  private void workOnNext() {
    try {
      int i = next.getAndIncrement();
      while (i < all.size()) {
        done.set(i, work.apply(all.get(i)));
        i = next.getAndIncrement();
      }
    } catch (RuntimeException | Error e) {
      failures.add(e);
      next.set(all.size());
    }
  }
}
