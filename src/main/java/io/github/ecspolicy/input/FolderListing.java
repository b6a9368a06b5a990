package io.github.ecspolicy.input;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The files in a folder and the folders below it, as far as they are wanted.
 *
 * @param files in a stable order
 * @param areLinks whether some of them may be links
 * @param problems what could not be listed
 */
record FolderListing(List<Path> files, boolean areLinks, List<Problem> problems) {
  /**
   * Folders of copies and histories. Other hidden ones count: {@code .aws} and {@code .github} are
   * where deployments by GitHub keep task definitions.
   */
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of(".git", ".hg", ".svn", ".terraform", ".terragrunt-cache", ".venv", "node_modules");

  FolderListing {
    List<Path> sorted = new ArrayList<>(files);
    sorted.sort(PlainFolders.ORDER);
    files = List.copyOf(sorted);
    problems = List.copyOf(problems);
  }

  /**
   * Why something is not listed.
   *
   * @param file in the folder; empty for the folder itself
   */
  record Problem(Optional<Path> file, IOException cause) {}

  /**
   * Most folders hold no link, and are listed in half the time if none is to be followed.
   *
   * @param isWanted whether a file counts; asked by several threads
   */
  static FolderListing of(Path folder, Predicate<Path> isWanted) {
    return PlainFolders.in(folder, FolderListing::isLookedInto, isWanted)
        .map(files -> new FolderListing(files, false, List.of()))
        .orElseGet(() -> new Walk(folder, isWanted).listing());
  }

  private static boolean isLookedInto(Path folder) {
    return !SKIPPED_FOLDERS.contains(folder.getFileName().toString());
  }

  /** Goes through a folder, and where links lead. */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Predicate<Path> isWanted;
    private final List<Path> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Walk(Path folder, Predicate<Path> isWanted) {
      this.folder = folder;
      this.isWanted = isWanted;
    }

    FolderListing listing() {
      try {
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
      } catch (IOException e) {
        problems.add(new Problem(Optional.empty(), e));
      }
      return new FolderListing(found, true, problems);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      return dir.equals(folder) || isLookedInto(dir)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isDirectory() && !attributes.isOther() && isWanted.test(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      problems.add(new Problem(Optional.of(file), e));
      return FileVisitResult.CONTINUE;
    }
  }
}
