package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns what the user named (files, folders, globs, {@code -}) into the files to read. */
final class InputFiles {
  /** The argument that means standard input. */
  static final String STDIN = "-";

  private static final String STDIN_NAME = "<stdin>";
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
  private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", "node_modules");

  private final Path base;
  private final List<InputFile> files = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private boolean stdinSeen;

  private InputFiles(Path base) {
    this.base = base;
  }

  /**
   * A file to read.
   *
   * @param path where it is; for standard input the path {@code -}, which is not opened
   * @param name as the user would name it, with {@code /} on every system
   * @param named whether the user named this very file, so that it must hold a task definition
   */
  record InputFile(Path path, String name, boolean named) {
    boolean isStdin() {
      return name.equals(STDIN_NAME);
    }
  }

  /** The files in a stable order, and what could not be found or listed. */
  record Found(List<InputFile> files, List<Diagnostic> diagnostics) {
    Found {
      files = List.copyOf(files);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Finds the files that {@code arguments} name; relative ones are relative to {@code base}. */
  static Found find(List<String> arguments, Path base) {
    InputFiles finder = new InputFiles(base);
    arguments.forEach(finder::find);
    return new Found(finder.files, finder.diagnostics);
  }

  private void find(String argument) {
    if (argument.equals(STDIN)) {
      if (!stdinSeen) {
        files.add(new InputFile(Path.of(STDIN), STDIN_NAME, true));
      }
      stdinSeen = true;
      return;
    }
    try {
      Path path = base.resolve(argument);
      if (Files.isDirectory(path)) {
        findInFolder(path, argument);
      } else if (Files.exists(path)) {
        add(path, argument, true);
      } else if (GLOB.matcher(argument).find()) {
        findByGlob(argument);
      } else {
        report(argument, DiagnosticCode.FILE_NOT_FOUND, "no such file or folder");
      }
    } catch (InvalidPathException e) {
      if (GLOB.matcher(argument).find()) {
        findByGlob(argument);
      } else {
        report(argument, DiagnosticCode.FILE_NOT_FOUND, "not the name of a file");
      }
    }
  }

  private void findInFolder(Path folder, String argument) {
    int before = files.size();
    int problems = diagnostics.size();
    for (Path file : walk(folder, argument)) {
      if (file.getFileName().toString().endsWith(".json")) {
        add(file, within(argument, folder, file), false);
      }
    }
    if (files.size() == before && diagnostics.size() == problems) {
      report(argument, DiagnosticCode.NO_TASK_DEFINITIONS, "the folder holds no `*.json` file");
    }
  }

  private void findByGlob(String argument) {
    String pattern = argument.replace('\\', '/');
    int firstWildcard = GLOB.matcher(pattern).results().findFirst().orElseThrow().start();
    String start = pattern.substring(0, pattern.lastIndexOf('/', firstWildcard) + 1);
    Path folder = base.resolve(start);
    int before = files.size();
    if (Files.isDirectory(folder)) {
      PathMatcher matcher =
          folder.getFileSystem().getPathMatcher("glob:" + pattern.substring(start.length()));
      for (Path file : walk(folder, argument)) {
        if (matcher.matches(folder.relativize(file))) {
          add(file, within(start, folder, file), true);
        }
      }
    }
    if (files.size() == before) {
      report(argument, DiagnosticCode.FILE_NOT_FOUND, "no file matches the pattern");
    }
  }

  private static String within(String argument, Path folder, Path file) {
    String relative = folder.relativize(file).toString().replace('\\', '/');
    if (argument.isEmpty()) {
      return relative;
    }
    return argument.endsWith("/") ? argument + relative : argument + "/" + relative;
  }

  private List<Path> walk(Path folder, String argument) {
    List<Path> found = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean skipped =
                !dir.equals(folder) && SKIPPED_FOLDERS.contains(dir.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isDirectory()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            reportUnlistable(within(argument, folder, file), e);
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      reportUnlistable(argument, e);
    }
    found.sort(Comparator.comparing(Path::toString));
    return found;
  }

  private void reportUnlistable(String name, IOException e) {
    if (e instanceof FileSystemLoopException) {
      report(
          name,
          DiagnosticCode.SYMBOLIC_LINK_LOOP,
          "the symbolic link leads back to a folder that it is in");
    } else {
      report(name, DiagnosticCode.FILE_UNREADABLE, "cannot be listed");
    }
  }

  private void add(Path path, String name, boolean named) {
    try {
      if (seen.add(path.toRealPath())) {
        files.add(new InputFile(path, name, named));
      }
    } catch (IOException e) {
      report(name, DiagnosticCode.FILE_UNREADABLE, "cannot be read");
    }
  }

  private void report(String name, DiagnosticCode code, String message) {
    diagnostics.add(Diagnostic.at(SourceLocation.startOf(name), code, message));
  }
}
