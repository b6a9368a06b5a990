package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldText.Field;
import io.github.ecspolicy.input.StackTemplate.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns properties of a template into what the service itself takes: expressions become what they
 * come to, each where it stands.
 *
 * <p>Where nothing decides a condition, both of its branches count: as items of the list in which
 * it stands, or else as two readings of what it stands in.
 */
final class TemplateNodes {

  /** What makes parts of a template before it is deployed. */
  private static final List<String> INSERTING = List.of("Fn::Transform", "Fn::ForEach");

  static final String PROCESSED =
      "read the template as CloudFormation has processed it: `aws cloudformation get-template"
          + " --template-stage Processed`";

  private final String source;
  private final Intrinsics intrinsics;
  private final FieldText texts;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int timesReported;

  TemplateNodes(String source, Intrinsics intrinsics, StandIns standIns) {
    this.source = source;
    this.intrinsics = intrinsics;
    texts = new FieldText(standIns);
  }

  /** Returns what is wrong with what was read, and with the expressions in it. */
  List<Diagnostic> diagnostics() {
    intrinsics
        .mistakes()
        .forEach(
            mistake ->
                report(
                    mistake.at(),
                    DiagnosticCode.EXPRESSION_MALFORMED,
                    mistake.message(),
                    mistake.hint()));
    return List.copyOf(diagnostics);
  }

  /** Returns all readings of the properties of {@code resource}, where it exists. */
  List<Node.Mapping> readings(Resource resource) {
    List<Node> readings =
        resource.properties().stream()
            .flatMap(
                properties ->
                    where(
                        resource,
                        choices -> read(properties, "", choices),
                        () -> reportTooMany(properties))
                        .stream())
            .toList();
    readings.stream()
        .filter(reading -> !(reading instanceof Node.Mapping))
        .forEach(
            reading ->
                report(
                    reading,
                    DiagnosticCode.WRONG_TYPE,
                    "the properties of " + quote(resource.key()) + " must be an object",
                    "write them where this stands"));
    return readings.stream()
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .toList();
  }

  /**
   * Returns all that a property of {@code resource} can come to, where both are there; of one that
   * hangs on too many conditions, no more than some.
   */
  List<Node> readings(Resource resource, String property, Field field) {
    return resource.property(property).stream()
        .flatMap(node -> where(resource, choices -> read(node, field, choices), () -> {}).stream())
        .toList();
  }

  /** Returns the names that {@code resource} can have, where it exists. */
  List<String> names(Resource resource, Field field) {
    return where(
        resource,
        choices -> Optional.of(complete(intrinsics.references().name(resource, choices), field)),
        () -> {});
  }

  /** Returns the texts that something can come to, as a field that takes them as they are. */
  List<String> texts(Function<Choices, Value> value) {
    return Choices.none()
        .all(
            choices ->
                value.apply(choices) instanceof Value.Text text
                    ? Optional.of(complete(text.pieces(), Field.NAME))
                    : Optional.empty(),
            () -> {});
  }

  private <T> List<T> where(
      Resource resource, Function<Choices, Optional<T>> reading, Runnable tooMany) {
    return Choices.none()
        .all(
            choices ->
                resource.condition().isEmpty()
                        || intrinsics.conditions().holds(resource.condition().get(), choices)
                    ? reading.apply(choices)
                    : Optional.empty(),
            tooMany);
  }

  /** Returns {@code pieces} as the text of a field. */
  String complete(List<Piece> pieces, Field field) {
    return texts.complete(pieces, field);
  }

  private Optional<Node> read(Node node, String key, Choices choices) {
    return read(node, Field.of(key), choices);
  }

  private Optional<Node> read(Node node, Field field, Choices choices) {
    Optional<Node.Member> call = Intrinsics.call(node);
    if (call.isPresent()) {
      return isInserted(call.get(), node)
          ? Optional.empty()
          : read(intrinsics.evaluate(node, choices), node, field, choices);
    }
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(
          new Node.Mapping(mapping.line(), mapping.column(), members(mapping, field, choices)));
    }
    if (node instanceof Node.Sequence list) {
      return Optional.of(
          new Node.Sequence(list.line(), list.column(), items(list, field, choices)));
    }
    if (node instanceof Node.Text text && text.text().contains(DynamicReferences.START)) {
      return read(intrinsics.evaluate(node, choices), node, field, choices);
    }
    if (node instanceof Node.Number number) {
      return Optional.of(new Node.Text(node.line(), node.column(), number.text()));
    }
    if (node instanceof Node.Flag flag) {
      return Optional.of(
          new Node.Text(node.line(), node.column(), Boolean.toString(flag.isTrue())));
    }
    return Optional.of(node);
  }

  private Optional<Node> read(Value value, Node at, Field field, Choices choices) {
    if (value instanceof Value.Text text) {
      return isMistake(text.pieces(), at, field)
          ? Optional.empty()
          : Optional.of(
              new Node.Text(at.line(), at.column(), texts.complete(text.pieces(), field)));
    }
    if (value instanceof Value.Written written) {
      return read(written.node(), field, choices);
    }
    if (value instanceof Value.Items items) {
      List<Node> nodes =
          items.values().stream().flatMap(each -> read(each, at, field, choices).stream()).toList();
      return Optional.of(new Node.Sequence(at.line(), at.column(), nodes));
    }
    return Optional.empty();
  }

  private List<Node.Member> members(Node.Mapping object, Field of, Choices choices) {
    List<Node.Member> members = new ArrayList<>();
    for (Node.Member member : object.members()) {
      Field field = of == Field.POLICY ? of : Field.of(member.key());
      int before = intrinsics.timesMistaken();
      Optional<Node> value =
          isInserted(member, member.value())
              ? Optional.empty()
              : branches(member.value(), field, choices)
                  .or(() -> read(member.value(), field, choices));
      boolean isRefused =
          intrinsics.timesMistaken() > before
              && (field == Field.VALUE_FROM || field == Field.SECRET);
      if (value.isPresent() && !isRefused) {
        members.add(new Node.Member(member.key(), value.get()));
      }
    }
    return members;
  }

  /** A list that hangs on conditions: all its items, whichever way they are. */
  private Optional<Node> branches(Node value, Field field, Choices choices) {
    if (Intrinsics.call(value).filter(call -> call.key().equals("Fn::If")).isEmpty()) {
      return Optional.empty();
    }
    List<Node> readings = choices.all(own -> read(value, field, own), () -> reportTooMany(value));
    boolean areLists =
        !readings.isEmpty() && readings.stream().allMatch(Node.Sequence.class::isInstance);
    return areLists
        ? Optional.of(
            new Node.Sequence(
                value.line(),
                value.column(),
                readings.stream()
                    .flatMap(list -> ((Node.Sequence) list).items().stream())
                    .distinct()
                    .toList()))
        : Optional.empty();
  }

  private List<Node> items(Node.Sequence list, Field field, Choices choices) {
    List<Node> items = new ArrayList<>();
    for (Node item : list.items()) {
      int before = mistakes();
      List<Node> readings = choices.all(own -> read(item, field, own), () -> reportTooMany(item));
      boolean isMistake = mistakes() > before && isWithoutValue(readings);
      if (!isMistake) {
        items.addAll(readings);
      }
    }
    return items;
  }

  private int mistakes() {
    return timesReported + intrinsics.timesMistaken();
  }

  private static boolean isWithoutValue(List<Node> readings) {
    return readings.stream()
        .allMatch(
            reading ->
                reading instanceof Node.Mapping secret
                    && secret.has("name")
                    && !secret.has("valueFrom")
                    && secret.members().size() < 2);
  }

  /**
   * CloudFormation would put the value of the secret in the place of its name, and into the task
   * definition, where everyone can read it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">
   *     dynamic references</a>
   */
  private boolean isMistake(List<Piece> text, Node at, Field field) {
    boolean isMistake =
        (field == Field.VALUE_FROM || field == Field.SECRET)
            && text.stream().anyMatch(DynamicReferences::isOne);
    if (isMistake) {
      report(
          at,
          DiagnosticCode.DYNAMIC_REFERENCE,
          "CloudFormation puts the value itself in the place of "
              + quote(Piece.display(text))
              + ", where ECS looks for the name or ARN of a parameter or secret",
          "write the name of the parameter, or `!Ref` of the secret or its ARN, with"
              + " `:json-key::` after it for one key; if the value is a name or an ARN, give it"
              + " with ",
          Setting.PHYSICAL_ID);
    }
    return isMistake;
  }

  /** What a macro puts into the template there, or takes the place of {@code at}. */
  private boolean isInserted(Node.Member member, Node at) {
    boolean isInserted = isInserting(member.key());
    if (isInserted) {
      reportInserted(at, member.key());
    }
    return isInserted;
  }

  /** Returns {@code true} if what stands under {@code key} makes a part of the template. */
  static boolean isInserting(String key) {
    return INSERTING.stream().anyMatch(key::startsWith);
  }

  /** Reports that what {@code function} makes there is not read. */
  void reportInserted(Node at, String function) {
    reportInserted(at, function, "a part of the template that is");
  }

  /** Reports that {@code what} is not read. */
  void reportInserted(Node at, String function, String what) {
    add(
        Diagnostic.at(
                new SourceLocation(source, at.line(), at.column(), JsonPointer.ROOT),
                DiagnosticCode.TEMPLATE_MACRO,
                quote(function) + " makes " + what + " not read here")
            .withHint(PROCESSED)
            .withSeverity(Severity.ERROR));
  }

  private void reportTooMany(Node node) {
    report(
        node,
        DiagnosticCode.CONDITIONS_TOO_MANY,
        "this hangs on more than six conditions that nothing decides",
        "decide some of them by the values of parameters");
  }

  void report(Node at, DiagnosticCode code, String message, Object... hint) {
    add(
        Diagnostic.at(
                new SourceLocation(source, at.line(), at.column(), JsonPointer.ROOT), code, message)
            .withHint(hint));
  }

  /** Each of several readings may come upon the same. */
  private void add(Diagnostic diagnostic) {
    timesReported++;
    if (!diagnostics.contains(diagnostic)) {
      diagnostics.add(diagnostic);
    }
  }
}
