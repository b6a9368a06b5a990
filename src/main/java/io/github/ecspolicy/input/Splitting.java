package io.github.ecspolicy.input;

import io.github.ecspolicy.input.Piece.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code Fn::Split} of a text of which some may be unknown. */
final class Splitting {
  private static final String OF_ARNS = ":";

  private Splitting() {}

  /** Returns the parts of {@code text}, unless what is unknown may hold the delimiter. */
  static Optional<Value> split(List<Piece> text, String delimiter) {
    List<Value> values = new ArrayList<>();
    List<Piece> current = new ArrayList<>();
    for (Piece piece : text) {
      if (piece instanceof Piece.Unknown unknown) {
        if (!isSolid(unknown.shape(), delimiter)) {
          return Optional.empty();
        }
        current.add(unknown);
      } else {
        String[] parts = piece.display().split(Pattern.quote(delimiter), -1);
        for (int i = 0; i < parts.length; i++) {
          if (i > 0) {
            values.add(new Value.Text(current));
            current.clear();
          }
          Piece.append(new Piece.Literal(parts[i]), current);
        }
      }
    }
    values.add(new Value.Text(current));
    return Optional.of(new Value.Items(values));
  }

  /** Accounts, Regions, key ids and names are known to hold none of the usual delimiters. */
  private static boolean isSolid(Shape shape, String delimiter) {
    return switch (shape) {
      case ACCOUNT -> ":/-.".contains(delimiter);
      case REGION, KEY_ID -> ":/.".contains(delimiter);
      case NAME, LOCAL_NAME, PATH -> delimiter.equals(OF_ARNS);
      case ANYTHING, SECRET_ARN -> false;
    };
  }
}
