package io.github.ecspolicy.input;

import io.github.ecspolicy.input.Choices.Comparison;
import io.github.ecspolicy.input.Signature.Mistake;
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
  /** Conditions within conditions, or named by them; people write three. */
  private static final int DEEPEST = 200;

  private final StackTemplate template;
  private final Intrinsics intrinsics;

  /** Those that are being decided, which must not be needed for that. */
  private final Set<String> pending = new HashSet<>();

  private int depth;

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
      case OPEN -> choices.choose(new Comparison(condition, Optional.empty()), Set.of());
    };
  }

  /** Returns {@code true} if {@code condition} cannot hold. */
  boolean isFalse(String condition) {
    return decide(condition, Optional.empty()) == Decision.FALSE;
  }

  /** Returns {@code true} if nothing that is known decides {@code condition}. */
  boolean isOpen(String condition) {
    return decide(condition, Optional.empty()) == Decision.OPEN;
  }

  /** Remembers that CloudFormation refuses a mention of {@code name}, if it does. */
  void check(Node.Text name) {
    template
        .mistakenCondition(name)
        .ifPresent(mistake -> intrinsics.report(mistake, Choices.none()));
  }

  private Decision decideMentioned(Node.Text name, Optional<Choices> choices) {
    check(name);
    return decide(name.text(), choices);
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
    if (depth >= DEEPEST) {
      intrinsics.exhaust();
      return Decision.OPEN;
    }
    depth++;
    try {
      return decided(written, choices);
    } finally {
      depth--;
    }
  }

  private Decision decided(Node written, Optional<Choices> choices) {
    if (!(written instanceof Node.Mapping mapping) || mapping.members().size() != 1) {
      return refused(written);
    }
    if (!intrinsics.mayGoOn()) {
      return Decision.OPEN;
    }
    Node.Member call = mapping.members().get(0);
    if (!intrinsics.isCorrect(written, call, choices.orElseGet(Choices::none))) {
      return Decision.OPEN;
    }
    List<Node> arguments =
        call.value() instanceof Node.Sequence list ? list.items() : List.of(call.value());
    return switch (call.key()) {
      case "Condition" ->
          call.value() instanceof Node.Text name
              ? decideMentioned(name, choices)
              : refused(written);
      case "Fn::Not" -> decide(arguments.get(0), choices).negated();
      case "Fn::And" -> every(arguments, Decision.TRUE, choices);
      case "Fn::Or" -> every(arguments, Decision.FALSE, choices);
      case "Fn::Equals" -> equal(arguments.get(0), arguments.get(1), choices);
      default -> TemplateNodes.isInserting(call.key()) ? Decision.OPEN : refused(written);
    };
  }

  private Decision refused(Node written) {
    intrinsics.report(
        new Mistake(
            written,
            "this is no condition",
            "write it with `Fn::Equals`, `Fn::And`, `Fn::Or` or `Fn::Not`"),
        Choices.none());
    return Decision.OPEN;
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
    // a condition has no place within a comparison; what hangs on one there is not known
    Optional<List<Piece>> one = text(first);
    Optional<List<Piece>> other = text(second);
    if (one.isPresent() && one.equals(other)) {
      return Decision.TRUE;
    }
    Optional<String> left = one.flatMap(Piece::known);
    Optional<String> right = other.flatMap(Piece::known);
    if (left.isPresent() && right.isPresent()) {
      return Decision.of(left.equals(right));
    }
    if (right.isPresent()) {
      return compared(first, one, right, choices);
    }
    return left.isPresent()
        ? compared(second, other, left, choices)
        : decision(
            new Comparison(subject(first, one) + " = " + subject(second, other), Optional.empty()),
            Set.of(),
            choices);
  }

  private Optional<List<Piece>> text(Node side) {
    return intrinsics.references().deciding(() -> intrinsics.decidedText(side));
  }

  private static String subject(Node node, Optional<List<Piece>> text) {
    return text.map(Piece::display).orElseGet(() -> NodeJson.of(node));
  }

  private Decision compared(
      Node node, Optional<List<Piece>> text, Optional<String> value, Optional<Choices> choices) {
    return decision(
        new Comparison(subject(node, text), value),
        intrinsics.references().allowedValues(node),
        choices);
  }

  private static Decision decision(
      Comparison comparison, Set<String> allowed, Optional<Choices> choices) {
    return choices
        .map(made -> Decision.of(made.choose(comparison, allowed)))
        .or(() -> Choices.none().decided(comparison, allowed).map(Decision::of))
        .orElse(Decision.OPEN);
  }
}
