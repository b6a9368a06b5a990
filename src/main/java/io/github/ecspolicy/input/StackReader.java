package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.input.DocumentKind.Content;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.input.StackTemplate.Resource;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads the task definitions out of a template of CloudFormation, and what stands beside them. */
final class StackReader {
  private static final String ROLE = "ExecutionRoleArn";
  private static final String TASK_DEFINITION = "AWS::ECS::TaskDefinition";
  private static final String JOB_DEFINITION = "AWS::Batch::JobDefinition";
  private static final String EXPRESS_SERVICE = "AWS::ECS::ExpressGatewayService";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final Set<String> TASKS = Set.of(TASK_DEFINITION, JOB_DEFINITION, EXPRESS_SERVICE);

  /** What a sidecar is called that ECS adds for Service Connect. */
  private static final String SERVICE_CONNECT = "ecs-service-connect";

  private static final String PROCESSED =
      "read the template as CloudFormation has processed it: `aws cloudformation get-template"
          + " --template-stage Processed`";

  private final String source;
  private final Syntax syntax;
  private final CredentialSpecContents contents;
  private final StackTemplate template;
  private final StandIns standIns;
  private final Intrinsics intrinsics;
  private final TemplateNodes nodes;
  private final StackLinks links;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private StackReader(
      String source,
      Node.Mapping document,
      Syntax syntax,
      TemplateValues values,
      CredentialSpecContents contents) {
    this.source = source;
    this.syntax = syntax;
    this.contents = contents;
    template = StackTemplate.of(document);
    standIns = new StandIns(document, values);
    intrinsics = new Intrinsics(template, standIns, values);
    nodes = new TemplateNodes(source, intrinsics, standIns);
    links = new StackLinks(template);
  }

  /**
   * Returns what a template holds, or empty if it has nothing that ECS runs.
   *
   * @param document that {@linkplain StackTemplate#isTemplate is a template}
   * @param syntax in which it was written
   * @param values what the user knows of it
   * @param contents of credential specs
   */
  static Optional<Content<TaskDocument>> read(
      String source,
      Node.Mapping document,
      Syntax syntax,
      TemplateValues values,
      CredentialSpecContents contents) {
    return new StackReader(source, document, syntax, values, contents).read(document);
  }

  private Optional<Content<TaskDocument>> read(Node.Mapping document) {
    List<TaskDefinition> tasks =
        template.resources().values().stream()
            .filter(this::mayExist)
            .flatMap(resource -> tasks(resource).stream())
            .toList();
    reportFalse(document);
    reportLoops(document);
    if (tasks.isEmpty() && diagnostics.isEmpty() && nodes.diagnostics().isEmpty()) {
      return Optional.empty();
    }
    StackInventory inventory = new StackInventory(source, template, standIns, intrinsics, nodes);
    TaskDocument read =
        new TaskDocument(tasks, Optional.of(inventory.listing()), standIns.symbols());
    reportMacros();
    reportExhausted(document);
    diagnostics.addAll(nodes.diagnostics());
    return Optional.of(new Content<>(List.of(read), diagnostics));
  }

  private boolean mayExist(Resource resource) {
    return resource.condition().filter(intrinsics.conditions()::isFalse).isEmpty();
  }

  private List<TaskDefinition> tasks(Resource resource) {
    return switch (resource.type()) {
      case TASK_DEFINITION -> taskDefinitions(resource);
      case JOB_DEFINITION -> jobs(resource);
      case EXPRESS_SERVICE -> expressServices(resource);
      default -> List.of();
    };
  }

  private List<TaskDefinition> jobs(Resource resource) {
    return read(
        resource,
        "JobDefinitionName",
        (reader, job) -> new BatchJobDefinition(reader).read(job),
        resource
            .property("ContainerProperties")
            .filter(Node.Mapping.class::isInstance)
            .flatMap(container -> ((Node.Mapping) container).member(ROLE))
            .map(Node.Member::value));
  }

  private List<TaskDefinition> expressServices(Resource resource) {
    return read(
        resource,
        "ServiceName",
        (reader, service) -> List.of(new ExpressService(reader).read(service)),
        resource.property(ROLE));
  }

  /** Reads what ECS makes a task definition of by itself. */
  private List<TaskDefinition> read(
      Resource resource,
      String nameField,
      BiFunction<TaskDefinitionReader, Place<Node.Mapping>, List<TaskDefinition>> read,
      Optional<Node> role) {
    List<TaskDefinition> tasks = new ArrayList<>();
    for (Node.Mapping reading : resource.properties().map(nodes::readings).orElse(List.of())) {
      TaskDefinitionReader reader = new TaskDefinitionReader(source, contents);
      Place<Node.Mapping> place =
          new Place<>(named(reading, nameField, resource.key()), pointer(resource));
      read.apply(reader, place)
          .forEach(task -> tasks.add(task.in(origin(resource, role, List.of()))));
      diagnostics.addAll(reader.diagnostics());
    }
    return tasks;
  }

  private List<TaskDefinition> taskDefinitions(Resource resource) {
    List<Resource> users =
        links.startersOf(resource.key()).stream().filter(this::mayExist).toList();
    List<Node> sidecars = users.stream().flatMap(user -> serviceConnect(user).stream()).toList();
    List<TaskDefinition> tasks = new ArrayList<>();
    for (Node.Mapping reading : resource.properties().map(nodes::readings).orElse(List.of())) {
      TaskDefinitionReader reader = new TaskDefinitionReader(source, contents);
      TaskDefinition task =
          reader.taskDefinition(
              new Place<>(
                  withSidecars(named(reading, "Family", resource.key()), sidecars),
                  pointer(resource)));
      diagnostics.addAll(reader.diagnostics());
      tasks.add(task.in(origin(resource, resource.property(ROLE), users)));
    }
    return tasks;
  }

  private static JsonPointer pointer(Resource resource) {
    return JsonPointer.ROOT.member("Resources").member(resource.key()).member("Properties");
  }

  /** Without a name, CloudFormation makes one up that starts with the logical id. */
  private static Node.Mapping named(Node.Mapping properties, String field, String logicalId) {
    return properties.has(field)
        ? properties
        : with(properties, field, new Node.Text(properties.line(), properties.column(), logicalId));
  }

  private static Node.Mapping with(Node.Mapping object, String key, Node value) {
    List<Node.Member> members =
        Stream.concat(
                object.members().stream().filter(member -> !member.key().equalsIgnoreCase(key)),
                Stream.of(new Node.Member(key, value)))
            .toList();
    return new Node.Mapping(object.line(), object.column(), members);
  }

  /** The sidecar of Service Connect logs with the role of the task that it is added to. */
  private static Node.Mapping withSidecars(Node.Mapping task, List<Node> sidecars) {
    Optional<Node.Member> containers =
        task.member("containerDefinitions")
            .filter(member -> member.value() instanceof Node.Sequence);
    if (sidecars.isEmpty() || containers.isEmpty()) {
      return task;
    }
    Node.Sequence list = (Node.Sequence) containers.get().value();
    return with(
        task,
        containers.get().key(),
        new Node.Sequence(
            list.line(),
            list.column(),
            Stream.concat(list.items().stream(), sidecars.stream()).toList()));
  }

  /**
   * What Service Connect logs to, as a container.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html">
   *     logConfiguration of Service Connect</a>
   */
  private List<Node> serviceConnect(Resource service) {
    if (!service.type().equals(SERVICE)) {
      return List.of();
    }
    return service.properties().map(nodes::readings).orElse(List.of()).stream()
        .flatMap(reading -> reading.member("ServiceConnectConfiguration").stream())
        .map(Node.Member::value)
        .filter(Node.Mapping.class::isInstance)
        .flatMap(connect -> ((Node.Mapping) connect).member("LogConfiguration").stream())
        .map(Node.Member::value)
        .map(log -> (Node) sidecar(log))
        .distinct()
        .toList();
  }

  private static Node.Mapping sidecar(Node log) {
    return new Node.Mapping(
        log.line(),
        log.column(),
        List.of(
            new Node.Member("Name", new Node.Text(log.line(), log.column(), SERVICE_CONNECT)),
            // Amazon's own, which no role pulls; without an image it would be no container.
            new Node.Member("Image", new Node.Text(log.line(), log.column(), SERVICE_CONNECT)),
            new Node.Member("LogConfiguration", log)));
  }

  private Origin origin(Resource task, Optional<Node> role, List<Resource> users) {
    return new Origin.Stack(
        syntax,
        task.key(),
        role.flatMap(links::roleIn),
        users.stream().map(Resource::key).toList(),
        standIns.region(),
        standIns.account());
  }

  private void reportMacros() {
    for (Node.Text macro : template.macros()) {
      nodes.report(
          macro,
          DiagnosticCode.TEMPLATE_MACRO,
          "the macro " + quote(macro.text()) + " may change what is read here",
          PROCESSED);
    }
  }

  /** What this stack has not another may have, which is deployed with other values. */
  private void reportFalse(Node.Mapping document) {
    for (Resource resource : template.resources().values()) {
      if (TASKS.contains(resource.type()) && !mayExist(resource)) {
        String condition = resource.condition().orElseThrow();
        Node written =
            document
                .object("Resources")
                .flatMap(resources -> resources.named(resource.key()))
                .map(Node.Mapping.class::cast)
                .flatMap(object -> object.member("Condition"))
                .orElseThrow()
                .value();
        diagnostics.add(
            Diagnostic.at(
                    new FieldReader(source, "").locate(new Place<>(written, JsonPointer.ROOT)),
                    DiagnosticCode.CONDITION_FALSE,
                    quote(resource.key())
                        + " is not read, because its condition "
                        + quote(condition)
                        + " is false")
                .withHint(
                    "if it is deployed all the same, give the values of the parameters that make it"
                        + " true with ",
                    Setting.PARAMETER));
      }
    }
  }

  /** What makes resources of others is found among them. */
  private void reportLoops(Node.Mapping document) {
    document.member("Resources").map(Node.Member::value).stream()
        .filter(Node.Mapping.class::isInstance)
        .flatMap(resources -> ((Node.Mapping) resources).members().stream())
        .filter(member -> member.key().startsWith("Fn::"))
        .forEach(
            member ->
                diagnostics.add(
                    Diagnostic.at(
                            new FieldReader(source, "")
                                .locate(new Place<>(member.value(), JsonPointer.ROOT)),
                            DiagnosticCode.TEMPLATE_MACRO,
                            quote(member.key()) + " makes resources that are not read here")
                        .withHint(PROCESSED)
                        .withSeverity(Severity.ERROR)));
  }

  private void reportExhausted(Node.Mapping document) {
    if (intrinsics.isExhausted()) {
      nodes.report(
          document,
          DiagnosticCode.TEMPLATE_ENDLESS,
          "expressions of this template refer to each other without end, or come to texts longer"
              + " than any that AWS takes",
          "give what they come to with ",
          Setting.PHYSICAL_ID);
    }
  }
}
