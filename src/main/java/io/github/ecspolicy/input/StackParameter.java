package io.github.ecspolicy.input;

import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.template.TemplateValues;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

  /** Returns its value, as far as it is known. */
  Value value(TemplateValues values) {
    String type = type();
    Optional<String> given = Optional.ofNullable(values.parameters().get(name));
    Optional<String> text = given.or(this::defaultText).filter(each -> !type.startsWith(STORED));
    return text.map(each -> isList(type) ? items(each) : Value.text(each))
        .orElseGet(
            () ->
                Value.unknown(
                    new Piece.Unknown(NodeJson.call("Ref", name), "${" + name + "}", shape(type))));
  }

  /** Returns its default, if that is its value as far as anyone knows. */
  Optional<String> defaultThatCounts(TemplateValues values) {
    return defaultText()
        .filter(text -> !values.parameters().containsKey(name) && !type().startsWith(STORED));
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
    return new Value.Items(
        Arrays.stream(text.split(",", -1)).map(String::strip).map(Value::text).toList());
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
    List<Node> allowed =
        written.member("AllowedValues").map(Node.Member::value).stream()
            .filter(Node.Sequence.class::isInstance)
            .flatMap(list -> ((Node.Sequence) list).items().stream())
            .toList();
    return !allowed.isEmpty()
        && allowed.stream()
            .map(StackParameter::scalar)
            .allMatch(
                value ->
                    value.filter(text -> !text.contains(":") && !text.startsWith("/")).isPresent());
  }
}
