package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.CredentialSpec;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.FsxVolume;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import io.github.ecspolicy.template.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the task definitions out of one document, and says what in them is not as ECS has it. */
final class TaskDefinitionReader {
  /** The fields that are read; the values of all others never leave the tokenizer. */
  static final Wanted WANTED =
      Wanted.anywhere(
          "activeConfigurations",
          "authorizationConfig",
          "awslogs-create-group",
          "awslogs-group",
          "awslogs-region",
          "awslogs-stream-prefix",
          "awsLogsConfiguration",
          "config-file-type",
          "config-file-value",
          "container",
          "containerDefinitions",
          "containerProperties",
          "containers",
          "credentialsParameter",
          "credentialSpecs",
          "daemonTaskDefinition",
          "daemonTaskDefinitionArn",
          "dockerSecurityOptions",
          "ecsProperties",
          "eksProperties",
          "environmentFiles",
          "executionRoleArn",
          "family",
          "firelensConfiguration",
          "fsxWindowsFileServerVolumeConfiguration",
          "image",
          "jobDefinitionArn",
          "jobDefinitionName",
          "jobDefinitions",
          "logConfiguration",
          "logDriver",
          "logGroup",
          "logStreamPrefix",
          "name",
          "nodeProperties",
          "nodeRangeProperties",
          "operatingSystemFamily",
          "options",
          "platformCapabilities",
          "primaryContainer",
          "repositoryCredentials",
          "requiresCompatibilities",
          "runtimePlatform",
          "secretOptions",
          "secrets",
          "service",
          "serviceArn",
          "serviceName",
          "status",
          "taskDefinition",
          "taskDefinitionArn",
          "taskDefinitions",
          "taskProperties",
          "type",
          "value",
          "valueFrom",
          "volumes");

  /** The fields without which a permission would be missing, by the object they stand in. */
  private static final Set<String> OF_TASK_DEFINITION =
      Set.of("containerDefinitions", "executionRoleArn", "volumes");

  private static final Set<String> OF_CONTAINER_DEFINITION =
      Set.of(
          "secrets",
          "logConfiguration",
          "repositoryCredentials",
          "credentialSpecs",
          "environmentFiles",
          "firelensConfiguration");

  private static final Set<String> OF_LOG_CONFIGURATION = Set.of("secretOptions");

  private static final String DAEMON_ARN = "daemonTaskDefinitionArn";

  private final FieldReader fields;
  private final CredentialSpecContents contents;

  TaskDefinitionReader(String source, CredentialSpecContents contents) {
    fields = new FieldReader(source, "ECS refuses it too");
    this.contents = contents;
  }

  /** Returns what was found so far that is not as ECS has it. */
  List<Diagnostic> diagnostics() {
    return fields.diagnostics();
  }

  /** Returns what reads the fields of the document. */
  FieldReader fields() {
    return fields;
  }

  /** Returns the task definitions of a document of a known form. */
  List<TaskDefinition> read(Node document, InputFormat format) {
    return read(new Place<>(document, JsonPointer.ROOT), format);
  }

  private List<TaskDefinition> read(Place<Node> document, InputFormat format) {
    return switch (format) {
      case TASK_DEFINITION -> List.of(taskDefinition(object(document)));
      case DESCRIBED_TASK_DEFINITION ->
          readAll(fields.member(object(document), "taskDefinition").stream().toList());
      case DESCRIBED_DAEMON_TASK_DEFINITION ->
          fields.object(object(document), "daemonTaskDefinition").map(this::taskDefinition).stream()
              .toList();
      case DESCRIBED_TASK_DEFINITIONS -> readAll(fields.items(object(document), "taskDefinitions"));
      case TASK_DEFINITION_LIST -> readAll(FieldReader.elements(list(document)));
      case CONTAINER_DEFINITIONS -> List.of(containersOnly(list(document)));
      case JOB_DEFINITION -> new BatchJobDefinition(this).read(object(document));
      case DESCRIBED_JOB_DEFINITIONS -> readAll(fields.items(object(document), "jobDefinitions"));
      case EXPRESS_SERVICE -> List.of(new ExpressService(this).read(object(document)));
      case DESCRIBED_EXPRESS_SERVICE -> new ExpressService(this).readDescribed(object(document));
      case TERRAFORM -> throw new IllegalArgumentException("no form of task definitions");
    };
  }

  private static Place<Node.Mapping> object(Place<Node> place) {
    return new Place<>((Node.Mapping) place.node(), place.pointer());
  }

  private static Place<Node.Sequence> list(Place<Node> place) {
    return new Place<>((Node.Sequence) place.node(), place.pointer());
  }

  private List<TaskDefinition> readAll(List<Place<Node>> items) {
    return items.stream().flatMap(item -> readItem(item).stream()).toList();
  }

  private List<TaskDefinition> readItem(Place<Node> item) {
    Optional<InputFormat> format = InputFormat.detectItem(item.node());
    if (format.isEmpty()) {
      fields.report(
          item,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          "this item of the list is not a task definition",
          "a task definition is an object with `containerDefinitions`");
      return List.of();
    }
    return read(item, format.get());
  }

  /** Returns the task definition that an object with {@code containerDefinitions} is. */
  TaskDefinition taskDefinition(Place<Node.Mapping> task) {
    fields.checkSpelling(task, OF_TASK_DEFINITION);
    return new TaskDefinition(
        Form.WHOLE,
        fields.text(task, "family"),
        fields.text(task, "taskDefinitionArn").or(() -> fields.text(task, DAEMON_ARN)),
        executionRole(task),
        fields.objects(task, "containerDefinitions", this::containerDefinition),
        fields.objects(task, "volumes", this::fsxVolume).stream()
            .flatMap(Optional::stream)
            .toList(),
        fields.texts(task, "requiresCompatibilities").stream().map(FieldValue::text).toList(),
        runtimePlatform(task),
        fields.locate(task),
        Origin.ALONE);
  }

  /** Returns the {@code executionRoleArn} of {@code parent}. */
  Optional<FieldValue> executionRole(Place<Node.Mapping> parent) {
    return fields.text(parent, "executionRoleArn").filter(role -> !role.text().isEmpty());
  }

  /** Returns the {@code operatingSystemFamily} of {@code parent}. */
  Optional<String> runtimePlatform(Place<Node.Mapping> parent) {
    return fields
        .object(parent, "runtimePlatform")
        .flatMap(platform -> fields.text(platform, "operatingSystemFamily"))
        .map(FieldValue::text);
  }

  private TaskDefinition containersOnly(Place<Node.Sequence> list) {
    return new TaskDefinition(
        Form.CONTAINERS_ONLY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        containerDefinitions(list),
        List.of(),
        List.of(),
        Optional.empty(),
        fields.locate(list),
        Origin.ALONE);
  }

  /** Returns the container definitions that {@code list} is made of. */
  List<ContainerDefinition> containerDefinitions(Place<Node.Sequence> list) {
    return FieldReader.elements(list).stream()
        .flatMap(item -> fields.asObject(item, "a container definition").stream())
        .map(this::containerDefinition)
        .toList();
  }

  /** Returns the container definition at {@code container}. */
  ContainerDefinition containerDefinition(Place<Node.Mapping> container) {
    fields.checkSpelling(container, OF_CONTAINER_DEFINITION);
    return new ContainerDefinition(
        fields.text(container, "name").map(FieldValue::text),
        fields.text(container, "image"),
        secrets(container, "secrets"),
        logConfigurations(container),
        repositoryCredentials(container),
        credentialSpecs(container, "credentialSpecs"),
        credentialSpecs(container, "dockerSecurityOptions"),
        fields.objects(container, "environmentFiles", file -> fields.text(file, "value")).stream()
            .flatMap(Optional::stream)
            .toList(),
        fields
            .object(container, "firelensConfiguration")
            .flatMap(firelens -> fields.object(firelens, "options"))
            .filter(this::isOnS3)
            .flatMap(options -> fields.text(options, "config-file-value")));
  }

  /** Returns the {@code credentialsParameter} of {@code container}. */
  Optional<FieldValue> repositoryCredentials(Place<Node.Mapping> container) {
    return fields
        .object(container, "repositoryCredentials")
        .flatMap(credentials -> fields.text(credentials, "credentialsParameter"));
  }

  private boolean isOnS3(Place<Node.Mapping> firelensOptions) {
    return fields
        .text(firelensOptions, "config-file-type")
        .filter(type -> type.text().equals("s3"))
        .isPresent();
  }

  /**
   * Reads {@code logConfiguration}. AWS's own page on <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-logconfig.html">secrets
   * in a log configuration</a> prints it as a list of one; ECS takes an object only.
   */
  private List<LogConfiguration> logConfigurations(Place<Node.Mapping> container) {
    Optional<Place<Node>> place = fields.member(container, "logConfiguration");
    if (place.isPresent() && place.get().node() instanceof Node.Sequence list) {
      fields.report(
          place.get(),
          DiagnosticCode.LOG_CONFIGURATION_LIST,
          "`logConfiguration` is a list, ECS itself takes one object",
          "write `\"logConfiguration\": {…}` without the brackets");
      return FieldReader.elements(new Place<>(list, place.get().pointer())).stream()
          .flatMap(item -> fields.asObject(item, "`logConfiguration`").stream())
          .map(this::logConfiguration)
          .toList();
    }
    return fields.object(container, "logConfiguration").map(this::logConfiguration).stream()
        .toList();
  }

  private LogConfiguration logConfiguration(Place<Node.Mapping> log) {
    fields.checkSpelling(log, OF_LOG_CONFIGURATION);
    Optional<Place<Node.Mapping>> options = fields.object(log, "options");
    Function<String, Optional<FieldValue>> option =
        name -> options.flatMap(place -> fields.text(place, name));
    return new LogConfiguration(
        fields.text(log, "logDriver").map(FieldValue::text),
        option.apply("awslogs-group"),
        option.apply("awslogs-region"),
        option.apply("awslogs-stream-prefix"),
        option.apply("awslogs-create-group"),
        secrets(log, "secretOptions"),
        false,
        fields.locate(log));
  }

  private List<CredentialSpec> credentialSpecs(Place<Node.Mapping> container, String field) {
    return fields.texts(container, field).stream().map(contents::withCredentialArn).toList();
  }

  /** Returns the secrets in the list {@code field} of {@code parent}. */
  List<Secret> secrets(Place<Node.Mapping> parent, String field) {
    return fields.objects(parent, field, this::secret).stream().flatMap(Optional::stream).toList();
  }

  private Optional<Secret> secret(Place<Node.Mapping> secret) {
    Optional<FieldValue> name = fields.text(secret, "name");
    Optional<Place<Node>> valueFrom = fields.member(secret, "valueFrom");
    if (valueFrom.isEmpty()) {
      fields.report(
          secret,
          DiagnosticCode.VALUE_FROM_MISSING,
          name.map(n -> "the secret " + Quotation.quote(n.text())).orElse("this secret")
              + " has no `valueFrom`",
          "name the parameter, or give the full ARN of the parameter or secret");
      return Optional.empty();
    }
    return fields
        .asText(valueFrom.get(), "`valueFrom`")
        .map(text -> new Secret(name.map(FieldValue::text), text));
  }

  private Optional<FsxVolume> fsxVolume(Place<Node.Mapping> volume) {
    return fields
        .object(volume, "fsxWindowsFileServerVolumeConfiguration")
        .flatMap(fsx -> fields.object(fsx, "authorizationConfig"))
        .flatMap(authorization -> fields.text(authorization, "credentialsParameter"))
        .map(
            parameter ->
                new FsxVolume(fields.text(volume, "name").map(FieldValue::text), parameter));
  }
}
