package io.github.ecspolicy.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds a run of the command.
 *
 * @param in standard input
 * @param out standard output, in UTF-8
 * @param err standard error, in UTF-8
 * @param interactive whether a person reads the output
 * @param watched whether a person sees standard error
 * @param variables the environment variables
 * @param folder the working folder
 * @param home the user's home folder
 * @param clock tells which day it is
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean interactive,
    boolean watched,
    Map<String, String> variables,
    Path folder,
    Path home,
    Clock clock) {

  /**
   * Returns {@code true} if a person reads the output, who likes colours.
   *
   * @see <a href="https://no-color.org/">NO_COLOR</a>
   * @see <a href="https://bixense.com/clicolors/">CLICOLOR_FORCE</a>
   */
  boolean isColourful() {
    if (!variables.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String forced = variables.getOrDefault("CLICOLOR_FORCE", "");
    return !forced.isEmpty() && !forced.equals("0")
        || interactive && !variables.getOrDefault("TERM", "").equals("dumb");
  }

  /** What surrounds a run now in which both outputs go to the same place. */
  Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean interactive,
      Map<String, String> variables,
      Path folder,
      Path home) {
    this(in, out, err, interactive, interactive, variables, folder, home, Clock.systemUTC());
  }
}
