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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** How many of the allowed values of a parameter are told. */
  private static final int SHOWN = 10;

  private final String source;
  private final TemplateValues values;
  private final Origin.Template home;
  private final Neighbours neighbours;
  private final CredentialSpecContents contents;
  private final StackTemplate template;
  private final StandIns standIns;
  private final Intrinsics intrinsics;
  private final TemplateNodes nodes;
  private final StackLinks links;
  private final StackRoleNames roles;
  private final boolean withPolicies;
  private final StackServiceConnect sidecars;

  /** What starts tasks of definitions that were read. */
  private final Set<String> placed = new HashSet<>();

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
    this.neighbours = neighbours;
    template = StackTemplate.of(document);
    standIns = new StandIns(document, values);
    intrinsics = new Intrinsics(template, standIns, values, neighbours);
    nodes = new TemplateNodes(source, intrinsics, standIns);
    links = new StackLinks(template);
    roles = new StackRoleNames(template, intrinsics, nodes);
    sidecars = new StackServiceConnect(source, nodes);
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
    List<Node.Member> resources =
        document.object("Resources").map(Node.Mapping::members).orElse(List.of());
    reportInserted(resources);
    new ResourceChecks(template, nodes).report(resources);
    reportElsewhere();
    NestedParts.notRead(
            source,
            resources.stream()
                .filter(
                    each ->
                        Optional.ofNullable(template.resources().get(each.key()))
                            .filter(this::mayExist)
                            .isPresent())
                .toList(),
            neighbours.isRead())
        .ifPresent(diagnostics::add);
    if (tasks.isEmpty()
        && Stream.of(diagnostics, nodes.diagnostics(), sidecars.beyondSecrets())
            .allMatch(List::isEmpty)) {
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
            settable(),
            named(),
            authorizations,
            sidecars.beyondSecrets());
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

  private Set<String> settable() {
    return template.parameters().entrySet().stream()
        .filter(each -> new StackParameter(each.getKey(), each.getValue()).isSettable())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Set<String> named() {
    return Stream.of(
            template.resources().keySet(),
            template.parameters().keySet(),
            intrinsics.references().asked())
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private void reportElsewhere() {
    template.resources().values().stream()
        .filter(resource -> !placed.contains(resource.key()))
        .filter(this::mayExist)
        .forEach(sidecars::reportElsewhere);
  }

  /** Returns {@code true} if resources of {@code type} are, or lead to, task definitions. */
  static boolean isTask(String type) {
    return TASKS.contains(type);
  }

  /** Returns {@code true} if resources of {@code type} are read. */
  static boolean isRead(String type) {
    return READ.contains(type);
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
    users.forEach(user -> placed.add(user.key()));
    List<TaskDefinition> tasks = new ArrayList<>();
    for (Node.Mapping reading : nodes.readings(resource)) {
      TaskDefinitionReader reader = new TaskDefinitionReader(source, contents);
      TaskDefinition task =
          reader.taskDefinition(
              new Place<>(
                  sidecars.withSidecars(named(reading, "Family", resource.key()), users),
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
        : properties.with(field, new Node.Text(properties.line(), properties.column(), logicalId));
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
  private void reportInserted(List<Node.Member> resources) {
    for (Node.Member resource : resources) {
      if (TemplateNodes.isInserting(resource.key())) {
        nodes.reportInserted(resource.value(), resource.key(), "resources that are");
      } else if (resource.value() instanceof Node.Mapping object
          && object.text("Type").map(this::mayMatter).orElse(true)) {
        object.members().stream()
            .filter(member -> TemplateNodes.isInserting(member.key()))
            .forEach(member -> nodes.reportInserted(member.value(), member.key()));
      }
    }
  }

  private boolean mayMatter(String type) {
    return isRead(type) || withPolicies && StackPolicies.isRead(type);
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
