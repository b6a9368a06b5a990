package io.github.ecspolicy.input;

import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.input.Piece.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What stands in a text for a value that CloudFormation looks up as it creates a stack: <code>
 * {{resolve:ssm:/name}}</code>.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">
 *     dynamic references</a>
 */
final class DynamicReferences {
  /** What each begins with. */
  static final String START = "{{resolve:";

  private static final String END = "}}";

  private final Function<String, Optional<String>> known;
  private final List<Piece> result = new ArrayList<>();

  /** The pieces of one of which the end was not seen yet. */
  private final List<Piece> open = new ArrayList<>();

  private DynamicReferences(Function<String, Optional<String>> known) {
    this.known = known;
  }

  /**
   * Returns {@code text} with each of them as one piece.
   *
   * @param known what some come to
   */
  static List<Piece> in(List<Piece> text, Function<String, Optional<String>> known) {
    if (text.stream().noneMatch(piece -> piece.display().contains(START))) {
      return text;
    }
    DynamicReferences references = new DynamicReferences(known);
    for (Piece piece : text) {
      if (piece instanceof Piece.Literal) {
        references.add(piece.display());
      } else {
        references.current().add(piece);
      }
    }
    // what has no end is none
    references.open.forEach(piece -> Piece.append(piece, references.result));
    return List.copyOf(references.result);
  }

  /** Returns {@code true} if {@code piece} is one. */
  static boolean isOne(Piece piece) {
    return piece instanceof Unknown && piece.display().startsWith(START);
  }

  private List<Piece> current() {
    return open.isEmpty() ? result : open;
  }

  private void add(String text) {
    String mark = open.isEmpty() ? START : END;
    int at = text.indexOf(mark);
    if (at < 0) {
      Piece.append(new Piece.Literal(text), current());
    } else if (open.isEmpty()) {
      Piece.append(new Piece.Literal(text.substring(0, at)), result);
      open.add(new Piece.Literal(START));
      add(text.substring(at + START.length()));
    } else {
      Piece.append(new Piece.Literal(text.substring(0, at) + END), open);
      Piece.append(reference(List.copyOf(open)), result);
      open.clear();
      add(text.substring(at + END.length()));
    }
  }

  private Piece reference(List<Piece> pieces) {
    String display = Piece.display(pieces);
    return known
        .apply(display)
        .<Piece>map(Piece.Literal::new)
        .orElseGet(() -> new Unknown(intrinsic(pieces), display, Shape.ANYTHING));
  }

  /** One without expressions in it is written as it is. */
  private static String intrinsic(List<Piece> pieces) {
    String texts = pieces.stream().map(DynamicReferences::json).collect(Collectors.joining(","));
    return pieces.size() == 1 ? texts : "{\"Fn::Join\":[\"\",[" + texts + "]]}";
  }

  private static String json(Piece piece) {
    return piece instanceof Unknown unknown
        ? unknown.intrinsic()
        : NodeJson.of(new Node.Text(1, 1, piece.display()));
  }
}
