package io.github.ecspolicy.input;

import io.github.ecspolicy.input.NestedStacks.Told;
import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.template.TemplateValues;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A parameter of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">
 *     parameters</a>
 */
record StackParameter(String name, Node.Mapping written) {
  /** CloudFormation takes the name of a parameter in Parameter Store, and reads its value there. */
  private static final String STORED = "AWS::SSM::Parameter::Value<";

  /**
   * Returns its value, as far as it is known.
   *
   * @param told what a stack around this one gives to it, which counts more than all else
   */
  Value value(TemplateValues values, Optional<Told> told) {
    String type = type();
    Optional<String> text =
        told.flatMap(Told::text)
            .filter(each -> !isHidden())
            .or(() -> Optional.ofNullable(values.parameters().get(name)))
            .or(() -> told.isPresent() ? Optional.empty() : defaultText())
            .filter(each -> !type.startsWith(STORED));
    return text.map(each -> isList(type) ? items(each) : Value.text(each))
        .orElseGet(
            () ->
                Value.unknown(
                    new Piece.Unknown(
                        NodeJson.call("Ref", name),
                        "${" + name + "}",
                        told.map(Told::shape)
                            .filter(shape -> shape != Shape.ANYTHING && !type.startsWith(STORED))
                            .orElseGet(() -> shape(type)))));
  }

  /**
   * Returns its default, if that is its value as far as anyone knows.
   *
   * @param told what a stack around this one gives to it
   */
  Optional<String> defaultThatCounts(TemplateValues values, Optional<Told> told) {
    return defaultText()
        .filter(text -> told.isEmpty())
        .filter(text -> !values.parameters().containsKey(name) && !type().startsWith(STORED));
  }

  /** Returns {@code true} if the value that is given to it is its value. */
  boolean isSettable() {
    return !type().startsWith(STORED);
  }

  private String type() {
    return StackTemplate.text(written, "Type").orElse("String");
  }

  /** What nobody is to see is no name that a policy could show. */
  private Optional<String> defaultText() {
    if (isHidden()) {
      return Optional.empty();
    }
    return written.member("Default").map(Node.Member::value).flatMap(StackParameter::scalar);
  }

  private boolean isHidden() {
    return written
        .member("NoEcho")
        .map(Node.Member::value)
        .flatMap(StackParameter::scalar)
        .filter("true"::equalsIgnoreCase)
        .isPresent();
  }

  /** Returns the text of a value that is no object or list. */
  static Optional<String> scalar(Node node) {
    if (node instanceof Node.Text text) {
      return Optional.of(text.text());
    }
    if (node instanceof Node.Number number) {
      return Optional.of(number.text());
    }
    return node instanceof Node.Flag flag
        ? Optional.of(Boolean.toString(flag.isTrue()))
        : Optional.empty();
  }

  private static boolean isList(String type) {
    return type.equals("CommaDelimitedList") || type.startsWith("List<");
  }

  private static Value items(String text) {
    return new Value.Items(split(text).map(Value::text).toList());
  }

  private static Stream<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip);
  }

  /** What AWS gives names to, and what can only have one of a few names, is no ARN. */
  private Shape shape(String type) {
    if (type.equals("AWS::SSM::Parameter::Name")) {
      return Shape.NAME;
    }
    boolean isOther = type.equals("Number") || type.startsWith("AWS::EC2::") || isNamed();
    return isOther ? Shape.LOCAL_NAME : Shape.ANYTHING;
  }

  private boolean isNamed() {
    List<Optional<String>> allowed = writtenValues();
    return !allowed.isEmpty()
        && allowed.stream()
            .allMatch(
                value ->
                    value.filter(text -> !text.contains(":") && !text.startsWith("/")).isPresent());
  }

  private List<Optional<String>> writtenValues() {
    return written.member("AllowedValues").map(Node.Member::value).stream()
        .filter(Node.Sequence.class::isInstance)
        .flatMap(list -> ((Node.Sequence) list).items().stream())
        .map(StackParameter::scalar)
        .toList();
  }

  /** Returns the only values that it can have; none if it can have any. */
  Set<String> allowedValues() {
    // of a parameter that is stored elsewhere, these are names, not values
    return type().startsWith(STORED)
        ? Set.of()
        : writtenValues().stream().flatMap(Optional::stream).collect(Collectors.toSet());
  }

  /** Returns the values that it can have, if the one that the user gives is none of them. */
  List<String> refusing(TemplateValues values) {
    List<String> allowed = writtenValues().stream().flatMap(Optional::stream).toList();
    boolean isAllowed =
        Optional.ofNullable(values.parameters().get(name)).stream()
            .flatMap(given -> isList(type()) ? split(given) : Stream.of(given))
            .allMatch(allowed::contains);
    return isAllowed ? List.of() : allowed;
  }
}
