package io.github.ecspolicy.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * An output that nobody may be reading to its end: {@code head} has closed its pipe after some
 * lines, which is no failure of whoever writes. From then on all that is written is dropped.
 */
final class PipedOutput extends FilterOutputStream {
  private boolean isUnread;

  PipedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (isUnread) {
      return;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (!isClosedPipe(e)) {
        throw e;
      }
      isUnread = true;
    }
  }

  /** Linux and macOS say "Broken pipe", Windows "The pipe is being closed". */
  private static boolean isClosedPipe(IOException e) {
    return e.getMessage() != null && e.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
  }
}
