package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.task.FieldValue;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.FsxVolume;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the task definitions out of one document, and says what in them is not as ECS has it. */
final class TaskDefinitionReader {
  /** The keys that are read, in lower case; the values of all others never leave the tokenizer. */
  static final Set<String> FIELDS =
      Stream.of(
              "authorizationConfig",
              "awslogs-create-group",
              "config-file-type",
              "config-file-value",
              "containerDefinitions",
              "credentialsParameter",
              "credentialSpecs",
              "dockerSecurityOptions",
              "environmentFiles",
              "executionRoleArn",
              "family",
              "firelensConfiguration",
              "fsxWindowsFileServerVolumeConfiguration",
              "logConfiguration",
              "logDriver",
              "name",
              "operatingSystemFamily",
              "options",
              "repositoryCredentials",
              "requiresCompatibilities",
              "runtimePlatform",
              "secretOptions",
              "secrets",
              "taskDefinition",
              "taskDefinitionArn",
              "taskDefinitions",
              "type",
              "value",
              "valueFrom",
              "volumes")
          .map(field -> field.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private final String source;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  TaskDefinitionReader(String source) {
    this.source = source;
  }

  /** Returns what was found so far that is not as ECS has it. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns the task definitions of a document of a known form. */
  List<TaskDefinition> read(Node document, InputFormat format) {
    return read(document, format, JsonPointer.ROOT);
  }

  private List<TaskDefinition> read(Node document, InputFormat format, JsonPointer pointer) {
    return switch (format) {
      case TASK_DEFINITION -> List.of(taskDefinition((Node.Mapping) document, pointer));
      case DESCRIBED_TASK_DEFINITION ->
          member((Node.Mapping) document, "taskDefinition", pointer).stream()
              .flatMap(described -> readItem(described).stream())
              .toList();
      case DESCRIBED_TASK_DEFINITIONS ->
          items((Node.Mapping) document, "taskDefinitions", pointer).stream()
              .flatMap(item -> readItem(item).stream())
              .toList();
      case TASK_DEFINITION_LIST ->
          elements((Node.Sequence) document, pointer).stream()
              .flatMap(item -> readItem(item).stream())
              .toList();
      case CONTAINER_DEFINITIONS -> List.of(containersOnly((Node.Sequence) document, pointer));
    };
  }

  private List<TaskDefinition> readItem(Place item) {
    Optional<InputFormat> format = InputFormat.detect(item.node());
    if (format.isEmpty()) {
      report(
          item,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          "this item of the list is not a task definition",
          "a task definition is an object with `containerDefinitions`");
      return List.of();
    }
    return read(item.node(), format.get(), item.pointer());
  }

  /** A value and where in the document it stands. */
  private record Place(Node node, JsonPointer pointer) {}

  private TaskDefinition taskDefinition(Node.Mapping mapping, JsonPointer pointer) {
    return new TaskDefinition(
        Form.WHOLE,
        text(mapping, "family", pointer),
        text(mapping, "taskDefinitionArn", pointer),
        text(mapping, "executionRoleArn", pointer).filter(role -> !role.text().isEmpty()),
        objects(mapping, "containerDefinitions", pointer, this::containerDefinition),
        objects(mapping, "volumes", pointer, this::fsxVolume).stream()
            .flatMap(Optional::stream)
            .toList(),
        texts(mapping, "requiresCompatibilities", pointer).stream().map(FieldValue::text).toList(),
        object(mapping, "runtimePlatform", pointer)
            .flatMap(platform -> text(platform, "operatingSystemFamily"))
            .map(FieldValue::text),
        locate(new Place(mapping, pointer)));
  }

  private TaskDefinition containersOnly(Node.Sequence list, JsonPointer pointer) {
    return new TaskDefinition(
        Form.CONTAINERS_ONLY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        elements(list, pointer).stream()
            .flatMap(item -> asObject(item, "a container definition").stream())
            .map(container -> containerDefinition(container.mapping(), container.pointer()))
            .toList(),
        List.of(),
        List.of(),
        Optional.empty(),
        locate(new Place(list, pointer)));
  }

  private ContainerDefinition containerDefinition(Node.Mapping mapping, JsonPointer pointer) {
    return new ContainerDefinition(
        text(mapping, "name", pointer).map(FieldValue::text),
        secrets(mapping, "secrets", pointer),
        logConfigurations(mapping, pointer),
        object(mapping, "repositoryCredentials", pointer)
            .flatMap(credentials -> text(credentials, "credentialsParameter")),
        texts(mapping, "credentialSpecs", pointer),
        texts(mapping, "dockerSecurityOptions", pointer),
        objects(mapping, "environmentFiles", pointer, (file, at) -> text(file, "value", at))
            .stream()
            .flatMap(Optional::stream)
            .toList(),
        object(mapping, "firelensConfiguration", pointer)
            .flatMap(firelens -> object(firelens.mapping(), "options", firelens.pointer()))
            .filter(
                options ->
                    text(options, "config-file-type")
                        .filter(type -> type.text().equals("s3"))
                        .isPresent())
            .flatMap(options -> text(options, "config-file-value")));
  }

  /**
   * Reads {@code logConfiguration}. AWS's own page on <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-logconfig.html">secrets
   * in a log configuration</a> prints it as a list of one; ECS takes an object only.
   */
  private List<LogConfiguration> logConfigurations(Node.Mapping container, JsonPointer pointer) {
    Optional<Place> place = member(container, "logConfiguration", pointer);
    if (place.isPresent() && place.get().node() instanceof Node.Sequence list) {
      report(
          place.get(),
          DiagnosticCode.LOG_CONFIGURATION_LIST,
          "`logConfiguration` is a list, ECS itself takes one object",
          "write `\"logConfiguration\": {…}` without the brackets");
      return elements(list, place.get().pointer()).stream()
          .flatMap(item -> asObject(item, "`logConfiguration`").stream())
          .map(this::logConfiguration)
          .toList();
    }
    return object(container, "logConfiguration", pointer).map(this::logConfiguration).stream()
        .toList();
  }

  private LogConfiguration logConfiguration(ObjectPlace log) {
    return new LogConfiguration(
        text(log, "logDriver").map(FieldValue::text),
        object(log.mapping(), "options", log.pointer())
            .flatMap(options -> text(options, "awslogs-create-group")),
        secrets(log.mapping(), "secretOptions", log.pointer()));
  }

  private List<Secret> secrets(Node.Mapping parent, String field, JsonPointer pointer) {
    return objects(parent, field, pointer, this::secret).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Secret> secret(Node.Mapping mapping, JsonPointer pointer) {
    Optional<FieldValue> name = text(mapping, "name", pointer);
    Optional<Place> valueFrom = member(mapping, "valueFrom", pointer);
    if (valueFrom.isEmpty()) {
      report(
          new Place(mapping, pointer),
          DiagnosticCode.VALUE_FROM_MISSING,
          name.map(n -> "the secret " + Quotation.quote(n.text())).orElse("this secret")
              + " has no `valueFrom`",
          "name the parameter, or give the full ARN of the parameter or secret");
      return Optional.empty();
    }
    return asText(valueFrom.get(), "`valueFrom`")
        .map(text -> new Secret(name.map(FieldValue::text), text));
  }

  private Optional<FsxVolume> fsxVolume(Node.Mapping volume, JsonPointer pointer) {
    return object(volume, "fsxWindowsFileServerVolumeConfiguration", pointer)
        .flatMap(fsx -> object(fsx.mapping(), "authorizationConfig", fsx.pointer()))
        .flatMap(authorization -> text(authorization, "credentialsParameter"))
        .map(
            parameter ->
                new FsxVolume(text(volume, "name", pointer).map(FieldValue::text), parameter));
  }

  // Access to members. An absent member and null are the same to ECS.

  /** An object and where in the document it stands. */
  private record ObjectPlace(Node.Mapping mapping, JsonPointer pointer) {}

  private static Optional<Place> member(Node.Mapping mapping, String field, JsonPointer pointer) {
    return mapping
        .member(field)
        .filter(member -> !(member.value() instanceof Node.Null))
        .map(member -> new Place(member.value(), pointer.member(member.key())));
  }

  private Optional<FieldValue> text(ObjectPlace object, String field) {
    return text(object.mapping(), field, object.pointer());
  }

  private Optional<FieldValue> text(Node.Mapping mapping, String field, JsonPointer pointer) {
    return member(mapping, field, pointer).flatMap(place -> asText(place, "`" + field + "`"));
  }

  private List<FieldValue> texts(Node.Mapping mapping, String field, JsonPointer pointer) {
    return items(mapping, field, pointer).stream()
        .flatMap(item -> asText(item, "an item of `" + field + "`").stream())
        .toList();
  }

  private Optional<ObjectPlace> object(Node.Mapping mapping, String field, JsonPointer pointer) {
    return member(mapping, field, pointer).flatMap(place -> asObject(place, "`" + field + "`"));
  }

  private <T> List<T> objects(
      Node.Mapping mapping,
      String field,
      JsonPointer pointer,
      BiFunction<Node.Mapping, JsonPointer, T> read) {
    return items(mapping, field, pointer).stream()
        .flatMap(item -> asObject(item, "an item of `" + field + "`").stream())
        .map(item -> read.apply(item.mapping(), item.pointer()))
        .toList();
  }

  private List<Place> items(Node.Mapping mapping, String field, JsonPointer pointer) {
    Optional<Place> place = member(mapping, field, pointer);
    if (place.isEmpty()) {
      return List.of();
    }
    if (place.get().node() instanceof Node.Sequence list) {
      return elements(list, place.get().pointer());
    }
    reportType(place.get(), "`" + field + "`", "a list");
    return List.of();
  }

  private static List<Place> elements(Node.Sequence list, JsonPointer pointer) {
    List<Place> elements = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      elements.add(new Place(list.items().get(i), pointer.element(i)));
    }
    return elements;
  }

  private Optional<ObjectPlace> asObject(Place place, String what) {
    if (place.node() instanceof Node.Mapping mapping) {
      return Optional.of(new ObjectPlace(mapping, place.pointer()));
    }
    reportType(place, what, "an object");
    return Optional.empty();
  }

  private Optional<FieldValue> asText(Place place, String what) {
    if (place.node() instanceof Node.Text text) {
      return Optional.of(new FieldValue(text.text(), locate(place)));
    }
    reportType(place, what, "a string");
    return Optional.empty();
  }

  private void reportType(Place place, String what, String expected) {
    report(
        place,
        DiagnosticCode.WRONG_TYPE,
        what + " must be " + expected + ", found " + place.node().kind(),
        "ECS refuses it too");
  }

  private void report(Place place, DiagnosticCode code, String message, String hint) {
    diagnostics.add(Diagnostic.at(locate(place), code, message).withHint(hint));
  }

  private SourceLocation locate(Place place) {
    return new SourceLocation(source, place.node().line(), place.node().column(), place.pointer());
  }
}
