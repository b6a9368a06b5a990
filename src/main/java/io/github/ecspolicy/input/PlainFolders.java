package io.github.ecspolicy.input;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists a folder and the folders in it, as long as there is neither a link nor a problem. To ask
 * the system what each thing in them is takes longest: where there is much, two processors do.
 */
final class PlainFolders {
  static final Comparator<Path> ORDER = (one, other) -> one.toString().compareTo(other.toString());

  /** Things that are looked at in one go. */
  private static final int PIECE = 64;

  /** With so many pieces to do, a second thread saves more time than it costs. */
  private static final int MANY = 8;

  private final Predicate<Path> isLookedInto;
  private final Predicate<Path> isWanted;

  /** What follows is only touched by who has the lock of this. */
  private final Deque<Piece> toDo = new ArrayDeque<>();

  private final List<List<Path>> found = new ArrayList<>();

  /** Pieces that are to be done, or being done. */
  private int open;

  private boolean isPlain = true;
  private Optional<Thread> helper = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();

  /** What can be done alone. */
  private sealed interface Piece {
    /** A folder of which it is not known what is in it. */
    record Folder(Path path) implements Piece {}

    /** Some of what is in one folder, sorted. */
    record Things(List<Path> paths) implements Piece {}
  }

  private PlainFolders(Predicate<Path> isLookedInto, Predicate<Path> isWanted) {
    this.isLookedInto = isLookedInto;
    this.isWanted = isWanted;
  }

  /**
   * Returns the files in {@code folder}, or empty if there is a link or something that cannot be
   * looked at.
   *
   * @param isLookedInto whether what is in a folder counts
   * @param isWanted whether a file counts; asked by several threads
   */
  static Optional<List<Path>> in(
      Path folder, Predicate<Path> isLookedInto, Predicate<Path> isWanted) {
    return new PlainFolders(isLookedInto, isWanted).list(folder);
  }

  private Optional<List<Path>> list(Path folder) {
    add(new Piece.Folder(folder));
    workOnAll();
    helper().ifPresent(PlainFolders::join);
    failure.ifPresent(PlainFolders::fail);
    if (!isPlain) {
      return Optional.empty();
    }
    // each of them is sorted, and most are wholly before others: to sort them all takes a moment
    found.sort(Comparator.comparing(files -> files.get(0), ORDER));
    List<Path> all = new ArrayList<>();
    found.forEach(all::addAll);
    return Optional.of(all);
  }

  private synchronized Optional<Thread> helper() {
    return helper;
  }

  private static void join(Thread helper) {
    try {
      helper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void fail(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException("a folder cannot be listed", cause);
  }

  /** Does pieces until all are done. */
  private void workOnAll() {
    try {
      Optional<Piece> next = next();
      while (next.isPresent()) {
        work(next.get());
        end();
        next = next();
      }
    } catch (IOException | DirectoryIteratorException e) {
      giveUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failWith(e);
    } catch (RuntimeException | Error e) {
      failWith(e);
    }
  }

  private synchronized void failWith(Throwable cause) {
    failure = Optional.of(cause);
    giveUp();
  }

  private void work(Piece piece) throws IOException {
    if (piece instanceof Piece.Folder folder) {
      lookInto(folder.path());
    } else if (piece instanceof Piece.Things things) {
      lookAt(things.paths());
    }
  }

  private void lookInto(Path folder) throws IOException {
    List<Path> things = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(things::add);
    }
    things.sort(ORDER);
    for (int from = 0; from < things.size(); from += PIECE) {
      add(new Piece.Things(things.subList(from, Math.min(from + PIECE, things.size()))));
    }
  }

  private void lookAt(List<Path> things) throws IOException {
    List<Path> files = new ArrayList<>(things.size());
    for (Path thing : things) {
      BasicFileAttributes attributes =
          Files.readAttributes(thing, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        giveUp();
        return;
      } else if (attributes.isRegularFile()) {
        if (isWanted.test(thing)) {
          files.add(thing);
        }
      } else if (attributes.isDirectory() && isLookedInto.test(thing)) {
        add(new Piece.Folder(thing));
      }
    }
    if (!files.isEmpty()) {
      addFound(files);
    }
  }

  /** Waits for a piece, and returns it; empty if there is no more to do. */
  private synchronized Optional<Piece> next() throws InterruptedException {
    while (toDo.isEmpty() && open > 0) {
      wait();
    }
    return Optional.ofNullable(toDo.poll());
  }

  private synchronized void add(Piece piece) {
    if (isPlain) {
      toDo.push(piece);
      open++;
      notifyAll();
      startHelperIfMany();
    }
  }

  private void startHelperIfMany() {
    if (toDo.size() < MANY
        || helper.isPresent()
        || Runtime.getRuntime().availableProcessors() == 1) {
      return;
    }
    Thread thread = new Thread(this::workOnAll, "lister of folders");
    thread.setDaemon(true);
    thread.start();
    helper = Optional.of(thread);
  }

  private synchronized void addFound(List<Path> files) {
    found.add(files);
  }

  private synchronized void end() {
    open--;
    notifyAll();
  }

  /** Leaves all that is to be done. */
  private synchronized void giveUp() {
    isPlain = false;
    toDo.clear();
    open = 0;
    notifyAll();
  }
}
