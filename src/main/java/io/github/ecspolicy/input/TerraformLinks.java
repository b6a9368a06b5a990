package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which resources of a plan or state belong together: by value, else by reference. */
final class TerraformLinks {
  static final String TASK_DEFINITION = "aws_ecs_task_definition";
  static final String JOB_DEFINITION = "aws_batch_job_definition";
  static final String ROLE = "aws_iam_role";
  private static final String BUCKET = "bucket";

  /** Whatever the module or index is; an address holds no such character alone. */
  private static final String ANY = "*";

  /** The attribute that names a definition, by type. */
  private static final Map<String, String> NAMES =
      Map.of(TASK_DEFINITION, "family", JOB_DEFINITION, "name");

  /** What starts tasks or jobs as soon as it is there, by where it names their definition. */
  private static final Map<String, List<Way>> STARTERS =
      Map.of(
          "aws_ecs_service",
          List.of(new Way(TASK_DEFINITION, "task_definition")),
          "aws_ecs_task_set",
          List.of(new Way(TASK_DEFINITION, "task_definition")),
          "aws_cloudwatch_event_target",
          List.of(
              new Way(TASK_DEFINITION, "ecs_target", "task_definition_arn"),
              new Way(JOB_DEFINITION, "batch_target", "job_definition")),
          "aws_scheduler_schedule",
          List.of(new Way(TASK_DEFINITION, "target", "ecs_parameters", "task_definition_arn")),
          "aws_pipes_pipe",
          List.of(
              new Way(
                  TASK_DEFINITION,
                  "target_parameters",
                  "ecs_task_parameters",
                  "task_definition_arn"),
              new Way(
                  JOB_DEFINITION, "target_parameters", "batch_job_parameters", "job_definition")));

  /** Blocks in each other, and the attribute there that names a definition of {@code type}. */
  private record Way(String type, List<String> path) {
    Way(String type, String... path) {
      this(type, List.of(path));
    }
  }

  private final TerraformConfiguration configuration;

  /** By their block, module and index; there may be thousands of one block. */
  private final Map<List<String>, List<TerraformResource>> byPlace = new HashMap<>();

  private final Map<String, TerraformResource> rolesByArn = new HashMap<>();

  /** What starts tasks, by the address of the task definition and by their own. */
  private final Map<String, Map<String, TerraformResource>> services = new HashMap<>();

  TerraformLinks(List<TerraformResource> resources, TerraformConfiguration configuration) {
    this.configuration = configuration;
    Map<String, List<TerraformResource>> byName = new HashMap<>();
    for (TerraformResource resource : resources) {
      place(resource);
      if (resource.type().equals(ROLE)) {
        text(resource, "arn").ifPresent(arn -> rolesByArn.putIfAbsent(arn, resource));
      } else if (NAMES.containsKey(resource.type()) && !resource.isData()) {
        text(resource, NAMES.get(resource.type()))
            .map(name -> resource.type() + " " + name)
            .ifPresent(name -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(resource));
      }
    }
    for (TerraformResource starter : resources) {
      if (STARTERS.containsKey(starter.type()) && !starter.isData()) {
        for (Way way : STARTERS.get(starter.type())) {
          started(starter, way, byName).forEach(task -> add(starter, task));
        }
      }
    }
  }

  private void add(TerraformResource starter, TerraformResource task) {
    services
        .computeIfAbsent(task.address().text(), each -> new LinkedHashMap<>())
        .put(starter.address().text(), starter);
  }

  private List<TerraformResource> started(
      TerraformResource starter, Way way, Map<String, List<TerraformResource>> byName) {
    Optional<String> named = named(starter.values().node(), way.path());
    List<TerraformResource> ofName =
        named
            .map(name -> way.type() + " " + withoutRevision(name))
            .map(byName::get)
            .orElse(List.of());
    List<TerraformResource> ofArn =
        ofName.stream().filter(task -> text(task, "arn").equals(named)).toList();
    if (!ofName.isEmpty()) {
      return ofArn.isEmpty() ? ofName : ofArn;
    }
    return named.isPresent() ? List.of() : targets(starter, way.path(), way.type());
  }

  /** Terraform has a block that may stand once as a list of one. */
  private static Optional<String> named(Node.Mapping object, List<String> path) {
    if (path.size() == 1) {
      return object.text(path.get(0)).filter(text -> !text.isEmpty());
    }
    return object.objects(path.get(0)).stream()
        .findFirst()
        .flatMap(block -> named(block, path.subList(1, path.size())));
  }

  /** What names a definition is its ARN, or its name, with a revision or without. */
  private static String withoutRevision(String text) {
    int start = text.indexOf("-definition/");
    String name = start < 0 ? text : text.substring(text.indexOf('/', start) + 1);
    int revision = name.indexOf(':');
    return revision < 0 ? name : name.substring(0, revision);
  }

  private static Optional<String> text(TerraformResource resource, String attribute) {
    return resource.values().node().text(attribute).filter(text -> !text.isEmpty());
  }

  /** Returns {@code true} if the module that {@code resource} is in stands there several times. */
  boolean isInRepeatedModule(TerraformResource resource) {
    TerraformAddress address = resource.address();
    return at(address.block(), ANY, ANY).size() > at(address.block(), address.module(), ANY).size();
  }

  /** Returns what starts tasks of {@code task}. */
  List<TerraformResource> services(TerraformResource task) {
    return List.copyOf(services.getOrDefault(task.address().text(), Map.of()).values());
  }

  /** Returns the role whose ARN is {@code arn}, if it is in the document. */
  Optional<TerraformResource> role(String arn) {
    return Optional.ofNullable(rolesByArn.get(arn));
  }

  /** Returns the name of the only bucket that {@code resource} may refer to. */
  Optional<FieldValue> bucket(TerraformResource resource, FieldReader fields) {
    List<TerraformResource> buckets = targets(resource, List.of(BUCKET), "aws_s3_bucket");
    return buckets.size() == 1 ? fields.text(buckets.get(0).values(), BUCKET) : Optional.empty();
  }

  /** Returns the only role that {@code execution_role_arn} of {@code task} may refer to. */
  Optional<TerraformResource> role(TerraformResource task) {
    List<TerraformResource> roles = targets(task, List.of("execution_role_arn"), ROLE);
    return roles.size() == 1 ? Optional.of(roles.get(0)) : Optional.empty();
  }

  private void place(TerraformResource resource) {
    TerraformAddress address = resource.address();
    for (String module : List.of(ANY, address.module())) {
      for (String index : List.of(ANY, address.index())) {
        byPlace
            .computeIfAbsent(List.of(address.block(), module, index), key -> new ArrayList<>())
            .add(resource);
      }
    }
  }

  private List<TerraformResource> at(String block, String module, String index) {
    return byPlace.getOrDefault(List.of(block, module, index), List.of());
  }

  private List<TerraformResource> targets(TerraformResource from, List<String> path, String type) {
    return configuration
        .target(from, path, type)
        .map(target -> instances(from, target))
        .orElse(List.of());
  }

  /** Returns all that an attribute of {@code from} may refer to; it may be a list. */
  List<TerraformResource> allTargets(TerraformResource from, String attribute, String type) {
    return configuration.targets(from, List.of(attribute), type).stream()
        .flatMap(target -> instances(from, target).stream())
        .distinct()
        .toList();
  }

  /** Of several instances those of the same module and index, as far as there are any. */
  private List<TerraformResource> instances(TerraformResource from, TerraformAddress target) {
    String block = target.block();
    List<TerraformResource> candidates = at(block, ANY, ANY);
    if (candidates.size() < 2) {
      return candidates;
    }
    String index = target.index().isEmpty() ? ANY : target.index();
    String module = from.address().module();
    String near = at(block, module, index).isEmpty() ? ANY : module;
    List<TerraformResource> sameIndex =
        index.equals(ANY) ? at(block, near, from.address().index()) : List.of();
    return sameIndex.isEmpty() ? at(block, near, index) : sameIndex;
  }
}
