package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns what the user named (files, folders, globs, {@code -}) into the files to read. */
final class InputFiles {
  /** The argument that means standard input. */
  static final String STDIN = "-";

  private static final String STDIN_NAME = "<stdin>";

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  /** What is looked at in folders; what is in a file is told by its content. */
  private static final List<String> ENDINGS =
      List.of(
          ".json",
          ".jsonc",
          ".jsonl",
          ".ndjson",
          ".yaml",
          ".yml",
          ".template",
          ".tfstate",
          ".tpl",
          ".tftpl",
          ".tmpl",
          ".j2",
          ".tf",
          ".jsonnet");

  private static final Looked DOCUMENTS =
      new Looked(file -> isLookedAt(file.toString()), "the folder holds no file of JSON or YAML");

  private static final Looked ALL =
      new Looked(
          file -> !isMarker(nameOf(file)),
          "the folder holds no file whose name begins with neither `.` nor `_`");

  private final Path base;
  private final DiagnosticCode whenFolderIsEmpty;
  private final Looked looked;
  private final boolean isAlone;
  private final List<InputFile> files = new ArrayList<>();

  /** The indexes of those that may be found again. */
  private final Map<Object, Integer> known = new HashMap<>();

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * Finds nothing yet.
   *
   * @param isAlone whether there is one argument only
   */
  private InputFiles(Path base, DiagnosticCode whenFolderIsEmpty, Looked looked, boolean isAlone) {
    this.base = base;
    this.whenFolderIsEmpty = whenFolderIsEmpty;
    this.looked = looked;
    this.isAlone = isAlone;
  }

  /**
   * What is looked at in folders.
   *
   * @param at by the name that the path ends with
   * @param whenThereIsNone what to say where there is no such file
   */
  private record Looked(Predicate<Path> at, String whenThereIsNone) {}

  /**
   * A file to read.
   *
   * @param path where it is; empty for standard input
   * @param name as the user would name it, with {@code /} on every system
   * @param named whether the user named this very file, so that it must hold what is looked for
   */
  record InputFile(Optional<Path> path, String name, boolean named) {}

  /** The files in a stable order, and what could not be found or listed. */
  record Found(List<InputFile> files, List<Diagnostic> diagnostics) {
    Found {
      files = List.copyOf(files);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Opens the file as {@link Files#newInputStream} does, whose channel is slower to make. */
  static InputStream open(Path file) throws IOException {
    try {
      return new FileInputStream(file.toFile());
    } catch (FileNotFoundException | UnsupportedOperationException e) {
      // says what is wrong, and knows other file systems
      return Files.newInputStream(file);
    }
  }

  /**
   * Finds the files that {@code arguments} name; relative ones are relative to {@code base}.
   *
   * @param whenFolderIsEmpty the code for a folder without a file to look at
   */
  static Found find(List<String> arguments, Path base, DiagnosticCode whenFolderIsEmpty) {
    return find(arguments, base, whenFolderIsEmpty, DOCUMENTS);
  }

  /** Finds the same, and in folders all files but hidden ones and markers. */
  static Found findAll(List<String> arguments, Path base, DiagnosticCode whenFolderIsEmpty) {
    return find(arguments, base, whenFolderIsEmpty, ALL);
  }

  private static Found find(
      List<String> arguments, Path base, DiagnosticCode whenFolderIsEmpty, Looked looked) {
    InputFiles finder = new InputFiles(base, whenFolderIsEmpty, looked, arguments.size() == 1);
    arguments.forEach(finder::find);
    return new Found(finder.files, finder.diagnostics);
  }

  private void find(String argument) {
    if (argument.equals(STDIN)) {
      add(STDIN, new InputFile(Optional.empty(), STDIN_NAME, true));
      return;
    }
    if (argument.isBlank()) {
      report(
          "\"" + argument + "\"",
          DiagnosticCode.FILE_NOT_FOUND,
          "the name of an input is empty",
          "a variable that is not set? `.` means the working folder");
      return;
    }
    Optional<Path> path = path(argument);
    if (path.filter(Files::isDirectory).isPresent()) {
      findInFolder(path.get(), argument);
    } else if (path.filter(Files::exists).isPresent()) {
      add(path.get(), argument, true);
    } else if (GLOB.matcher(argument).find()) {
      findByGlob(argument);
    } else {
      report(
          argument,
          DiagnosticCode.FILE_NOT_FOUND,
          "no such file or folder",
          "check the spelling and the folder it starts from");
    }
  }

  /** Some systems have no file names with `*` or `?` in them. */
  private Optional<Path> path(String argument) {
    try {
      return Optional.of(base.resolve(argument));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void findInFolder(Path folder, String argument) {
    int problems = diagnostics.size();
    FolderNaming naming = FolderNaming.of(argument, folder);
    FolderListing listing = list(naming, looked.at());
    List<Path> found = listing.files();
    Map<Path, Path> realFolders = new HashMap<>();
    for (Path file : found) {
      InputFile input = new InputFile(Optional.of(file), naming.of(file), false);
      if (isAlone && !listing.areLinks()) {
        // nothing else leads to what is in the only folder, unless by a link
        files.add(input);
      } else {
        add(identity(file, listing, realFolders), input);
      }
    }
    if (found.isEmpty() && diagnostics.size() == problems) {
      report(
          argument,
          whenFolderIsEmpty,
          looked.whenThereIsNone(),
          "name files of other endings one by one, or by a glob");
    }
  }

  private Path identity(Path file, FolderListing listing, Map<Path, Path> realFolders) {
    return listing.areLinks() && Files.isSymbolicLink(file)
        ? identity(file)
        // what is no link has its name as the system has it
        : realFolders
            .computeIfAbsent(file.getParent(), InputFiles::identity)
            .resolve(file.getFileName());
  }

  private static boolean isLookedAt(String path) {
    // most are in lower case
    return hasEnding(path) || hasEnding(path.toLowerCase(Locale.ROOT));
  }

  private static boolean hasEnding(String path) {
    for (String ending : ENDINGS) {
      if (path.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the last part of {@code path}, of which a path knows the text. */
  private static String nameOf(Path path) {
    String text = path.toString();
    return text.substring(text.lastIndexOf(path.getFileSystem().getSeparator()) + 1);
  }

  /** What tells of other files, as {@code _SUCCESS} and {@code .part-00000.crc} of Hadoop do. */
  private static boolean isMarker(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private void findByGlob(String argument) {
    String pattern = argument.replace('\\', '/');
    int firstWildcard = GLOB.matcher(pattern).results().findFirst().orElseThrow().start();
    String start = pattern.substring(0, pattern.lastIndexOf('/', firstWildcard) + 1);
    Optional<Path> folder = path(start).filter(Files::isDirectory);
    PathMatcher matcher = matcher(pattern.substring(start.length()));
    List<Path> found = List.of();
    if (folder.isPresent()) {
      Path top = folder.get();
      FolderNaming naming = FolderNaming.of(start, top);
      found = list(naming, file -> matcher.matches(top.relativize(file))).files();
      found.forEach(file -> add(file, naming.of(file), true));
    }
    if (found.isEmpty()) {
      report(
          argument,
          DiagnosticCode.FILE_NOT_FOUND,
          "no file matches the pattern",
          "`*` stays within a folder, `**` does not");
    }
  }

  private PathMatcher matcher(String pattern) {
    try {
      return base.getFileSystem().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      // Such as `{app`, which is no pattern and no file: it matches nothing.
      return path -> false;
    }
  }

  private FolderListing list(FolderNaming naming, Predicate<Path> isWanted) {
    FolderListing listing = FolderListing.of(naming.folder(), isWanted);
    for (FolderListing.Problem problem : listing.problems()) {
      reportUnlistable(problem.file().map(naming::of).orElse(naming.argument()), problem.cause());
    }
    return listing;
  }

  private void reportUnlistable(String name, IOException e) {
    if (e instanceof FileSystemLoopException) {
      report(
          name,
          DiagnosticCode.SYMBOLIC_LINK_LOOP,
          "the symbolic link leads back to a folder that it is in",
          "remove the link, or name the folders beside it");
    } else {
      diagnostics.add(unreadable(name));
    }
  }

  /** Says that the file or folder cannot be read. */
  static Diagnostic unreadable(String name) {
    return Diagnostic.at(
            SourceLocation.startOf(name), DiagnosticCode.FILE_UNREADABLE, "cannot be read")
        .withHint("check its permissions, and that a link leads somewhere");
  }

  /** A file that is named twice is read once, and as strictly as the stricter of the two. */
  private void add(Path path, String name, boolean named) {
    add(identity(path), new InputFile(Optional.of(path), name, named));
  }

  private void add(Object identity, InputFile file) {
    Integer index = known.putIfAbsent(identity, files.size());
    if (index == null) {
      files.add(file);
    } else {
      InputFile first = files.get(index);
      files.set(index, new InputFile(first.path(), first.name(), first.named() || file.named()));
    }
  }

  /** A pipe has no real path, and two names for one are for the user to avoid. */
  static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }

  private void report(String name, DiagnosticCode code, String message, String hint) {
    diagnostics.add(Diagnostic.at(SourceLocation.startOf(name), code, message).withHint(hint));
  }
}
