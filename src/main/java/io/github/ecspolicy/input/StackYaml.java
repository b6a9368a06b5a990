package io.github.ecspolicy.input;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A template as CloudFormation reads it, which is YAML 1.1: {@code yes}, {@code no}, {@code on} and
 * {@code off} are booleans unless they stand in quotes, and {@code true} and {@code false} where a
 * text is needed; a number that begins with a zero is octal. Everything else is as in YAML 1.2.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">the
 *     version of YAML</a>
 */
final class StackYaml {
  private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("no|No|NO|off|Off|OFF");
  private static final Pattern OCTAL = Pattern.compile("0[0-7]+");

  private final List<Node.Number> octals = new ArrayList<>();
  private final Node.Mapping template;

  StackYaml(Node.Mapping template) {
    this.template = read(template);
  }

  /** Returns the template with booleans in the place of words. */
  Node.Mapping template() {
    return template;
  }

  /** Returns the numbers that are octal; they stay as written, for people mean account ids. */
  List<Node.Number> octals() {
    return List.copyOf(octals);
  }

  private Node.Mapping read(Node.Mapping mapping) {
    return new Node.Mapping(
        mapping.line(),
        mapping.column(),
        mapping.members().stream()
            .map(member -> new Node.Member(member.key(), read(member.value())))
            .toList());
  }

  private Node read(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return read(mapping);
    }
    if (node instanceof Node.Sequence list) {
      return new Node.Sequence(
          list.line(), list.column(), list.items().stream().map(this::read).toList());
    }
    if (node instanceof Node.Number number && OCTAL.matcher(number.text()).matches()) {
      octals.add(number);
    }
    return node instanceof Node.Text text && text.isPlain() ? read(text) : node;
  }

  private static Node read(Node.Text text) {
    boolean isTrue = TRUE.matcher(text.text()).matches();
    return isTrue || FALSE.matcher(text.text()).matches()
        ? new Node.Flag(text.line(), text.column(), isTrue)
        : text;
  }
}
