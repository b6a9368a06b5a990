package io.github.ecspolicy.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The least that any reader of JSON on Jackson does: every token once, and nothing with it. */
public final class Tokens {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Tokens() {}

  /**
   * Prints how many tokens there are.
   *
   * @param args a file, a folder with files, or {@code -} for standard input
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("-")) {
      System.out.println(count(System.in));
      return;
    }
    long tokens = 0;
    try (Stream<Path> files = Files.walk(Path.of(args[0])).filter(Files::isRegularFile)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try (InputStream in = Files.newInputStream(file)) {
          tokens += count(in);
        }
      }
    }
    System.out.println(tokens);
  }

  /** Returns how many tokens {@code in} has. */
  public static long count(InputStream in) throws IOException {
    long tokens = 0;
    try (JsonParser parser = FACTORY.createParser(in)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
