package io.github.ecspolicy.input;

import java.util.List;

/** What an expression of a template comes to. */
sealed interface Value {
  /** {@code AWS::NoValue}: what has it is not there. */
  Value ABSENT = new Absent();

  /** Returns what the value is, as messages say it. */
  String kind();

  /** What has it is not there. */
  record Absent() implements Value {
    @Override
    public String kind() {
      return "`AWS::NoValue`";
    }
  }

  /** A text, of which some may be unknown. */
  record Text(List<Piece> pieces) implements Value {
    public Text {
      pieces = List.copyOf(pieces);
    }

    @Override
    public String kind() {
      return "a string";
    }
  }

  /** A list that an expression made. */
  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** An object or list as it is written, with expressions in it. */
  record Written(Node node) implements Value {
    @Override
    public String kind() {
      return node.kind();
    }
  }

  static Value text(String text) {
    return new Text(Piece.literal(text));
  }

  static Value unknown(Piece.Unknown unknown) {
    return new Text(List.of(unknown));
  }
}
