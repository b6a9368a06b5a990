package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs programs in a folder, with an environment of their own. */
final class Shell {
  private static final int PATIENCE_IN_SECONDS = 120;

  /** What a program ended with. */
  record Outcome(int status, String out, String err) {
    /** Returns what it printed, of a program that has to end well. */
    String success() {
      assertEquals(0, status, () -> out + err);
      return out;
    }
  }

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();
  private List<String> user = List.of();

  private Shell(Path folder) {
    this.folder = folder;
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", folder.toString());
    variables.put("LC_ALL", "C.UTF-8");
    // made in the background, it might be written into a folder that a test has just removed
    variables.put("ECS_POLICY_ARCHIVE", "off");
  }

  /** In {@code folder}, which is the user's home too. */
  static Shell in(Path folder) {
    return new Shell(folder);
  }

  Shell with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Runs programs as somebody who may write nothing, also where this is run by root. */
  Shell asNobody() {
    if (System.getProperty("user.name").equals("root")) {
      user = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }
    return this;
  }

  Path folder() {
    return folder;
  }

  /** Runs {@code command} and waits for its end. */
  Outcome run(List<String> command) {
    try {
      Path out = Files.createTempFile("dist", ".out");
      Path err = Files.createTempFile("dist", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(Stream.concat(user.stream(), command.stream()).toList())
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        fail("no end of " + command);
      }
      Outcome outcome =
          new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Outcome run(String... command) {
    return run(List.of(command));
  }

  /** Skips the test where {@code program} is not installed, but for the machine that has to. */
  static void need(String program) {
    boolean isThere =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(isThere, program + " is not installed");
    } else if (!isThere) {
      fail(program + " is not installed");
    }
  }
}
