package io.github.ecspolicy.input;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.diagnostic.Sha256;
import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.input.Piece.Unknown;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.TemplateValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the texts of one template for what only AWS will know. Each has the shape of the
 * real thing, and is derived from the whole template by a hash, so that no template can hold its
 * own.
 */
final class StandIns {
  private static final Unknown REGION =
      new Unknown(NodeJson.call("Ref", "AWS::Region"), "${AWS::Region}", Shape.REGION);
  private static final Unknown ACCOUNT =
      new Unknown(NodeJson.call("Ref", "AWS::AccountId"), "${AWS::AccountId}", Shape.ACCOUNT);

  private static final HexFormat HEX = HexFormat.of();

  private final Optional<String> givenRegion;
  private final Optional<String> givenAccount;
  private final byte[] document;
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();

  StandIns(Node template, TemplateValues values) {
    givenRegion = values.region();
    givenAccount = values.account();
    collect(template);
    MessageDigest sha256 = Sha256.digest();
    for (String text : texts) {
      sha256.update(bytes(text));
      sha256.update((byte) 0);
    }
    document = sha256.digest();
  }

  private void collect(Node node) {
    if (node instanceof Node.Mapping mapping) {
      for (Node.Member member : mapping.members()) {
        texts.add(member.key());
        collect(member.value());
      }
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(this::collect);
    } else if (node instanceof Node.Text text) {
      texts.add(text.text());
    } else if (node instanceof Node.Number number) {
      texts.add(number.text());
    }
  }

  /** Returns the symbols of which something was made, in the order in which that happened. */
  List<Symbol> symbols() {
    return List.copyOf(symbols.values());
  }

  /** Returns the Region of the stack, or what stands for it. */
  String region() {
    return givenRegion.orElseGet(() -> of(REGION));
  }

  /** Returns the account of the stack, or what stands for it. */
  String account() {
    return givenAccount.orElseGet(() -> of(ACCOUNT));
  }

  /** Returns {@code true} if {@code arn} is where the stack is, and nobody says where that is. */
  boolean isSomewhere(Arn arn) {
    return isInItsRegion(arn) && arn.account().equals(account());
  }

  /** Returns {@code true} if {@code arn} is in the Region of the stack, which nobody says. */
  boolean isInItsRegion(Arn arn) {
    return isUsed(REGION) && arn.region().equals(region());
  }

  List<Piece> regionPieces() {
    return givenRegion.map(Piece::literal).orElse(List.of(REGION));
  }

  List<Piece> accountPieces() {
    return givenAccount.map(Piece::literal).orElse(List.of(ACCOUNT));
  }

  /** Returns the partition of the stack: {@code aws} while its Region is not known. */
  Partition partition() {
    return givenRegion.flatMap(Partition::ofRegion).orElse(Partition.AWS);
  }

  /** Returns {@code true} if something stands for {@code unknown} by now. */
  boolean isUsed(Unknown unknown) {
    return symbols.containsKey(key(unknown));
  }

  private static String key(Unknown unknown) {
    return unknown.shape() + " " + unknown.intrinsic();
  }

  /** Returns what stands for {@code unknown}: the same text whenever it is asked for. */
  String of(Unknown unknown) {
    String key = key(unknown);
    Symbol known = symbols.get(key);
    if (known != null) {
      return known.standIn();
    }
    String standIn = unused(unknown, key);
    symbols.put(key, new Symbol(standIn, unknown.intrinsic(), unknown.display()));
    if (unknown.shape() == Shape.SECRET_ARN) {
      symbols.put(key + " name", nameOf(standIn, unknown));
    }
    return standIn;
  }

  /** What follows the sixth colon of an ARN is how people know the secret. */
  private static Symbol nameOf(String arn, Unknown unknown) {
    return new Symbol(
        arn.substring(arn.lastIndexOf(':') + 1),
        "{\"Fn::Select\":[\"6\",{\"Fn::Split\":[\":\"," + unknown.intrinsic() + "]}]}",
        unknown.display());
  }

  /** A name has 80 bits; an account or Region has 40, which chance may have put there too. */
  private String unused(Unknown unknown, String key) {
    // What is written is sorted by stand-ins, and a change elsewhere should not change its order.
    String order = HEX.formatHex(Sha256.digest().digest(bytes(key)), 0, 2);
    int attempt = 0;
    String standIn;
    do {
      standIn = make(unknown.shape(), order + HEX.formatHex(hash(key + " " + attempt++)));
    } while (isShort(unknown.shape()) && isIn(standIn));
    return standIn;
  }

  private static boolean isShort(Shape shape) {
    return shape == Shape.ACCOUNT || shape == Shape.REGION;
  }

  private boolean isIn(String standIn) {
    return texts.stream().anyMatch(text -> text.contains(standIn));
  }

  private String make(Shape shape, String hex) {
    String name = "x" + hex.substring(0, 20);
    return switch (shape) {
      case ANYTHING, NAME, LOCAL_NAME -> name;
      case PATH -> "/" + name;
      // The digit keeps it from looking like a word, which makes the end of a name doubtful.
      case SECRET_ARN ->
          "arn:"
              + partition()
              + ":secretsmanager:"
              + region()
              + ":"
              + account()
              + ":secret:"
              + name
              + "-x1"
              + hex.substring(20, 24);
      case KEY_ID ->
          String.join(
              "-",
              hex.substring(0, 8),
              hex.substring(8, 12),
              hex.substring(12, 16),
              hex.substring(16, 20),
              hex.substring(20, 32));
      case ACCOUNT ->
          Long.toString(Long.parseLong("1" + hex.substring(0, 14), 16)).substring(2, 14);
      case REGION -> "us-" + letters(hex.substring(0, 10)) + "-1";
    };
  }

  /** Regions are named by letters: {@code a} to {@code p} for the hexadecimal digits. */
  private static String letters(String hex) {
    StringBuilder letters = new StringBuilder();
    hex.chars().forEach(digit -> letters.append((char) ('a' + Character.digit(digit, 16))));
    return letters.toString();
  }

  private byte[] hash(String text) {
    MessageDigest sha256 = Sha256.digest();
    sha256.update(document);
    return sha256.digest(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
