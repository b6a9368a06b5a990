package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.input.NestedStacks.Neighbours;
import io.github.ecspolicy.input.NestedStacks.Told;
import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.input.Signature.Mistake;
import io.github.ecspolicy.template.TemplateValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The functions of CloudFormation. What cannot be worked out stays an expression.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     intrinsic functions</a>
 */
final class Intrinsics {
  static final String FUNCTION = "Fn::";

  /** Steps of evaluation; a template of the greatest length AWS takes needs far fewer. */
  private static final int MOST_STEPS = 300_000;

  /** Resources and parameters that are named by each other; people write three. */
  private static final int DEEPEST = 60;

  /** Characters in a text; no text in a task definition may have more. */
  private static final int LONGEST = 1 << 13;

  private final StackReferences references;
  private final StackConditions conditions;
  private final StackMappings mappings;
  private final ListFunctions lists = new ListFunctions(this);
  private final Set<Mistake> mistakes = new LinkedHashSet<>();
  private int timesMistaken;
  private int steps;
  private int depth;
  private boolean isExhausted;

  Intrinsics(
      StackTemplate template, StandIns standIns, TemplateValues values, Neighbours neighbours) {
    references = new StackReferences(template, standIns, values, neighbours, this);
    conditions = new StackConditions(template, this);
    mappings = new StackMappings(template, this);
  }

  StackConditions conditions() {
    return conditions;
  }

  StackReferences references() {
    return references;
  }

  /** Returns the expressions that CloudFormation refuses, of those that were evaluated. */
  List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  /** Returns how often one was evaluated so far. */
  int timesMistaken() {
    return timesMistaken;
  }

  /** Remembers that CloudFormation refuses an expression, if nothing else has to be known first. */
  void report(Mistake mistake, Choices choices) {
    if (!choices.areOpen()) {
      mistakes.add(mistake);
      timesMistaken++;
    }
  }

  /** Returns {@code true} if {@code call}, which stands at {@code at}, has what it takes. */
  boolean isCorrect(Node at, Node.Member call, Choices choices) {
    Optional<Mistake> mistake = Signature.check(at, call);
    mistake.ifPresent(each -> report(each, choices));
    return mistake.isEmpty();
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
            .filter(
                member ->
                    member.key().equals("Ref")
                        || member.key().startsWith(FUNCTION)
                        || member.key().startsWith(Signature.TAG))
        : Optional.empty();
  }

  /** Returns what {@code node} comes to. */
  Value evaluate(Node node, Choices choices) {
    Value value = evaluated(node, choices);
    return value instanceof Value.Text text
        ? new Value.Text(references.withDynamic(text.pieces()))
        : value;
  }

  private Value evaluated(Node node, Choices choices) {
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
    if (!isCorrect(node, call, choices)) {
      return unknown(node);
    }
    Optional<Value> value =
        switch (call.key()) {
          case "Ref" -> Optional.of(ref(call.value(), choices));
          case "Fn::GetAtt" -> attribute(arguments, choices);
          case "Fn::Sub" -> substituted(node, arguments, choices);
          case "Fn::Join" -> lists.joined(node, arguments, choices);
          case "Fn::Select" -> lists.selected(node, arguments, choices);
          case "Fn::Split" -> lists.split(node, arguments, choices);
          case "Fn::If" -> branch(arguments, choices);
          case "Fn::FindInMap" ->
              mappings
                  .find(node, arguments, choices)
                  .or(
                      () ->
                          mappings.areNames(arguments, choices)
                              ? Optional.of(Value.unknown(expression(node).as(Shape.NAME)))
                              : Optional.empty());
          case "Fn::Length" -> lists.length(node, call.value(), choices);
          case "Fn::ImportValue" ->
              text(call.value(), choices).flatMap(Piece::known).map(name -> exported(node, name));
          case "Fn::Base64" ->
              text(call.value(), choices).flatMap(Piece::known).flatMap(this::encoded);
          // Fn::GetAZs, Fn::Cidr, Fn::Transform …
          default -> Optional.empty();
        };
    return value.orElseGet(() -> unknown(node));
  }

  private Value exported(Node node, String name) {
    Optional<Told> told = references.exported(name);
    return told.flatMap(Told::text)
        .map(Value::text)
        .orElseGet(
            () ->
                Value.unknown(
                    new Piece.Unknown(
                        NodeJson.of(node),
                        "${Fn::ImportValue " + name + "}",
                        told.map(Told::shape).orElse(Shape.ANYTHING))));
  }

  /** Adds {@code text} to {@code pieces} as long as that is not too long. */
  boolean append(List<Piece> text, List<Piece> pieces) {
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

  private Optional<Value> substituted(Node at, List<Node> arguments, Choices choices) {
    Optional<Node.Mapping> variables =
        arguments.size() > 1 ? Optional.of((Node.Mapping) arguments.get(1)) : Optional.empty();
    String written = StackParameter.scalar(arguments.get(0)).orElseThrow();
    List<Piece> pieces = new ArrayList<>();
    for (Substitution.Part part : Substitution.parts(written)) {
      if (!part.isVariable()) {
        Piece.append(new Piece.Literal(part.text()), pieces);
      } else {
        Optional<List<Piece>> value = variable(at, part.text(), variables, choices);
        if (value.isEmpty() || !append(value.get(), pieces)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Value.Text(pieces));
  }

  private Optional<List<Piece>> variable(
      Node at, String name, Optional<Node.Mapping> variables, Choices choices) {
    steps++;
    Optional<Node> own = variables.flatMap(mapping -> mapping.named(name));
    int dot = name.indexOf('.');
    Value value =
        own.isPresent()
            ? evaluate(own.get(), choices)
            : dot < 0
                ? references.ref(name, choices)
                : references.attribute(name.substring(0, dot), name.substring(dot + 1), choices);
    if (value instanceof Value.Text text) {
      return Optional.of(text.pieces());
    }
    if (value instanceof Value.Absent) {
      return Optional.of(List.of());
    }
    report(
        new Mistake(
            at,
            quote("${" + name + "}")
                + " comes to "
                + value.kind()
                + ", and `Fn::Sub` takes strings",
            "join the items of a list with `Fn::Join`, or take one with `Fn::Select`"),
        choices);
    return Optional.empty();
  }

  /** Returns the items of the list that {@code node} comes to, without those that are not there. */
  Optional<List<Value>> items(Node node, Choices choices) {
    return items(evaluate(node, choices), choices);
  }

  /** Returns the items of the list that {@code value} is, without those that are not there. */
  Optional<List<Value>> items(Value value, Choices choices) {
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

  private Optional<Value> branch(List<Node> arguments, Choices choices) {
    Node.Text condition = (Node.Text) arguments.get(0);
    conditions.check(condition);
    boolean holds = conditions.holds(condition.text(), choices);
    return Optional.of(evaluate(arguments.get(holds ? 1 : 2), choices));
  }
}
