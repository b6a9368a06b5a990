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
  private static final FieldNames OF_TASK_DEFINITION =
      FieldNames.of("containerDefinitions", "executionRoleArn", "volumes");

  private static final FieldNames OF_CONTAINER_DEFINITION =
      FieldNames.of(
          "secrets",
          "logConfiguration",
          "repositoryCredentials",
          "credentialSpecs",
          "environmentFiles",
          "firelensConfiguration");

  private static final FieldNames OF_LOG_CONFIGURATION = FieldNames.of("secretOptions");

  private static final String DAEMON_ARN = "daemonTaskDefinitionArn";

  /** The same, where only what is beyond secrets would be missing. */
  private static final FieldNames OF_CONTAINER_DEFINITION_BEYOND = FieldNames.of("image");

  private static final FieldNames OF_LOG_CONFIGURATION_BEYOND =
      FieldNames.of("logDriver", "options");

  private static final FieldNames OF_AWSLOGS =
      FieldNames.of(
          "awslogs-create-group", "awslogs-group", "awslogs-region", "awslogs-stream-prefix");

  private static final FieldNames OF_ENVIRONMENT_FILE = FieldNames.of("type", "value");
  private static final FieldNames OF_FIRELENS_CONFIGURATION = FieldNames.of("options");

  private static final String FILE_TYPE = "config-file-type";
  private static final String FILE_VALUE = "config-file-value";
  private static final FieldNames OF_FIRELENS_OPTIONS = FieldNames.of(FILE_TYPE, FILE_VALUE);

  private static final String S3_IS_THE_ONLY_TYPE = "write `\"type\": \"s3\"`: there is no other";
  private static final String FILE_TYPES =
      "write `\"config-file-type\": \"s3\"`, or `file` for a file in the image";

  static final String AWSLOGS = "awslogs";

  private final String source;
  private final FieldReader fields;
  private FieldReader beyond;
  private final CredentialSpecContents contents;

  TaskDefinitionReader(String source, CredentialSpecContents contents) {
    this.source = source;
    fields = reader();
    beyond = reader();
    this.contents = contents;
  }

  private FieldReader reader() {
    return new FieldReader(source, "ECS refuses it too");
  }

  /** Returns what was found so far that is not as ECS has it. */
  List<Diagnostic> diagnostics() {
    return fields.diagnostics();
  }

  /**
   * Returns what was found since this was last asked, and matters only where secrets are not all
   * that a policy is for.
   */
  List<Diagnostic> beyondSecrets() {
    List<Diagnostic> found = beyond.diagnostics();
    beyond = reader();
    return found;
  }

  /** Returns what reads that which matters only where secrets are not all that a policy is for. */
  FieldReader beyond() {
    return beyond;
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
          fields.object(object(document), "daemonTaskDefinition").flatMap(this::daemon).stream()
              .toList();
      case DESCRIBED_TASK_DEFINITIONS -> readAll(fields.items(object(document), "taskDefinitions"));
      case TASK_DEFINITION_LIST -> readAll(FieldReader.elements(list(document)));
      case CONTAINER_DEFINITIONS -> List.of(containersOnly(list(document)));
      case JOB_DEFINITION -> new BatchJobDefinition(this).read(object(document));
      case DESCRIBED_JOB_DEFINITIONS -> readAll(fields.items(object(document), "jobDefinitions"));
      case EXPRESS_SERVICE -> List.of(new ExpressService(this).read(object(document)));
      case DESCRIBED_EXPRESS_SERVICE -> new ExpressService(this).readDescribed(object(document));
      case TERRAFORM, PULUMI -> throw new IllegalArgumentException("no form of task definitions");
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

  /**
   * A daemon runs on Managed Instances.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-create-manage.html">
   *     daemons</a>
   */
  private Optional<TaskDefinition> daemon(Place<Node.Mapping> daemon) {
    if (!daemon.node().has("containerDefinitions")) {
      fields.report(
          daemon,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          "this daemon has no `containerDefinitions`",
          "read what `aws ecs describe-daemon-task-definition` prints");
      return Optional.empty();
    }
    return Optional.of(taskDefinition(daemon).onlyFor("MANAGED_INSTANCES"));
  }

  /** Returns the task definition that an object with {@code containerDefinitions} is. */
  TaskDefinition taskDefinition(Place<Node.Mapping> task) {
    fields.checkSpelling(task, OF_TASK_DEFINITION);
    List<ContainerDefinition> containers =
        fields.objects(task, "containerDefinitions", this::containerDefinition);
    return new TaskDefinition(
        Form.WHOLE,
        fields.text(task, "family"),
        fields.text(task, "taskDefinitionArn").or(() -> fields.text(task, DAEMON_ARN)),
        executionRole(task),
        containers,
        fields.objects(task, "volumes", this::fsxVolume).stream()
            .flatMap(Optional::stream)
            .toList(),
        fields.texts(task, "requiresCompatibilities").stream().map(FieldValue::text).toList(),
        runtimePlatform(task),
        beyondSecrets(),
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
    List<ContainerDefinition> containers = containerDefinitions(list);
    return new TaskDefinition(
        Form.CONTAINERS_ONLY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        containers,
        List.of(),
        List.of(),
        Optional.empty(),
        beyondSecrets(),
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
    beyond.checkSpelling(container, OF_CONTAINER_DEFINITION_BEYOND);
    return new ContainerDefinition(
        fields.text(container, "name").map(FieldValue::text),
        fields.text(container, "image"),
        secrets(container, "secrets"),
        logConfigurations(container),
        repositoryCredentials(container),
        credentialSpecs(container, "credentialSpecs"),
        credentialSpecs(container, "dockerSecurityOptions"),
        fields.objects(container, "environmentFiles", file -> environmentFile(file)).stream()
            .flatMap(Optional::stream)
            .toList(),
        fields
            .object(container, "firelensConfiguration")
            .flatMap(firelens -> firelensConfigFile(firelens)),
        fields.locate(container));
  }

  /** Returns the {@code credentialsParameter} of {@code container}. */
  Optional<FieldValue> repositoryCredentials(Place<Node.Mapping> container) {
    return fields
        .object(container, "repositoryCredentials")
        .flatMap(credentials -> fields.text(credentials, "credentialsParameter"));
  }

  /**
   * Reads an item of {@code environmentFiles}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html">
   *     both members are required</a>
   */
  private Optional<FieldValue> environmentFile(Place<Node.Mapping> file) {
    beyond.checkSpelling(file, OF_ENVIRONMENT_FILE);
    Optional<FieldValue> type = fields.text(file, "type");
    Optional<FieldValue> value = fields.text(file, "value");
    Optional<FieldValue> other = type.filter(text -> !isS3(text));
    if (fields.lacks(file, "type")) {
      beyond.report(
          file,
          DiagnosticCode.ENVIRONMENT_FILE,
          "this environment file has no `type`",
          S3_IS_THE_ONLY_TYPE);
    }
    other.ifPresent(
        text ->
            beyond.report(
                text.location(),
                DiagnosticCode.ENVIRONMENT_FILE,
                "environment files are never of type " + Quotation.quote(text.text()),
                S3_IS_THE_ONLY_TYPE));
    if (fields.lacks(file, "value")) {
      beyond.report(
          file,
          DiagnosticCode.ENVIRONMENT_FILE,
          "this environment file has no `value`",
          "give the ARN of the object: `arn:aws:s3:::BUCKET/KEY`");
    }
    return type.filter(TaskDefinitionReader::isS3).flatMap(s3 -> value);
  }

  /**
   * Reads which file on S3 holds the configuration of FireLens, if one does.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html">
   *     custom configuration files</a>
   */
  private Optional<FieldValue> firelensConfigFile(Place<Node.Mapping> firelens) {
    beyond.checkSpelling(firelens, OF_FIRELENS_CONFIGURATION);
    return fields.object(firelens, "options").flatMap(options -> fileOfOptions(options));
  }

  private Optional<FieldValue> fileOfOptions(Place<Node.Mapping> options) {
    beyond.checkSpelling(options, OF_FIRELENS_OPTIONS);
    Optional<FieldValue> type = fields.text(options, FILE_TYPE);
    Optional<FieldValue> value = fields.text(options, FILE_VALUE);
    boolean isS3 = type.filter(TaskDefinitionReader::isS3).isPresent();
    if (fields.lacks(options, FILE_TYPE) && value.isPresent()) {
      beyond.report(
          options,
          DiagnosticCode.FIRELENS_FILE,
          "FireLens has a `config-file-value` but no `config-file-type`",
          FILE_TYPES);
    }
    type.filter(text -> !isS3(text) && !text.text().equals("file"))
        .ifPresent(
            text ->
                beyond.report(
                    text.location(),
                    DiagnosticCode.FIRELENS_FILE,
                    "FireLens reads no file of type " + Quotation.quote(text.text()),
                    FILE_TYPES));
    if (isS3 && fields.lacks(options, FILE_VALUE)) {
      beyond.report(
          options,
          DiagnosticCode.FIRELENS_FILE,
          "FireLens has a `config-file-type` but no `config-file-value`",
          "give the ARN of the object, `arn:aws:s3:::BUCKET/KEY`");
    }
    return value.filter(file -> isS3);
  }

  private static boolean isS3(FieldValue type) {
    return type.text().equals("s3");
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
          .map(log -> logConfiguration(log))
          .toList();
    }
    return fields.object(container, "logConfiguration").stream()
        .map(log -> logConfiguration(log))
        .toList();
  }

  /** Returns the log configuration {@code log}. */
  LogConfiguration logConfiguration(Place<Node.Mapping> log) {
    fields.checkSpelling(log, OF_LOG_CONFIGURATION);
    beyond.checkSpelling(log, OF_LOG_CONFIGURATION_BEYOND);
    Optional<Place<Node.Mapping>> options = fields.object(log, "options");
    Function<String, Optional<FieldValue>> option =
        name -> options.flatMap(place -> fields.text(place, name));
    LogConfiguration read =
        new LogConfiguration(
            fields.text(log, "logDriver"),
            option.apply("awslogs-group"),
            option.apply("awslogs-region"),
            option.apply("awslogs-stream-prefix"),
            option.apply("awslogs-create-group"),
            secrets(log, "secretOptions"),
            false,
            fields.locate(log));
    checkLogDriver(log, read.logDriver());
    if (read.isAwsLogs()) {
      options.ifPresent(place -> beyond.checkSpelling(place, OF_AWSLOGS));
    }
    return read;
  }

  /** Drivers of other names are others: none of them calls AWS with the execution role. */
  private void checkLogDriver(Place<Node.Mapping> log, Optional<FieldValue> driver) {
    if (fields.lacks(log, "logDriver")) {
      beyond.report(
          log,
          DiagnosticCode.LOG_DRIVER,
          "this log configuration has no `logDriver`",
          "name the driver, such as `awslogs`: ECS wants it too");
    }
    driver
        .filter(text -> isMisspeltAwslogs(text.text()))
        .ifPresent(
            text ->
                beyond.report(
                    text.location(),
                    DiagnosticCode.LOG_DRIVER,
                    "ECS knows no log driver " + Quotation.quote(text.text()),
                    "did you mean `awslogs`?"));
  }

  private static boolean isMisspeltAwslogs(String driver) {
    return !driver.equals(AWSLOGS)
        && (driver.equalsIgnoreCase(AWSLOGS)
            || FieldNames.nearest(driver, Set.of(AWSLOGS)).isPresent());
  }

  private List<CredentialSpec> credentialSpecs(Place<Node.Mapping> container, String field) {
    return fields.texts(container, field).stream().map(contents::withContent).toList();
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

  /** Returns what {@code volume} is if it is one of FSx for Windows File Server. */
  Optional<FsxVolume> fsxVolume(Place<Node.Mapping> volume) {
    return fields
        .object(volume, "fsxWindowsFileServerVolumeConfiguration")
        .flatMap(fsx -> fields.object(fsx, "authorizationConfig"))
        .flatMap(authorization -> fields.text(authorization, "credentialsParameter"))
        .map(
            parameter ->
                new FsxVolume(fields.text(volume, "name").map(FieldValue::text), parameter));
  }
}
