package io.github.ecspolicy.diagnostic;

/** The front end whose words a hint uses. */
public enum Dialect {
  /** Settings are flags: {@code --account}. */
  COMMAND_LINE,
  /** Settings are elements of the plugin's configuration: {@code <account>}. */
  MAVEN
}
