package io.github.ecspolicy.synthesis;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.ConditionOperator.Quantifier;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A statement and the pieces it may be taken apart into: all of it, or the single values of one of
 * its lists. Resources are alternatives to each other, and so are the values of a condition that
 * one of them has to match, so the statements with some of the values each allow together what the
 * one with all of them allows.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">Conditions
 *     with multiple context keys or values</a>
 */
final class DividedStatement {
  /**
   * What goes into one document.
   *
   * @param index among the pieces of its statement
   * @param values of the list: a single one, or all
   * @param length of the values in JSON, in characters, without commas and brackets
   * @param hash what stands for it, whatever else is in the policy
   */
  record Piece(DividedStatement of, int index, List<String> values, int length, long hash) {
    /** Whole statements first, then by hash. */
    static final Comparator<Piece> ORDER =
        Comparator.comparing((Piece piece) -> !piece.of.isWhole())
            .thenComparingLong(Piece::hash)
            .thenComparing(piece -> piece.of.statement.sid().orElse(""));

    /**
     * Returns by how many characters it makes a document longer.
     *
     * @param held how many values of the same list are there already
     */
    int lengthBeside(int held) {
      return held == 0
          ? of.lengthWithoutList + of.listLength(values.size(), length) + COMMA
          : of.listLength(held + values.size(), length) - of.listLength(held, 0);
    }
  }

  static final int EMPTY_SIZE = new PolicyDocument(List.of()).size();

  private static final int BRACKETS = 2;
  private static final int QUOTES = 2;
  private static final int COMMA = 1;

  private final Statement statement;

  /** Whose values the list is; empty where it is that of the resources. */
  private final Optional<Condition> condition;

  private final List<Piece> pieces;
  private final int length;
  private final int lengthWithoutList;
  private final long hash;

  private DividedStatement(
      Statement statement, Optional<Condition> condition, List<List<String>> parts) {
    this.statement = statement;
    this.condition = condition;
    this.hash = Rendezvous.hash(identity(statement));
    this.pieces = IntStream.range(0, parts.size()).mapToObj(i -> piece(i, parts.get(i))).toList();
    this.length = new PolicyDocument(List.of(statement)).size() - EMPTY_SIZE;
    int values = parts.stream().mapToInt(List::size).sum();
    this.lengthWithoutList =
        length - listLength(values, pieces.stream().mapToInt(Piece::length).sum());
  }

  /**
   * Returns {@code statement} as one piece if it is at most {@code wholeUpTo} characters long or
   * has no list to divide, and else divided so that the longest piece is as short as can be.
   */
  static DividedStatement of(Statement statement, int wholeUpTo) {
    DividedStatement whole =
        new DividedStatement(statement, Optional.empty(), List.of(statement.resources()));
    if (whole.length <= wholeUpTo) {
      return whole;
    }
    return Stream.concat(
            Stream.of(Optional.<Condition>empty()),
            statement.conditions().stream()
                .filter(DividedStatement::hasAlternatives)
                .map(Optional::of))
        .map(list -> new DividedStatement(statement, list, singly(values(statement, list))))
        .filter(divided -> divided.pieces.size() > 1)
        .min(Comparator.comparingInt(DividedStatement::longestPiece))
        .orElse(whole);
  }

  /** Returns the pieces in the order of the list. */
  List<Piece> pieces() {
    return pieces;
  }

  boolean isWhole() {
    return pieces.size() == 1;
  }

  /** Returns the length of the undivided statement and a comma, in characters. */
  int length() {
    return length + COMMA;
  }

  /** Returns the most characters by which one of the pieces makes an empty document longer. */
  int longestPiece() {
    return pieces.stream().mapToInt(piece -> piece.lengthBeside(0)).max().orElseThrow();
  }

  /** Returns what stands for the statement as long as nothing but its lists changes. */
  long hash() {
    return hash;
  }

  /** Returns the statement with {@code values} alone in place of the list. */
  Statement with(List<String> values) {
    return new Statement(
        statement.sid(),
        statement.effect(),
        statement.actions(),
        condition.isPresent() ? statement.resources() : values,
        statement.conditions().stream()
            .map(
                each ->
                    condition.filter(each::equals).isPresent()
                        ? new Condition(each.operator(), each.key(), values)
                        : each)
            .toList());
  }

  // what no value may match, and what all have to, needs the whole list in one place
  private static boolean hasAlternatives(Condition condition) {
    return !condition.operator().comparison().isNegated()
        && condition.operator().quantifier() != Quantifier.FOR_ALL_VALUES;
  }

  private static List<String> values(Statement statement, Optional<Condition> condition) {
    return condition.map(Condition::values).orElse(statement.resources());
  }

  private static List<List<String>> singly(List<String> values) {
    return values.stream().map(List::of).toList();
  }

  private Piece piece(int index, List<String> values) {
    int inJson = values.stream().mapToInt(DividedStatement::lengthInJson).sum();
    long own = values.size() == 1 ? Rendezvous.hash(values.get(0)) : 0;
    return new Piece(this, index, values, inJson, hash ^ own);
  }

  private static int lengthInJson(String value) {
    return isPlain(value) ? value.length() + QUOTES : TextNode.valueOf(value).toString().length();
  }

  /** Returns {@code true} if JSON has no other way to write it. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** A condition with a single value is written without brackets, resources never are. */
  private int listLength(int count, int values) {
    boolean brackets = condition.isEmpty() || count > 1;
    return values + (count - 1) * COMMA + (brackets ? BRACKETS : 0);
  }

  /**
   * The actions and what has a single value. Lists come and go in part, so they stand for nothing;
   * neither does the {@code Sid}, whose number depends on the statements before it.
   */
  private static String identity(Statement statement) {
    TreeSet<String> lines = new TreeSet<>(statement.actions());
    if (statement.resources().size() == 1) {
      lines.addAll(statement.resources());
    }
    for (Condition each : statement.conditions()) {
      String value = each.values().size() == 1 ? each.values().get(0) : "";
      lines.add(each.operator() + " " + each.key() + " " + value);
    }
    return lines.stream().collect(Collectors.joining("\n"));
  }
}
