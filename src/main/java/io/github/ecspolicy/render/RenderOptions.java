package io.github.ecspolicy.render;

import io.github.ecspolicy.diagnostic.Dialect;

/**
 * What a renderer has to know about its reader.
 *
 * @param dialect how hints name settings
 * @param shell for commands
 * @param colour whether terminal escape sequences are welcome
 */
public record RenderOptions(Dialect dialect, Shell shell, boolean colour) {

  /** The shell that a command is written for. */
  public enum Shell {
    POSIX,
    POWERSHELL
  }
}
