package io.github.ecspolicy.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of a folder, chosen by patterns as Maven's other plugins have them. */
public final class FileSet {
  private static final Pattern TOKEN =
      Pattern.compile("(?<folders>(?<=^|/)\\*\\*/)|(?<rest>(?<=^|/)\\*\\*$)|\\*+|\\?|[^*?]+");

  private String directory;
  private List<String> includes = List.of("**/*.json");
  private List<String> excludes = List.of();

  /** Created by Maven, which then sets the fields from the elements of the same names. */
  public FileSet() {}

  FileSet(String directory, List<String> includes, List<String> excludes) {
    this.directory = directory;
    this.includes = includes;
    this.excludes = excludes;
  }

  /** Returns the folder as configured; {@code null} if it is not. */
  String directory() {
    return directory;
  }

  /**
   * Returns the files, sorted, as the user would name them.
   *
   * @param base where a relative folder starts from
   * @throws IOException if the folder cannot be listed
   */
  List<String> files(Path base) throws IOException {
    Path folder = base.resolve(directory);
    List<Pattern> included = regexes(includes);
    List<Pattern> excluded = regexes(excludes);
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .filter(name -> matches(included, name) && !matches(excluded, name))
          .sorted()
          .map(name -> directory + "/" + name)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Pattern> regexes(List<String> patterns) {
    // Maven reads an empty element as null.
    return patterns.stream().filter(Objects::nonNull).map(FileSet::regex).toList();
  }

  private static boolean matches(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  /**
   * Returns what {@code pattern} matches: {@code **} is any number of folders, {@code *} any run of
   * characters within a name, {@code ?} one of them; a pattern that ends in {@code /} means all
   * that is below.
   */
  private static Pattern regex(String pattern) {
    String slashed = pattern.strip().replace('\\', '/');
    StringBuilder regex = new StringBuilder();
    Matcher token = TOKEN.matcher(slashed.endsWith("/") ? slashed + "**" : slashed);
    while (token.find()) {
      if (token.group("folders") != null) {
        regex.append("(?:.*/)?");
      } else if (token.group("rest") != null) {
        regex.append(".*");
      } else {
        regex.append(
            switch (token.group().charAt(0)) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(token.group());
            });
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
