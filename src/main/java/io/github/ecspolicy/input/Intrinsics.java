package io.github.ecspolicy.input;

import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.template.TemplateValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The functions of CloudFormation. What cannot be worked out stays an expression.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     intrinsic functions</a>
 */
final class Intrinsics {
  private static final String FUNCTION = "Fn::";

  /** Steps of evaluation; a template of the greatest length AWS takes needs far fewer. */
  private static final int MOST_STEPS = 300_000;

  /** Resources and parameters that are named by each other; people write three. */
  private static final int DEEPEST = 60;

  /** Characters in a text; no text in a task definition may have more. */
  private static final int LONGEST = 1 << 13;

  private final StackReferences references;
  private final StackConditions conditions;
  private final StackMappings mappings;
  private int steps;
  private int depth;
  private boolean isExhausted;

  Intrinsics(StackTemplate template, StandIns standIns, TemplateValues values) {
    references = new StackReferences(template, standIns, values, this);
    conditions = new StackConditions(template, this);
    mappings = new StackMappings(template, this);
  }

  StackConditions conditions() {
    return conditions;
  }

  StackReferences references() {
    return references;
  }

  /** Returns {@code true} if expressions were left alone because there was no end to them. */
  boolean isExhausted() {
    return isExhausted;
  }

  /** Remembers that there was no end to an expression. */
  void exhaust() {
    isExhausted = true;
  }

  /** Returns {@code true} if there may be an end to this yet. */
  boolean mayGoOn() {
    isExhausted |= depth > DEEPEST || steps++ > MOST_STEPS;
    return depth <= DEEPEST && steps <= MOST_STEPS;
  }

  /** Returns the function call that {@code node} is, if it is one. */
  static Optional<Node.Member> call(Node node) {
    return node instanceof Node.Mapping mapping && mapping.members().size() == 1
        ? Optional.of(mapping.members().get(0))
            .filter(member -> member.key().equals("Ref") || member.key().startsWith(FUNCTION))
        : Optional.empty();
  }

  /** Returns what {@code node} comes to. */
  Value evaluate(Node node, Choices choices) {
    Optional<Node.Member> call = call(node);
    if (call.isEmpty()) {
      return literal(node);
    }
    if (!mayGoOn()) {
      return unknown(node);
    }
    depth++;
    try {
      return evaluate(node, call.get(), choices);
    } finally {
      depth--;
    }
  }

  private static Value literal(Node node) {
    if (node instanceof Node.Text text) {
      return Value.text(text.text());
    }
    if (node instanceof Node.Number number) {
      return Value.text(number.text());
    }
    if (node instanceof Node.Flag flag) {
      return Value.text(Boolean.toString(flag.isTrue()));
    }
    return new Value.Written(node);
  }

  private Value evaluate(Node node, Node.Member call, Choices choices) {
    List<Node> arguments =
        call.value() instanceof Node.Sequence list ? list.items() : List.of(call.value());
    Optional<Value> value =
        switch (call.key()) {
          case "Ref" -> Optional.of(ref(call.value(), choices));
          case "Fn::GetAtt" -> attribute(arguments, choices);
          case "Fn::Sub" -> substituted(arguments, choices);
          case "Fn::Join" -> joined(arguments, choices);
          case "Fn::Select" -> selected(arguments, choices);
          case "Fn::Split" -> split(arguments, choices);
          case "Fn::If" -> branch(arguments, choices);
          case "Fn::FindInMap" ->
              mappings
                  .find(arguments, choices)
                  .or(
                      () ->
                          mappings.areNames(arguments, choices)
                              ? Optional.of(Value.unknown(expression(node).as(Shape.NAME)))
                              : Optional.empty());
          case "Fn::Length" ->
              items(call.value(), choices).map(all -> Value.text(Integer.toString(all.size())));
          case "Fn::ImportValue" ->
              text(call.value(), choices).flatMap(Piece::known).flatMap(references::exported);
          case "Fn::Base64" ->
              text(call.value(), choices).flatMap(Piece::known).flatMap(this::encoded);
          // Fn::GetAZs, Fn::Cidr, Fn::Transform …
          default -> Optional.empty();
        };
    return value.orElseGet(() -> unknown(node));
  }

  /** Adds {@code text} to {@code pieces} as long as that is not too long. */
  private boolean append(List<Piece> text, List<Piece> pieces) {
    long length = Stream.concat(pieces.stream(), text.stream()).mapToLong(Intrinsics::length).sum();
    if (length > LONGEST) {
      isExhausted = true;
      return false;
    }
    text.forEach(piece -> Piece.append(piece, pieces));
    return true;
  }

  private static long length(Piece piece) {
    return piece.display().length();
  }

  private Optional<Value> encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Piece> pieces = new ArrayList<>();
    return append(Piece.literal(Base64.getEncoder().encodeToString(bytes)), pieces)
        ? Optional.of(new Value.Text(pieces))
        : Optional.empty();
  }

  /** The expression itself; what it is is not known. */
  private static Value unknown(Node node) {
    return Value.unknown(expression(node));
  }

  private static Piece.Unknown expression(Node node) {
    Node.Member call = call(node).orElseThrow();
    String argument =
        call.value() instanceof Node.Text text ? text.text() : NodeJson.of(call.value());
    return new Piece.Unknown(
        NodeJson.of(node), "${" + call.key() + " " + argument + "}", Shape.ANYTHING);
  }

  private Value ref(Node argument, Choices choices) {
    return argument instanceof Node.Text name
        ? references.ref(name.text(), choices)
        : unknown(
            new Node.Mapping(
                argument.line(), argument.column(), List.of(new Node.Member("Ref", argument))));
  }

  private Optional<Value> attribute(List<Node> arguments, Choices choices) {
    String path = "";
    for (Node argument : arguments) {
      Optional<String> part = text(argument, choices).flatMap(Piece::known);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      path += (path.isEmpty() ? "" : ".") + part.get();
    }
    int dot = path.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.of(
            references.attribute(path.substring(0, dot), path.substring(dot + 1), choices));
  }

  /** Returns the text that {@code node} comes to, if it comes to one. */
  Optional<List<Piece>> text(Node node, Choices choices) {
    return evaluate(node, choices) instanceof Value.Text text
        ? Optional.of(text.pieces())
        : Optional.empty();
  }

  /** Returns the text that {@code node} comes to in any case, whatever nothing decides. */
  Optional<List<Piece>> decidedText(Node node) {
    Choices own = Choices.none();
    return text(node, own).filter(text -> !own.areOpen());
  }

  private Optional<Value> substituted(List<Node> arguments, Choices choices) {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof Node.Text written)) {
      return Optional.empty();
    }
    Optional<Node.Mapping> variables =
        arguments.size() > 1 && arguments.get(1) instanceof Node.Mapping mapping
            ? Optional.of(mapping)
            : Optional.empty();
    List<Piece> pieces = new ArrayList<>();
    for (Substitution.Part part : Substitution.parts(written.text())) {
      if (!part.isVariable()) {
        Piece.append(new Piece.Literal(part.text()), pieces);
      } else {
        Optional<List<Piece>> value = variable(part.text(), variables, choices);
        if (value.isEmpty() || !append(value.get(), pieces)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Value.Text(pieces));
  }

  private Optional<List<Piece>> variable(
      String name, Optional<Node.Mapping> variables, Choices choices) {
    steps++;
    Optional<Node> own =
        variables.stream()
            .flatMap(mapping -> mapping.members().stream())
            .filter(member -> member.key().equals(name))
            .map(Node.Member::value)
            .findFirst();
    if (own.isPresent()) {
      return text(own.get(), choices);
    }
    int dot = name.indexOf('.');
    Value value =
        dot < 0
            ? references.ref(name, choices)
            : references.attribute(name.substring(0, dot), name.substring(dot + 1), choices);
    return value instanceof Value.Text text ? Optional.of(text.pieces()) : Optional.empty();
  }

  private Optional<Value> joined(List<Node> arguments, Choices choices) {
    if (arguments.size() != 2 || !(arguments.get(0) instanceof Node.Text delimiter)) {
      return Optional.empty();
    }
    Optional<List<Value>> items = items(arguments.get(1), choices);
    if (items.isEmpty() || !items.get().stream().allMatch(Value.Text.class::isInstance)) {
      return Optional.empty();
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < items.get().size(); i++) {
      if (i > 0) {
        Piece.append(new Piece.Literal(delimiter.text()), pieces);
      }
      if (!append(((Value.Text) items.get().get(i)).pieces(), pieces)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Value.Text(pieces));
  }

  /** Returns the items of the list that {@code node} comes to, without those that are not there. */
  Optional<List<Value>> items(Node node, Choices choices) {
    Value value = evaluate(node, choices);
    if (value instanceof Value.Items items) {
      return Optional.of(items.values());
    }
    if (value instanceof Value.Written written && written.node() instanceof Node.Sequence list) {
      return Optional.of(
          list.items().stream()
              .map(item -> evaluate(item, choices))
              .filter(item -> !(item instanceof Value.Absent))
              .toList());
    }
    return Optional.empty();
  }

  private Optional<Value> selected(List<Node> arguments, Choices choices) {
    if (arguments.size() != 2) {
      return Optional.empty();
    }
    Optional<Integer> index =
        text(arguments.get(0), choices).flatMap(Piece::known).flatMap(Intrinsics::index);
    Optional<List<Value>> items = items(arguments.get(1), choices);
    return index.flatMap(i -> items.filter(all -> i < all.size()).map(all -> all.get(i)));
  }

  private static Optional<Integer> index(String text) {
    return text.length() < 6 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(Integer.parseInt(text))
        : Optional.empty();
  }

  private Optional<Value> split(List<Node> arguments, Choices choices) {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof Node.Text delimiter)
        || delimiter.text().isEmpty()) {
      return Optional.empty();
    }
    return text(arguments.get(1), choices).flatMap(text -> Splitting.split(text, delimiter.text()));
  }

  private Optional<Value> branch(List<Node> arguments, Choices choices) {
    if (arguments.size() != 3 || !(arguments.get(0) instanceof Node.Text condition)) {
      return Optional.empty();
    }
    return Optional.of(
        evaluate(arguments.get(conditions.holds(condition.text(), choices) ? 1 : 2), choices));
  }
}
