package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentKind.Content;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.input.NestedStacks.Neighbours;
import io.github.ecspolicy.input.StackTemplate.Resource;
import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.TemplateValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the task definitions out of a template of CloudFormation, and what stands beside them. */
final class StackReader {
  private static final String TASK_DEFINITION = "AWS::ECS::TaskDefinition";
  private static final String JOB_DEFINITION = "AWS::Batch::JobDefinition";
  private static final String EXPRESS_SERVICE = "AWS::ECS::ExpressGatewayService";
  private static final String DAEMON = "AWS::ECS::DaemonTaskDefinition";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final Set<String> TASKS =
      Set.of(TASK_DEFINITION, JOB_DEFINITION, EXPRESS_SERVICE, DAEMON);
  private static final Set<String> READ =
      Set.of(TASK_DEFINITION, JOB_DEFINITION, EXPRESS_SERVICE, DAEMON, SERVICE);

  /** What a sidecar is called that ECS adds for Service Connect. */
  private static final String SERVICE_CONNECT = "ecs-service-connect";

  /** How many of the allowed values of a parameter are told. */
  private static final int SHOWN = 10;

  private final String source;
  private final TemplateValues values;
  private final Origin.Template home;
  private final CredentialSpecContents contents;
  private final StackTemplate template;
  private final StandIns standIns;
  private final Intrinsics intrinsics;
  private final TemplateNodes nodes;
  private final StackLinks links;
  private final StackRoleNames roles;
  private final boolean withPolicies;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private StackReader(
      String source,
      Node.Mapping document,
      Syntax syntax,
      TemplateValues values,
      Neighbours neighbours,
      CredentialSpecContents contents,
      boolean withPolicies) {
    this.source = source;
    this.values = values;
    this.contents = contents;
    this.withPolicies = withPolicies;
    template = StackTemplate.of(document);
    standIns = new StandIns(document, values);
    intrinsics = new Intrinsics(template, standIns, values, neighbours);
    nodes = new TemplateNodes(source, intrinsics, standIns);
    links = new StackLinks(template);
    roles = new StackRoleNames(template, intrinsics, nodes);
    home = template.asPlace(source, syntax);
  }

  /**
   * Returns what a template holds, or empty if it has nothing that ECS runs.
   *
   * @param document that {@linkplain StackTemplate#isTemplate is a template}
   * @param syntax in which it was written
   * @param values what the user knows of it
   * @param neighbours what the templates beside it tell
   * @param contents of credential specs
   * @param withPolicies whether it is read what the template allows roles
   */
  static Optional<Content<TaskDocument>> read(
      String source,
      Node.Mapping document,
      Syntax syntax,
      TemplateValues values,
      Neighbours neighbours,
      CredentialSpecContents contents,
      boolean withPolicies) {
    if (syntax == Syntax.JSON) {
      return new StackReader(source, document, syntax, values, neighbours, contents, withPolicies)
          .read(document);
    }
    StackYaml yaml = new StackYaml(document);
    StackReader reader =
        new StackReader(
            source, yaml.template(), syntax, values, neighbours, contents, withPolicies);
    Optional<Content<TaskDocument>> content = reader.read(yaml.template());
    return content.map(
        read -> new Content<>(read.items(), reader.withOctals(read.diagnostics(), yaml.octals())));
  }

  private Optional<Content<TaskDocument>> read(Node.Mapping document) {
    List<TaskDefinition> tasks =
        template.resources().values().stream()
            .flatMap(resource -> tasks(resource).stream())
            .toList();
    reportFalse(document);
    reportInserted(document);
    if (tasks.isEmpty() && diagnostics.isEmpty() && nodes.diagnostics().isEmpty()) {
      return Optional.empty();
    }
    StackInventory inventory = new StackInventory(source, template, standIns, intrinsics, nodes);
    Listing listing = inventory.listing();
    Authorizations authorizations = withPolicies ? authorizations() : Authorizations.NONE;
    TaskDocument read =
        new TaskDocument(
            tasks,
            Optional.of(listing),
            standIns.symbols(),
            template.parameters().keySet(),
            authorizations);
    reportRefusedValues();
    reportMacros();
    reportExhausted(document);
    diagnostics.addAll(nodes.diagnostics());
    return Optional.of(new Content<>(List.of(read), diagnostics));
  }

  private Authorizations authorizations() {
    StackPolicies policies =
        new StackPolicies(source, values.account(), template, standIns, intrinsics, nodes);
    Authorizations read = policies.authorizations();
    diagnostics.addAll(policies.diagnostics());
    return read;
  }

  private boolean mayExist(Resource resource) {
    return resource.condition().filter(intrinsics.conditions()::isFalse).isEmpty();
  }

  private List<TaskDefinition> tasks(Resource resource) {
    intrinsics.references().forgetDefaults();
    if (!mayExist(resource)) {
      return List.of();
    }
    return switch (resource.type()) {
      case TASK_DEFINITION -> taskDefinitions(resource);
      case JOB_DEFINITION -> jobs(resource);
      case EXPRESS_SERVICE -> expressServices(resource);
      case DAEMON -> daemons(resource);
      default -> List.of();
    };
  }

  private List<TaskDefinition> jobs(Resource resource) {
    return read(
        resource,
        "JobDefinitionName",
        (reader, job) -> new BatchJobDefinition(reader).read(job),
        users(resource));
  }

  private List<TaskDefinition> expressServices(Resource resource) {
    return read(
        resource,
        "ServiceName",
        (reader, service) -> List.of(new ExpressService(reader).read(service)),
        List.of(resource));
  }

  /**
   * A daemon runs on Managed Instances.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-daemontaskdefinition.html">
   *     AWS::ECS::DaemonTaskDefinition</a>
   */
  private List<TaskDefinition> daemons(Resource resource) {
    return read(
        resource,
        "Family",
        (reader, daemon) -> List.of(reader.taskDefinition(daemon).onlyFor("MANAGED_INSTANCES")),
        users(resource));
  }

  /** Reads what is no task definition as others are. */
  private List<TaskDefinition> read(
      Resource resource,
      String nameField,
      BiFunction<TaskDefinitionReader, Place<Node.Mapping>, List<TaskDefinition>> read,
      List<Resource> users) {
    List<TaskDefinition> tasks = new ArrayList<>();
    for (Node.Mapping reading : nodes.readings(resource)) {
      TaskDefinitionReader reader = new TaskDefinitionReader(source, contents);
      Place<Node.Mapping> place =
          new Place<>(named(reading, nameField, resource.key()), pointer(resource));
      read.apply(reader, place).forEach(task -> tasks.add(task.in(origin(resource, task, users))));
      diagnostics.addAll(reader.diagnostics());
    }
    return tasks;
  }

  private List<TaskDefinition> taskDefinitions(Resource resource) {
    List<Resource> users = users(resource);
    List<Node> sidecars = users.stream().flatMap(user -> serviceConnect(user).stream()).toList();
    List<TaskDefinition> tasks = new ArrayList<>();
    for (Node.Mapping reading : nodes.readings(resource)) {
      TaskDefinitionReader reader = new TaskDefinitionReader(source, contents);
      TaskDefinition task =
          reader.taskDefinition(
              new Place<>(
                  withSidecars(named(reading, "Family", resource.key()), sidecars),
                  pointer(resource)));
      diagnostics.addAll(reader.diagnostics());
      tasks.add(task.in(origin(resource, task, users)));
    }
    return tasks;
  }

  private List<Resource> users(Resource definition) {
    return links.startersOf(definition).stream().filter(this::mayExist).toList();
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
    return nodes.readings(service).stream()
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

  private Origin origin(Resource definition, TaskDefinition task, List<Resource> users) {
    return new Origin.Stack(
        home,
        definition.key(),
        task.executionRoleArn().flatMap(role -> roles.logicalId(role.text())),
        users.stream().map(Resource::key).toList(),
        intrinsics.references().defaults(),
        standIns.region(),
        standIns.account());
  }

  private List<Diagnostic> withOctals(List<Diagnostic> others, List<Node.Number> octals) {
    return Stream.concat(
            others.stream(),
            octals.stream()
                .map(
                    number ->
                        Diagnostic.at(
                                new SourceLocation(
                                    source, number.line(), number.column(), JsonPointer.ROOT),
                                DiagnosticCode.YAML_OCTAL,
                                "CloudFormation reads "
                                    + quote(number.text())
                                    + " as an octal number, since it has no quotes")
                            .withHint("put it in quotes, as every account id")))
        .toList();
  }

  private void reportRefusedValues() {
    template
        .parameters()
        .forEach(
            (name, parameter) -> {
              List<String> allowed = new StackParameter(name, parameter).refusing(values);
              if (!allowed.isEmpty()) {
                nodes.report(
                    parameter,
                    DiagnosticCode.TEMPLATE_PARAMETER_VALUE,
                    "the value given to " + quote(name) + " is none that the template allows",
                    "allowed are "
                        + allowed.stream()
                            .limit(SHOWN)
                            .map(Quotation::quote)
                            .collect(Collectors.joining(", "))
                        + (allowed.size() > SHOWN ? ", …" : ""));
              }
            });
  }

  private void reportMacros() {
    for (Node.Text macro : template.macros()) {
      nodes.report(
          macro,
          DiagnosticCode.TEMPLATE_MACRO,
          "the macro " + quote(macro.text()) + " may change what is read here",
          TemplateNodes.PROCESSED);
    }
  }

  /** What makes resources of others is found among them, or within one. */
  private void reportInserted(Node.Mapping document) {
    List<Node.Member> resources =
        document.object("Resources").map(Node.Mapping::members).orElse(List.of());
    for (Node.Member resource : resources) {
      if (TemplateNodes.isInserting(resource.key())) {
        nodes.reportInserted(resource.value(), resource.key(), "resources that are");
      } else if (resource.value() instanceof Node.Mapping object
          && object.text("Type").map(this::isRead).orElse(true)) {
        object.members().stream()
            .filter(member -> TemplateNodes.isInserting(member.key()))
            .forEach(member -> nodes.reportInserted(member.value(), member.key()));
      }
    }
  }

  private boolean isRead(String type) {
    return READ.contains(type) || withPolicies && StackPolicies.isRead(type);
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
        nodes.report(
            written,
            DiagnosticCode.CONDITION_FALSE,
            quote(resource.key())
                + " is not read, because its condition "
                + quote(condition)
                + " is false",
            "if it is deployed all the same, give the values of the parameters that make it"
                + " true with ",
            Setting.PARAMETER);
      }
    }
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
