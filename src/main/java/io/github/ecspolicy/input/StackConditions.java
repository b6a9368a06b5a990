package io.github.ecspolicy.input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The conditions of a template: true, false, or decided by what only AWS will know.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html">
 *     condition functions</a>
 */
final class StackConditions {
  private final StackTemplate template;
  private final Intrinsics intrinsics;

  /** Those that are being decided, which must not be needed for that. */
  private final Set<String> pending = new HashSet<>();

  StackConditions(StackTemplate template, Intrinsics intrinsics) {
    this.template = template;
    this.intrinsics = intrinsics;
  }

  /** How a condition is decided. */
  private enum Decision {
    TRUE,
    FALSE,
    OPEN;

    static Decision of(boolean decided) {
      return decided ? TRUE : FALSE;
    }

    Decision negated() {
      return switch (this) {
        case TRUE -> FALSE;
        case FALSE -> TRUE;
        case OPEN -> OPEN;
      };
    }
  }

  /** Returns {@code true} if {@code condition} holds, by choice where nothing decides it. */
  boolean holds(String condition, Choices choices) {
    return switch (decide(condition, Optional.of(choices))) {
      case TRUE -> true;
      case FALSE -> false;
      case OPEN -> choices.choose(condition);
    };
  }

  /** Returns {@code true} if {@code condition} cannot hold. */
  boolean isFalse(String condition) {
    return decide(condition, Optional.empty()) == Decision.FALSE;
  }

  private Decision decide(String name, Optional<Choices> choices) {
    Node written = template.conditions().get(name);
    if (written == null || !pending.add(name)) {
      return Decision.OPEN;
    }
    try {
      return decide(written, choices);
    } finally {
      pending.remove(name);
    }
  }

  private Decision decide(Node written, Optional<Choices> choices) {
    if (!(written instanceof Node.Mapping mapping)
        || mapping.members().size() != 1
        || !intrinsics.mayGoOn()) {
      return Decision.OPEN;
    }
    Node.Member call = mapping.members().get(0);
    List<Node> arguments =
        call.value() instanceof Node.Sequence list ? list.items() : List.of(call.value());
    return switch (call.key()) {
      case "Condition" ->
          call.value() instanceof Node.Text name ? decide(name.text(), choices) : Decision.OPEN;
      case "Fn::Not" ->
          arguments.size() == 1 ? decide(arguments.get(0), choices).negated() : Decision.OPEN;
      case "Fn::And" -> every(arguments, Decision.TRUE, choices);
      case "Fn::Or" -> every(arguments, Decision.FALSE, choices);
      case "Fn::Equals" ->
          arguments.size() == 2
              ? equal(arguments.get(0), arguments.get(1), choices)
              : Decision.OPEN;
      default -> Decision.OPEN;
    };
  }

  /**
   * Returns {@code decision} if all are decided so, and the opposite if one is decided that way.
   */
  private Decision every(List<Node> conditions, Decision decision, Optional<Choices> choices) {
    boolean isOpen = false;
    for (Node condition : conditions) {
      Decision one = decide(condition, choices);
      if (one == decision.negated()) {
        return one;
      }
      isOpen |= one == Decision.OPEN;
    }
    return isOpen ? Decision.OPEN : decision;
  }

  private Decision equal(Node first, Node second, Optional<Choices> choices) {
    List<Optional<List<Piece>>> sides = new ArrayList<>();
    for (Node side : List.of(first, second)) {
      sides.add(intrinsics.references().deciding(() -> intrinsics.text(side, Choices.none())));
    }
    if (sides.get(0).isPresent() && sides.get(0).equals(sides.get(1))) {
      return Decision.TRUE;
    }
    Optional<String> one = sides.get(0).flatMap(Piece::known);
    Optional<String> other = sides.get(1).flatMap(Piece::known);
    if (one.isPresent() && other.isPresent()) {
      return Decision.of(one.equals(other));
    }
    String comparison = NodeJson.of(first) + " = " + NodeJson.of(second);
    return choices.map(made -> Decision.of(made.choose(comparison))).orElse(Decision.OPEN);
  }
}
