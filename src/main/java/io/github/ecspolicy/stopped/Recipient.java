package io.github.ecspolicy.stopped;

import java.util.Locale;

/** What a statement has to be added to. */
public enum Recipient {
  /** A policy of the role. */
  ROLE,
  /** The policy that is the role's permissions boundary. */
  PERMISSIONS_BOUNDARY;

  /** Returns the word that the output has for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
