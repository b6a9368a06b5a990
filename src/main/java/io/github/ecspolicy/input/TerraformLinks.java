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
  private static final String ROLE = "aws_iam_role";
  private static final String SERVICE = "aws_ecs_service";
  private static final String BUCKET = "bucket";
  private static final String FAMILY_IN_ARN = ":task-definition/";

  private final TerraformConfiguration configuration;
  private final Map<String, List<TerraformResource>> byBlock = new HashMap<>();
  private final Map<String, TerraformResource> rolesByArn = new HashMap<>();

  /** Services, by the address of the task definition and by their own. */
  private final Map<String, Map<String, TerraformResource>> services = new HashMap<>();

  TerraformLinks(List<TerraformResource> resources, TerraformConfiguration configuration) {
    this.configuration = configuration;
    Map<String, List<TerraformResource>> byFamily = new HashMap<>();
    for (TerraformResource resource : resources) {
      byBlock.computeIfAbsent(resource.address().block(), block -> new ArrayList<>()).add(resource);
      if (resource.type().equals(ROLE)) {
        text(resource, "arn").ifPresent(arn -> rolesByArn.putIfAbsent(arn, resource));
      } else if (resource.type().equals(TASK_DEFINITION) && !resource.isData()) {
        text(resource, "family")
            .ifPresent(
                family -> byFamily.computeIfAbsent(family, f -> new ArrayList<>()).add(resource));
      }
    }
    for (TerraformResource service : resources) {
      if (service.type().equals(SERVICE) && !service.isData()) {
        started(service, byFamily).forEach(task -> add(service, task));
      }
    }
  }

  private void add(TerraformResource service, TerraformResource task) {
    services
        .computeIfAbsent(task.address().text(), each -> new LinkedHashMap<>())
        .put(service.address().text(), service);
  }

  private List<TerraformResource> started(
      TerraformResource service, Map<String, List<TerraformResource>> byFamily) {
    Optional<String> named = text(service, "task_definition");
    List<TerraformResource> ofFamily =
        named.map(TerraformLinks::family).map(byFamily::get).orElse(List.of());
    List<TerraformResource> ofArn =
        ofFamily.stream().filter(task -> text(task, "arn").equals(named)).toList();
    if (!ofFamily.isEmpty()) {
      return ofArn.isEmpty() ? ofFamily : ofArn;
    }
    return named.isPresent() ? List.of() : targets(service, "task_definition", TASK_DEFINITION);
  }

  /** What names a task definition is its ARN, or its family, with a revision or without. */
  private static String family(String name) {
    int start = name.indexOf(FAMILY_IN_ARN);
    String family = start < 0 ? name : name.substring(start + FAMILY_IN_ARN.length());
    int revision = family.indexOf(':');
    return revision < 0 ? family : family.substring(0, revision);
  }

  private static Optional<String> text(TerraformResource resource, String attribute) {
    return resource.values().node().text(attribute).filter(text -> !text.isEmpty());
  }

  /** Returns the services that start tasks of {@code task}. */
  List<TerraformResource> services(TerraformResource task) {
    return List.copyOf(services.getOrDefault(task.address().text(), Map.of()).values());
  }

  /** Returns the role whose ARN is {@code arn}, if it is in the document. */
  Optional<TerraformResource> role(String arn) {
    return Optional.ofNullable(rolesByArn.get(arn));
  }

  /** Returns the name of the only bucket that {@code resource} may refer to. */
  Optional<FieldValue> bucket(TerraformResource resource, FieldReader fields) {
    List<TerraformResource> buckets = targets(resource, BUCKET, "aws_s3_bucket");
    return buckets.size() == 1 ? fields.text(buckets.get(0).values(), BUCKET) : Optional.empty();
  }

  /** Returns the only role that {@code execution_role_arn} of {@code task} may refer to. */
  Optional<TerraformResource> role(TerraformResource task) {
    List<TerraformResource> roles = targets(task, "execution_role_arn", ROLE);
    return roles.size() == 1 ? Optional.of(roles.get(0)) : Optional.empty();
  }

  /** Of several instances those of the same module and index, as far as there are any. */
  private List<TerraformResource> targets(TerraformResource from, String argument, String type) {
    Optional<TerraformAddress> target = configuration.target(from, argument, type);
    List<TerraformResource> candidates =
        target.map(address -> byBlock.get(address.block())).orElse(List.of());
    if (target.isEmpty() || candidates.size() < 2) {
      return candidates;
    }
    String index = target.get().index();
    if (!index.isEmpty()) {
      return candidates.stream().filter(each -> each.address().index().equals(index)).toList();
    }
    List<TerraformResource> inModule =
        candidates.stream()
            .filter(each -> each.address().module().equals(from.address().module()))
            .toList();
    List<TerraformResource> near = inModule.isEmpty() ? candidates : inModule;
    List<TerraformResource> sameIndex =
        near.stream()
            .filter(each -> each.address().index().equals(from.address().index()))
            .toList();
    return sameIndex.isEmpty() ? near : sameIndex;
  }
}
