package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a function of CloudFormation takes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     intrinsic functions</a>
 */
enum Signature {
  REF("Ref", "the name of a parameter or resource", "NAME", Signature::isTextOrCall),
  GET_ATT(
      "Fn::GetAtt",
      "a resource and one of its attributes",
      "[RESOURCE, ATTRIBUTE]",
      Signature::isAttribute),
  SUB(
      "Fn::Sub",
      "a string, and perhaps an object of values",
      "[STRING, {NAME: VALUE}]",
      Signature::isSubstitution),
  JOIN(
      "Fn::Join", "a delimiter and a list of values", "[DELIMITER, [VALUE, …]]", Signature::isJoin),
  SELECT(
      "Fn::Select", "an index and a list of values", "[INDEX, [VALUE, …]]", Signature::isSelection),
  SPLIT("Fn::Split", "a delimiter and a string", "[DELIMITER, STRING]", Signature::isSplit),
  IF(
      "Fn::If",
      "the name of a condition and two values",
      "[CONDITION, VALUE, VALUE]",
      Signature::isBranch),
  FIND_IN_MAP(
      "Fn::FindInMap", "a mapping and two keys", "[MAPPING, KEY, KEY]", Signature::isLookup),
  IMPORT_VALUE("Fn::ImportValue", "the name of an export", "NAME", Signature::isTextOrCall),
  BASE64("Fn::Base64", "a string", "STRING", Signature::isTextOrCall),
  LENGTH("Fn::Length", "a list", "[VALUE, …]", Signature::isListOrCall),
  EQUALS("Fn::Equals", "two values", "[VALUE, VALUE]", Signature::isPair),
  NOT("Fn::Not", "a list of one condition", "[CONDITION]", Signature::isCondition),
  AND(
      "Fn::And",
      "a list of two to ten conditions",
      "[CONDITION, CONDITION]",
      Signature::areConditions),
  OR(
      "Fn::Or",
      "a list of two to ten conditions",
      "[CONDITION, CONDITION]",
      Signature::areConditions);

  /** What a tag of YAML begins with. */
  static final String TAG = "!";

  private final String function;
  private final String words;
  private final String form;
  private final Predicate<Node> fits;

  Signature(String function, String words, String form, Predicate<Node> fits) {
    this.function = function;
    this.words = words;
    this.form = form;
    this.fits = fits;
  }

  /** Returns what is wrong with the argument of {@code call}, if anything is. */
  static Optional<Mistake> check(Node at, Node.Member call) {
    if (call.key().startsWith(TAG)) {
      return Optional.of(
          new Mistake(
              at,
              quote(call.key()) + " is no function of CloudFormation",
              "correct the tag, or read the template as the tool has rendered it that knows it"));
    }
    return Stream.of(values())
        .filter(signature -> signature.function.equals(call.key()))
        .filter(signature -> !signature.fits.test(call.value()))
        .findFirst()
        .map(
            signature ->
                new Mistake(
                    at,
                    "`" + signature.function + "` takes " + signature.words,
                    "write `" + signature.function + ": " + signature.form + "`"));
  }

  /**
   * An expression that CloudFormation refuses.
   *
   * @param at where it stands
   */
  record Mistake(Node at, String message, String hint) {}

  private static List<Node> items(Node argument) {
    return argument instanceof Node.Sequence list ? list.items() : List.of();
  }

  @SafeVarargs
  private static boolean areItems(Node argument, Predicate<Node>... each) {
    List<Node> items = items(argument);
    if (items.size() != each.length) {
      return false;
    }
    for (int i = 0; i < each.length; i++) {
      if (!each[i].test(items.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isScalar(Node node) {
    return StackParameter.scalar(node).isPresent();
  }

  private static boolean isTextOrCall(Node node) {
    return isScalar(node) || Intrinsics.call(node).isPresent();
  }

  private static boolean isListOrCall(Node node) {
    return node instanceof Node.Sequence || Intrinsics.call(node).isPresent();
  }

  private static boolean isAttribute(Node argument) {
    return argument instanceof Node.Text text
        ? text.text().matches("[^.]+\\..+")
        : items(argument).size() > 1 && items(argument).stream().allMatch(Signature::isTextOrCall);
  }

  private static boolean isSubstitution(Node argument) {
    return isScalar(argument) || areItems(argument, Signature::isScalar, Signature::isObject);
  }

  private static boolean isJoin(Node argument) {
    return areItems(argument, Signature::isScalar, Signature::isListOrCall);
  }

  private static boolean isSelection(Node argument) {
    return areItems(argument, Signature::isTextOrCall, Signature::isListOrCall);
  }

  private static boolean isSplit(Node argument) {
    return areItems(argument, Signature::isScalar, Signature::isTextOrCall);
  }

  private static boolean isBranch(Node argument) {
    return items(argument).size() == 3 && items(argument).get(0) instanceof Node.Text;
  }

  /** With a transform, a default may stand beside the keys. */
  private static boolean isLookup(Node argument) {
    return List.of(3, 4).contains(items(argument).size())
        && items(argument).stream().limit(3).allMatch(Signature::isTextOrCall);
  }

  private static boolean isPair(Node argument) {
    return items(argument).size() == 2;
  }

  private static boolean isObject(Node node) {
    return node instanceof Node.Mapping;
  }

  private static boolean isCondition(Node argument) {
    return areItems(argument, Signature::isObject);
  }

  private static boolean areConditions(Node argument) {
    List<Node> items = items(argument);
    return items.size() >= 2 && items.size() <= 10 && items.stream().allMatch(Signature::isObject);
  }
}
