package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.template.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the task definitions that resources of a plan or state are, or lead to. */
final class TerraformTasks {
  private static final String SERVICE = "aws_ecs_service";
  private static final String EXPRESS_SERVICE = "aws_ecs_express_gateway_service";
  private static final String DAEMON = "aws_ecs_daemon_task_definition";
  private static final Set<String> TYPES =
      Set.of(
          TerraformLinks.TASK_DEFINITION, TerraformLinks.JOB_DEFINITION, EXPRESS_SERVICE, DAEMON);

  private static final String CONTAINERS = "container_definitions";
  private static final String CONTAINER_OF_JOB = "container_properties";
  private static final String ECS_OF_JOB = "ecs_properties";
  private static final String NODES_OF_JOB = "node_properties";
  private static final String EKS_OF_JOB = "eks_properties";
  private static final String CONTAINER_OF_DAEMON = "container_definition";
  private static final String VOLUME = "volume";
  private static final String ROLE_ARN = "execution_role_arn";

  private final TaskDefinitionReader tasks;
  private final FieldReader fields;
  private final EmbeddedJson json;
  private final TerraformLinks links;
  private final TerraformHome home;
  private final TerraformServiceConnect sidecars;
  private final TerraformOthers others;

  TerraformTasks(
      TaskDefinitionReader tasks, EmbeddedJson json, TerraformLinks links, TerraformHome home) {
    this.tasks = tasks;
    this.fields = tasks.fields();
    this.json = json;
    this.links = links;
    this.home = home;
    this.sidecars = new TerraformServiceConnect(tasks);
    this.others = new TerraformOthers(fields);
  }

  /** A role, and the resource where it is in the document. */
  private record Role(Optional<FieldValue> name, Optional<TerraformResource> resource) {}

  /** Returns the task definitions of {@code resources}, in their order. */
  List<TaskDefinition> of(List<TerraformResource> resources) {
    return resources.stream()
        .filter(resource -> !resource.isData())
        .flatMap(this::taskDefinitions)
        .toList();
  }

  /** Reports what services need whose task definitions are not among {@code resources}. */
  void reportElsewhere(List<TerraformResource> resources) {
    Set<String> placed =
        resources.stream()
            .filter(resource -> resource.type().equals(TerraformLinks.TASK_DEFINITION))
            .flatMap(task -> addresses(links.services(task)).stream())
            .collect(Collectors.toSet());
    resources.stream()
        .filter(resource -> resource.type().equals(SERVICE) && !resource.isData())
        .filter(service -> !placed.contains(service.address().text()))
        .forEach(sidecars::reportElsewhere);
  }

  /** Returns {@code true} if resources of {@code type} are, or lead to, task definitions. */
  static boolean isRead(String type) {
    return TYPES.contains(type);
  }

  private Stream<TaskDefinition> taskDefinitions(TerraformResource resource) {
    return switch (resource.type()) {
      case TerraformLinks.TASK_DEFINITION -> taskDefinition(resource).stream();
      case TerraformLinks.JOB_DEFINITION -> jobDefinition(resource).stream();
      case EXPRESS_SERVICE -> expressService(resource).stream();
      case DAEMON -> daemon(resource).stream();
      default -> {
        others.report(resource);
        yield Stream.empty();
      }
    };
  }

  private Optional<FieldValue> text(Place<Node.Mapping> place, String attribute) {
    return fields.text(place, attribute).filter(value -> !value.text().isEmpty());
  }

  private Optional<TaskDefinition> taskDefinition(TerraformResource resource) {
    if (isUnknown(resource, CONTAINERS, VOLUME)) {
      return Optional.empty();
    }
    Place<Node.Mapping> values = resource.values();
    if (lacksAll(values, CONTAINERS)) {
      reportLack(resource, "no `" + CONTAINERS + "`");
      return Optional.empty();
    }
    Role role = role(resource);
    return json.read(values, CONTAINERS, TaskDefinitionReader.WANTED)
        .flatMap(this::list)
        .map(
            containers ->
                new TaskDefinition(
                        Form.WHOLE,
                        text(values, "family"),
                        text(values, "arn"),
                        role.name(),
                        Stream.concat(
                                tasks.containerDefinitions(containers).stream(),
                                links.services(resource).stream().flatMap(sidecars::of))
                            .toList(),
                        blocks(values, VOLUME).stream()
                            .flatMap(volume -> tasks.fsxVolume(volume).stream())
                            .toList(),
                        texts(values, "requires_compatibilities").stream()
                            .map(FieldValue::text)
                            .toList(),
                        fields
                            .objects(
                                values,
                                "runtime_platform",
                                platform -> text(platform, "operating_system_family"))
                            .stream()
                            .flatMap(Optional::stream)
                            .map(FieldValue::text)
                            .findFirst(),
                        tasks.beyondSecrets(),
                        fields.locate(values),
                        Origin.ALONE)
                    .in(origin(resource, role, addresses(links.services(resource)))));
  }

  /** An attribute that is not there is null in some versions, and an empty text in others. */
  private boolean lacksAll(Place<Node.Mapping> values, String... attributes) {
    return Stream.of(attributes)
        .flatMap(attribute -> fields.member(values, attribute).stream())
        .map(Place::node)
        .allMatch(
            node ->
                node instanceof Node.Text text && text.text().isEmpty()
                    || node instanceof Node.Sequence list && list.items().isEmpty());
  }

  private void reportLack(TerraformResource resource, String lack) {
    fields.report(
        resource.values(),
        DiagnosticCode.NOT_A_TASK_DEFINITION,
        quote(resource.address().text()) + " has " + lack,
        "read what Terraform has written as it is");
  }

  private static List<String> addresses(List<TerraformResource> resources) {
    return resources.stream().map(each -> each.address().text()).toList();
  }

  private Optional<Place<Node.Sequence>> list(Place<Node> place) {
    if (place.node() instanceof Node.Sequence list) {
      return Optional.of(new Place<>(list, place.pointer()));
    }
    fields.reportType(place, "the JSON of `" + CONTAINERS + "`", "a list");
    return Optional.empty();
  }

  private List<FieldValue> texts(Place<Node.Mapping> place, String attribute) {
    return place.node().has(attribute) ? fields.texts(place, attribute) : List.of();
  }

  private List<TaskDefinition> jobDefinition(TerraformResource resource) {
    if (isUnknown(resource, CONTAINER_OF_JOB, ECS_OF_JOB, NODES_OF_JOB)) {
      return List.of();
    }
    Place<Node.Mapping> values = resource.values();
    if (lacksAll(values, CONTAINER_OF_JOB, ECS_OF_JOB, NODES_OF_JOB, EKS_OF_JOB)) {
      reportLack(resource, "no properties of a container");
      return List.of();
    }
    BatchJobDefinition.Parts job =
        new BatchJobDefinition.Parts(
            text(values, "name"),
            text(values, "arn"),
            texts(values, "platform_capabilities"),
            object(values, CONTAINER_OF_JOB),
            object(values, ECS_OF_JOB),
            object(values, NODES_OF_JOB),
            first(values, EKS_OF_JOB));
    return new BatchJobDefinition(tasks)
        .read(job).stream()
            .map(
                task -> {
                  Optional<TerraformResource> role =
                      task.executionRoleArn().flatMap(arn -> links.role(arn.text()));
                  return task.in(
                      origin(
                          resource,
                          new Role(task.executionRoleArn(), role),
                          addresses(links.services(resource))));
                })
            .toList();
  }

  private Optional<Place<Node.Mapping>> object(Place<Node.Mapping> values, String attribute) {
    return json.read(values, attribute, TaskDefinitionReader.WANTED)
        .filter(place -> !(place.node() instanceof Node.Null))
        .flatMap(place -> fields.asObject(place, "the JSON of `" + attribute + "`"));
  }

  private Optional<TaskDefinition> expressService(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    boolean isContainerUnknown =
        resource.unknown().stream()
            .flatMap(unknown -> unknown.objects("primary_container").stream())
            .flatMap(
                container ->
                    Stream.of("image", "secret", "repository_credentials")
                        .flatMap(each -> container.member(each).stream()))
            .anyMatch(member -> TerraformResource.isUnknown(member.value()));
    if (isContainerUnknown || values.node().objects("primary_container").isEmpty()) {
      reportUnknown(resource, "primary_container");
      return Optional.empty();
    }
    ExpressService services = new ExpressService(tasks);
    Role role = role(resource);
    TaskDefinition task =
        ExpressService.taskDefinition(
            text(values, "service_name"),
            text(values, "service_arn"),
            role.name(),
            blocks(values, "primary_container").stream()
                .findFirst()
                .map(services::containerDefinition),
            fields.locate(values));
    return Optional.of(task.in(origin(resource, role, List.of(resource.address().text()))));
  }

  /** Returns the blocks of one name as ECS has them. */
  private List<Place<Node.Mapping>> blocks(Place<Node.Mapping> parent, String name) {
    return fields.objects(
        parent,
        name,
        block -> new Place<>(TerraformBlocks.asEcsHasIt(block.node()), block.pointer()));
  }

  /** Terraform has a block that may stand once as a list of one. */
  private Optional<Place<Node.Mapping>> first(Place<Node.Mapping> parent, String block) {
    return fields.objects(parent, block, each -> each).stream().findFirst();
  }

  /**
   * A task definition of a daemon, which runs on Managed Instances.
   *
   * @see <a
   *     href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_daemon_task_definition">
   *     aws_ecs_daemon_task_definition</a>
   */
  private Optional<TaskDefinition> daemon(TerraformResource resource) {
    if (isUnknown(resource, CONTAINER_OF_DAEMON)) {
      return Optional.empty();
    }
    Place<Node.Mapping> values = resource.values();
    Role role = role(resource);
    return Optional.of(
        new TaskDefinition(
                Form.WHOLE,
                text(values, "family"),
                text(values, "arn"),
                role.name(),
                blocks(values, CONTAINER_OF_DAEMON).stream()
                    .map(tasks::containerDefinition)
                    .toList(),
                List.of(),
                List.of("MANAGED_INSTANCES"),
                Optional.empty(),
                tasks.beyondSecrets(),
                fields.locate(values),
                Origin.ALONE)
            .in(origin(resource, role, List.of())));
  }

  private boolean isUnknown(TerraformResource resource, String... attributes) {
    List<String> unknown = Stream.of(attributes).filter(resource::isUnknown).toList();
    unknown.forEach(attribute -> reportUnknown(resource, attribute));
    return !unknown.isEmpty();
  }

  private void reportUnknown(TerraformResource resource, String attribute) {
    resource.reportUnknown(fields, attribute);
  }

  /** A role that is to be created has no ARN yet, but mostly a name. */
  private Role role(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    Optional<FieldValue> arn = text(values, ROLE_ARN);
    Optional<TerraformResource> role =
        arn.isPresent()
            ? links.role(arn.get().text()).or(() -> links.role(resource))
            : links.role(resource);
    return new Role(arn.or(() -> role.flatMap(each -> text(each.values(), "name"))), role);
  }

  private Origin origin(TerraformResource resource, Role role, List<String> services) {
    return new Origin.Configuration(
        resource.address().text(),
        role.resource().map(each -> each.address().text()),
        role.resource().filter(links::isInRepeatedModule).isPresent(),
        services,
        home.region(resource),
        home.account(resource));
  }
}
