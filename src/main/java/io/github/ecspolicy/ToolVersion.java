package io.github.ecspolicy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The version of this program, as its build wrote it into the jar. */
public final class ToolVersion {
  private ToolVersion() {}

  /** Returns the version, such as {@code 1.2.0}. */
  public static String current() {
    return properties().getProperty("version");
  }

  /** Returns the commit that it was built from; empty where the build knew none. */
  public static Optional<String> commit() {
    return Optional.of(properties().getProperty("commit")).filter(commit -> !commit.isEmpty());
  }

  private static Properties properties() {
    try (InputStream in = ToolVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
