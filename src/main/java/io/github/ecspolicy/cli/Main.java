package io.github.ecspolicy.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;

/** The entry point of the command {@code ecs-policy}. */
public final class Main {
  /** Where Linux tells what standard error is; Java tells only of input and output together. */
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Main() {}

  /** Runs the command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.exit(run(args, System.in, out, err));
  }

  /** Runs the command as {@link #main} does, and returns its exit status. */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    boolean interactive = System.console() != null && System.getenv("TERM") != null;
    Path home = Path.of(System.getProperty("user.home"));
    return run(
        args,
        new Terminal(
            in,
            out,
            err,
            interactive,
            interactive || isTerminal(STANDARD_ERROR),
            System.getenv(),
            Path.of(""),
            home,
            Clock.systemUTC()));
  }

  static int run(String[] args, Terminal terminal) {
    CommandLine command = EcsPolicyCommand.commandLine(terminal);
    int status;
    try {
      status = command.execute(args);
    } catch (OutOfMemoryError e) {
      terminal.err().print("error: not enough memory for this input\n  hint: raise `java -Xmx`\n");
      return ExitStatus.INVALID;
    }
    terminal.err().flush();
    if (terminal.out().checkError()) {
      terminal.err().print("error: the output cannot be written\n");
      return ExitStatus.INVALID;
    }
    return status;
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      String file = Files.readSymbolicLink(descriptor).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new PipedOutput(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }
}
