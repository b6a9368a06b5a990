package io.github.ecspolicy.input;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is in a folder and the folders in it.
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
    sorted.sort((one, other) -> one.toString().compareTo(other.toString()));
    files = List.copyOf(sorted);
    problems = List.copyOf(problems);
  }

  /**
   * Why something is not listed.
   *
   * @param file in the folder; empty for the folder itself
   */
  record Problem(Optional<Path> file, IOException cause) {}

  /** Most folders hold no link, and are listed in half the time if none is to be followed. */
  static FolderListing of(Path folder) {
    Walk plain = new Walk(folder, false);
    if (plain.isWhole()) {
      return new FolderListing(plain.found, false, List.of());
    }
    Walk followed = new Walk(folder, true);
    followed.walk();
    return new FolderListing(followed.found, true, followed.problems);
  }

  /** Goes through a folder; where it follows no links, it ends at the first link or problem. */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final boolean follows;
    private final List<Path> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean hasLink;

    Walk(Path folder, boolean follows) {
      this.folder = folder;
      this.follows = follows;
    }

    boolean isWhole() {
      walk();
      return problems.isEmpty() && !hasLink;
    }

    void walk() {
      Set<FileVisitOption> options = EnumSet.noneOf(FileVisitOption.class);
      if (follows) {
        options.add(FileVisitOption.FOLLOW_LINKS);
      }
      try {
        Files.walkFileTree(folder, options, Integer.MAX_VALUE, this);
      } catch (IOException e) {
        problems.add(new Problem(Optional.empty(), e));
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      boolean skipped =
          !dir.equals(folder) && SKIPPED_FOLDERS.contains(dir.getFileName().toString());
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isSymbolicLink() && !follows) {
        hasLink = true;
        return FileVisitResult.TERMINATE;
      }
      if (!attributes.isDirectory() && !attributes.isOther()) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      problems.add(new Problem(Optional.of(file), e));
      return follows ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
