package io.github.ecspolicy.input;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** What the tag of a YAML value says, or in the place of one how a plain value looks. */
final class YamlTag {
  private static final String STANDARD = "tag:yaml.org,2002:";

  private static final Set<String> STANDARD_TAGS =
      Set.of(
          "binary",
          "bool",
          "float",
          "int",
          "map",
          "merge",
          "null",
          "omap",
          "seq",
          "set",
          "str",
          "timestamp",
          "value");

  /**
   * The short forms whose long form begins with {@code Fn::}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
   *     intrinsic functions</a>
   */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "And",
          "Base64",
          "Cidr",
          "Contains",
          "EachMemberEquals",
          "EachMemberIn",
          "Equals",
          "FindInMap",
          "GetAtt",
          "GetAZs",
          "If",
          "ImportValue",
          "Join",
          "Length",
          "Not",
          "Or",
          "RefAll",
          "Select",
          "Split",
          "Sub",
          "ToJsonString",
          "Transform",
          "ValueOf",
          "ValueOfAll");

  private static final Set<String> BY_THEIR_OWN_NAME = Set.of("Ref", "Condition");

  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE");

  /** As YAML 1.2 has them; the text stays as written, for it may be an account id. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]{1,99}|[0-9]{1,99}(?:\\.[0-9]{0,99})?)(?:[eE][-+]?[0-9]{1,9})?"
              + "|0o[0-7]{1,99}|0x[0-9a-fA-F]{1,99}");

  private YamlTag() {}

  /**
   * Returns the function that a value is the argument of: the long form of CloudFormation's, or the
   * tag itself, which nobody knows what it makes of the value.
   */
  static Optional<String> function(Event event) {
    return tag(event)
        .filter(tag -> !tag.equals("!"))
        .filter(
            tag ->
                !tag.startsWith(STANDARD)
                    || !STANDARD_TAGS.contains(tag.substring(STANDARD.length())))
        .map(YamlTag::longForm);
  }

  private static Optional<String> tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
  }

  private static String longForm(String tag) {
    String name = tag.substring(1);
    if (BY_THEIR_OWN_NAME.contains(name)) {
      return name;
    }
    return FUNCTIONS.contains(name) ? "Fn::" + name : tag;
  }

  /** Returns the value of a scalar. */
  static Node scalar(ScalarEvent scalar, int line, int column) {
    String text = scalar.getValue();
    String tag = scalar.getTag().orElse("");
    boolean isText =
        tag.equals("!")
            || tag.equals(STANDARD + "str")
            || !scalar.isPlain() && !tag.startsWith(STANDARD);
    if (isText) {
      return new Node.Text(line, column, text);
    }
    if (NULL.matcher(text).matches()) {
      return new Node.Null(line, column);
    }
    boolean isTrue = TRUE.matcher(text).matches();
    if (isTrue || FALSE.matcher(text).matches()) {
      return new Node.Flag(line, column, isTrue);
    }
    return NUMBER.matcher(text).matches()
        ? new Node.Number(line, column, text)
        : new Node.Text(line, column, text, true);
  }

  /** Returns what a scalar is, as messages say it. */
  static String kind(ScalarEvent scalar) {
    return scalar(scalar, 1, 1).kind();
  }
}
