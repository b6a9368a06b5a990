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
  /** Where Linux tells what standard error is; Java tells only of input and output together. */
  private static final String TOO_LARGE =
      """
      error: not enough memory for this input
        hint: raise `-Xmx`, an option of `java`; `ECS_POLICY_OPTS` gives it to an installed command
      """;

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Main() {}

  /** Runs the command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
    PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
    System.exit(run(args, System.in, out, err));
  }

  /** Runs the command as {@link #main} does, and returns its exit status. */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    boolean isConsole = isConsole() && System.getenv("TERM") != null;
    boolean watched = isTerminal(STANDARD_ERROR).orElse(isConsole);
    Path home = Path.of(System.getProperty("user.home"));
    return run(
        args,
        new Terminal(
            in,
            out,
            err,
            isConsole && watched,
            watched,
            System.getenv(),
            Path.of(""),
            home,
            Clock.systemUTC()));
  }

  /**
   * Whether input and output are a terminal. From JDK 22 on there is a console also where there is
   * none, unless one asks for that of before.
   */
  private static boolean isConsole() {
    System.setProperty("jdk.console", "java.base");
    return System.console() != null;
  }

  /** Returns whether it is one, where the system tells. */
  private static Optional<Boolean> isTerminal(Path descriptor) {
    try {
      String file = Files.readSymbolicLink(descriptor).toString();
      return Optional.of(
          file.startsWith("/dev/pts/")
              || file.startsWith("/dev/tty")
              || file.equals("/dev/console"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
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
