package io.github.ecspolicy.input;

import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.input.Piece.Unknown;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Completes the text of a field: what is not known of it gets a stand-in that fits its place. */
final class FieldText {
  private static final String ARN = "arn:";

  /** What ends before the Region of an ARN, and before its account. */
  private static final Pattern BEFORE_REGION = Pattern.compile("arn:[^:]*:[^:]*:");

  private static final Pattern BEFORE_ACCOUNT = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:");
  private static final Pattern BEFORE_SUFFIX =
      Pattern.compile("[^./]+\\.dkr[.-]ecr(-fips)?\\.[^./]+\\.");

  /** Key, stage and version of a secret. */
  private static final int SELECTORS = 3;

  private final StandIns standIns;

  FieldText(StandIns standIns) {
    this.standIns = standIns;
  }

  /** What a text is for. */
  enum Field {
    /** A parameter by name or ARN, or a secret by ARN. */
    VALUE_FROM,
    /** A secret by name or ARN. */
    SECRET,
    /** A key by id, ARN or alias. */
    KEY,
    /** What is an ARN or starts like a host: an object in S3, an image. */
    LOCATED,
    REGION,
    /** What is taken as it is. */
    NAME,
    /** What a policy names: the same as what a task definition refers to, where that may be. */
    POLICY;

    /** Returns what the field {@code key} is for. */
    static Field of(String key) {
      return switch (key.toLowerCase(Locale.ROOT)) {
        case "valuefrom" -> VALUE_FROM;
        case "credentialsparameter" -> SECRET;
        case "kmskeyid", "kmsmasterkeyid", "masterpasswordsecretkmskeyid", "targetkeyid" -> KEY;
        case "image", "value", "config-file-value", "credentialspecs", "dockersecurityoptions" ->
            LOCATED;
        case "awslogs-region" -> REGION;
        default -> NAME;
      };
    }
  }

  /**
   * Returns {@code pieces} as a text with stand-ins. Where it is not known what kind of thing it
   * names, the expressions themselves stand there.
   */
  String complete(List<Piece> pieces, Field field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i) instanceof Unknown unknown) {
        String after =
            i + 1 < pieces.size() && pieces.get(i + 1) instanceof Piece.Literal next
                ? next.text()
                : "";
        boolean isFirst = i == 0 && !isPlace(text, after);
        if (isFirst && isUndecided(unknown.shape(), pieces, field)) {
          return Piece.display(pieces);
        }
        if (field == Field.POLICY && isPath(unknown, text)) {
          appendPath(unknown, text);
        } else {
          text.append(
              isFirst ? first(unknown, pieces.size() == 1, field) : within(unknown, text, after));
        }
      } else {
        text.append(pieces.get(i).display());
      }
    }
    return text.toString();
  }

  /**
   * Whether it is a parameter that a task definition refers to by a name of which nobody knows
   * whether it starts with a slash.
   */
  private boolean isPath(Unknown unknown, CharSequence before) {
    return (endsWith(before, ":parameter") || endsWith(before, ":parameter/"))
        && isName(unknown.shape())
        && standIns.isUsed(path(unknown));
  }

  private void appendPath(Unknown unknown, StringBuilder text) {
    if (endsWith(text, "/")) {
      text.setLength(text.length() - 1);
    }
    text.append(standIns.of(path(unknown)));
  }

  /** A place that has a shape of its own, whatever the template tells. */
  private static boolean isPlace(CharSequence before, String after) {
    return before.length() == 0 && isHost(after);
  }

  private static boolean isHost(String after) {
    return after.startsWith(".dkr.ecr") || after.startsWith(".dkr-ecr.");
  }

  private static boolean isUndecided(Shape shape, List<Piece> pieces, Field field) {
    return switch (field) {
      case VALUE_FROM -> shape == Shape.ANYTHING && !hasSelectors(pieces);
      case SECRET, KEY, LOCATED ->
          shape == Shape.ANYTHING || shape == Shape.NAME && field == Field.KEY;
      case REGION, NAME, POLICY -> false;
    };
  }

  /** Only what follows the ARN of a secret has three colons. */
  private static boolean hasSelectors(List<Piece> pieces) {
    return pieces.size() > 1
        && pieces.get(1).display().startsWith(":")
        && pieces.stream()
                .skip(1)
                .filter(Piece.Literal.class::isInstance)
                .flatMapToInt(piece -> piece.display().chars())
                .filter(c -> c == ':')
                .count()
            == SELECTORS;
  }

  private String first(Unknown unknown, boolean isAlone, Field field) {
    boolean isName = unknown.shape() == Shape.ANYTHING || unknown.shape() == Shape.NAME;
    return switch (field) {
      case VALUE_FROM ->
          switch (unknown.shape()) {
            case ANYTHING -> standIns.of(unknown.as(Shape.SECRET_ARN));
            case NAME -> standIns.of(path(unknown));
            case LOCAL_NAME, PATH, SECRET_ARN, KEY_ID, ACCOUNT, REGION -> standIns.of(unknown);
          };
      case REGION -> standIns.of(isName && isAlone ? unknown.as(Shape.REGION) : unknown);
      case SECRET, KEY, LOCATED, NAME ->
          standIns.of(isName ? unknown.as(Shape.LOCAL_NAME) : unknown);
      case POLICY -> {
        boolean isSecret = isName && standIns.isUsed(unknown.as(Shape.SECRET_ARN));
        yield standIns.of(
            isName ? unknown.as(isSecret ? Shape.SECRET_ARN : Shape.LOCAL_NAME) : unknown);
      }
    };
  }

  /**
   * The path of a parameter whose name has a slash at its start or none: with one in any case, by
   * way of making two of them one.
   */
  private static Unknown path(Unknown name) {
    return new Unknown(
        "{\"Fn::Join\":[\"/\",{\"Fn::Split\":[\"//\",{\"Fn::Join\":[\"\",[\"/\","
            + name.intrinsic()
            + "]]}]}]}",
        name.display(),
        Shape.PATH);
  }

  /** What stands within an ARN, a host or a name. */
  private String within(Unknown unknown, CharSequence before, String after) {
    boolean isWhole = after.startsWith(":");
    boolean isName = isName(unknown.shape());
    if (isName && isWhole && ARN.contentEquals(before)) {
      return standIns.partition().id();
    }
    if (isName && BEFORE_SUFFIX.matcher(before).matches() && after.startsWith("/")) {
      return standIns.partition().dnsSuffix();
    }
    boolean isRegion =
        isWhole && BEFORE_REGION.matcher(before).matches()
            || after.startsWith(".") && endsWith(before, ".dkr.ecr.");
    boolean isAccount =
        isWhole && BEFORE_ACCOUNT.matcher(before).matches() || isPlace(before, after);
    if (isName && (isRegion || isAccount)) {
      return standIns.of(unknown.as(isRegion ? Shape.REGION : Shape.ACCOUNT));
    }
    if (isName && endsWith(before, ":parameter")) {
      return standIns.of(unknown.as(Shape.PATH));
    }
    if (isName && endsWith(before, ":key/")) {
      return standIns.of(unknown.as(Shape.KEY_ID));
    }
    return standIns.of(isName ? unknown.as(Shape.LOCAL_NAME) : unknown);
  }

  private static boolean isName(Shape shape) {
    return switch (shape) {
      case ANYTHING, NAME, LOCAL_NAME, PATH -> true;
      case SECRET_ARN, KEY_ID, ACCOUNT, REGION -> false;
    };
  }

  private static boolean endsWith(CharSequence text, String end) {
    return text.length() >= end.length()
        && end.contentEquals(text.subSequence(text.length() - end.length(), text.length()));
  }
}
