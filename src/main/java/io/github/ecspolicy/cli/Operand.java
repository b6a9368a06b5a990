package io.github.ecspolicy.cli;

import java.util.List;
import java.util.Optional;

/** What a command is about, as against {@linkplain Option how} it does its work. */
final class Operand {
  private final String label;
  private final int atLeast;
  private final boolean single;
  private final String description;
  private List<String> given = List.of();

  private Operand(String label, int atLeast, boolean single, String description) {
    this.label = label;
    this.atLeast = atLeast;
    this.single = single;
    this.description = description;
  }

  /** Exactly one. */
  static Operand one(String label, String description) {
    return new Operand(label, 1, true, description);
  }

  /** At least so many. */
  static Operand many(String label, int atLeast, String description) {
    return new Operand(label, atLeast, false, description);
  }

  String label() {
    return label;
  }

  int atLeast() {
    return atLeast;
  }

  boolean isSingle() {
    return single;
  }

  String description() {
    return description;
  }

  /** Returns what the user gave, if it is one. */
  Optional<String> value() {
    return given.stream().findFirst();
  }

  /** Returns what the user gave, in that order. */
  List<String> all() {
    return given;
  }

  /** Takes what the user gave. */
  void hold(List<String> texts) {
    given = List.copyOf(texts);
  }
}
