package io.github.ecspolicy.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The entry point of the command {@code ecs-policy}. */
public final class Main {
  private static final String TOO_LARGE =
      """
      error: not enough memory for this input
        hint: raise `-Xmx`, an option of `java`; `ECS_POLICY_OPTS` gives it to an installed command
      """;

  /** Where Linux tells what is open; Java tells only of input and output together. */
  private static final Path OPEN = Path.of("/proc/self/fd");

  private Main() {}

  /** Runs the command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    // newer JDKs make code for each method that is called by its name, such as those of enums
    System.setProperty("jdk.reflect.useNativeAccessorOnly", "true");
    PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
    PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
    int status = run(args, System.in, out, err);
    // newer JDKs look for a logger to tell of an exit that is asked for, which takes a while
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Runs the command as {@link #main} does, and returns its exit status. */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    boolean hasTerminal = System.getenv("TERM") != null;
    boolean watched = hasTerminal && isTerminal(2);
    boolean interactive = watched && isTerminal(1) && isTerminal(0);
    Path home = Path.of(System.getProperty("user.home"));
    return run(
        args,
        new Terminal(
            in,
            out,
            err,
            interactive,
            watched,
            System.getenv(),
            Path.of(""),
            home,
            Clock.systemUTC()));
  }

  /**
   * Returns whether what is open under the number is a terminal. Where the system does not tell,
   * the console does: of input and output together, and it takes a while.
   */
  private static boolean isTerminal(int number) {
    try {
      String file = Files.readSymbolicLink(OPEN.resolve(Integer.toString(number))).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // from JDK 22 on there is a console also where there is none, unless one asks for the old one
      System.setProperty("jdk.console", "java.base");
      return System.console() != null;
    }
  }

  static int run(String[] args, Terminal terminal) {
    int status;
    try {
      status = execute(args, terminal);
    } catch (OutOfMemoryError e) {
      terminal.err().print(TOO_LARGE);
      return ExitStatus.INVALID;
    }
    terminal.err().flush();
    if (terminal.out().checkError()) {
      terminal.err().print("error: the output cannot be written\n");
      return ExitStatus.INVALID;
    }
    return status;
  }

  private static int execute(String[] args, Terminal terminal) {
    Optional<Command> command = PlainCommandLine.read(List.of(args), terminal);
    if (command.isEmpty()) {
      return EcsPolicyCommand.commandLine(terminal).execute(args);
    }
    try {
      return command.get().call();
    } catch (RuntimeException e) {
      return Failure.of(e, "ecs-policy " + args[0], terminal);
    }
  }

  /** Returns what the command prints to, so that its text goes to {@code out}. */
  static PrintStream utf8(OutputStream out) {
    return new PrintStream(new PipedOutput(out), false, StandardCharsets.UTF_8);
  }
}
