package io.github.ecspolicy.input;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * CloudFormation reads YAML 1.1, in which {@code yes}, {@code no}, {@code on} and {@code off} are
 * booleans unless they stand in quotes, and makes {@code true} and {@code false} of them where a
 * text is needed. Everything else is read as in YAML 1.2.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">the
 *     version of YAML</a>
 */
final class StackBooleans {
  private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("no|No|NO|off|Off|OFF");

  private StackBooleans() {}

  /** Returns {@code template} with booleans in the place of such words. */
  static Node.Mapping in(Node.Mapping template) {
    return new Node.Mapping(
        template.line(),
        template.column(),
        template.members().stream()
            .map(member -> new Node.Member(member.key(), in(member.value())))
            .toList());
  }

  private static Node in(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return in(mapping);
    }
    if (node instanceof Node.Sequence list) {
      return new Node.Sequence(
          list.line(), list.column(), list.items().stream().map(StackBooleans::in).toList());
    }
    return node instanceof Node.Text text && text.isPlain() ? flag(text).orElse(node) : node;
  }

  private static Optional<Node> flag(Node.Text text) {
    boolean isTrue = TRUE.matcher(text.text()).matches();
    return isTrue || FALSE.matcher(text.text()).matches()
        ? Optional.of(new Node.Flag(text.line(), text.column(), isTrue))
        : Optional.empty();
  }
}
