package io.github.ecspolicy.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A stretch of a text of a template. */
sealed interface Piece {
  /** Returns the stretch as people read it: an expression as {@code Fn::Sub} has it. */
  String display();

  /** A stretch that is known. */
  record Literal(String text) implements Piece {
    @Override
    public String display() {
      return text;
    }
  }

  /**
   * A stretch that only AWS will know.
   *
   * @param intrinsic the expression, as JSON
   * @param shape what it is, as far as the template tells
   */
  record Unknown(String intrinsic, String display, Shape shape) implements Piece {
    Unknown as(Shape other) {
      return new Unknown(intrinsic, display, other);
    }
  }

  /** What a text is of which only the expression is known. */
  enum Shape {
    /** It may be a name or an ARN. */
    ANYTHING,
    /** A name, which may start with a slash. */
    NAME,
    /** A name without a slash at its start. */
    LOCAL_NAME,
    /** The path of a parameter, which starts with a slash. */
    PATH,
    /** The complete ARN of a secret. */
    SECRET_ARN,
    KEY_ID,
    ACCOUNT,
    REGION
  }

  static List<Piece> literal(String text) {
    return List.of(new Literal(text));
  }

  /** Returns all of {@code texts} in a row. */
  @SafeVarargs
  static List<Piece> join(List<Piece>... texts) {
    List<Piece> joined = new ArrayList<>();
    for (List<Piece> text : texts) {
      text.forEach(piece -> append(piece, joined));
    }
    return List.copyOf(joined);
  }

  /** Adds {@code piece}, so that no two literals stand side by side and none is empty. */
  static void append(Piece piece, List<Piece> pieces) {
    if (piece instanceof Literal next) {
      if (next.text().isEmpty()) {
        return;
      }
      int last = pieces.size() - 1;
      if (last >= 0 && pieces.get(last) instanceof Literal before) {
        pieces.set(last, new Literal(before.text() + next.text()));
        return;
      }
    }
    pieces.add(piece);
  }

  /** Returns the text, if all of it is known. */
  static Optional<String> known(List<Piece> pieces) {
    return pieces.stream().allMatch(Literal.class::isInstance)
        ? Optional.of(display(pieces))
        : Optional.empty();
  }

  static String display(List<Piece> pieces) {
    return pieces.stream().map(Piece::display).collect(Collectors.joining());
  }
}
