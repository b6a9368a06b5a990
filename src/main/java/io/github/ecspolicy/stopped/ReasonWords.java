package io.github.ecspolicy.stopped;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.ImageReference;
import io.github.ecspolicy.aws.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what a text tells, by the names that sentences and commands have for it. */
final class ReasonWords {
  private static final String REGION = "region";
  private static final String ROLE = "role";
  private static final String REGISTRY = "registry";
  private static final String REPOSITORY = "repository";
  private static final String IMAGE = "image";

  /** The role that ECS could not assume, as the text names it. */
  private static final String ASSUMED = "assumed";

  private final Map<String, String> words = new HashMap<>();

  /**
   * Starts with the place that a text speaks of.
   *
   * @param arns all ARNs in it
   */
  ReasonWords(List<Arn> arns) {
    arns.stream()
        .map(Arn::region)
        .filter(region -> Partition.ofRegion(region).isPresent())
        .findFirst()
        .ifPresent(region -> words.put(REGION, region));
    words.put("partition", arns.stream().map(Arn::partition).findFirst().orElse("aws"));
  }

  void addStage(StartStage stage) {
    words.put(Wording.DOING, stage.doing());
    words.put(Wording.ENDPOINTS, stage.endpoints());
  }

  /** Adds what a phrase has found, and what that tells in turn. */
  void addAll(Map<String, String> found) {
    words.putAll(found);
    Optional.ofNullable(found.get(ASSUMED))
        .flatMap(ExecutionRole::parse)
        .ifPresent(role -> words.put(ROLE, role.name()));
    image()
        .ifPresent(
            image -> {
              words.put(REGISTRY, image.account());
              words.put(REGION, image.region());
              words.put(REPOSITORY, image.repository());
            });
  }

  private Optional<ImageReference> image() {
    return Optional.ofNullable(words.get(IMAGE))
        .map(ImageReference::plain)
        .flatMap(ImageReference::parse);
  }

  /** Whether an image is named that is not in Amazon ECR. */
  boolean hasImageOfOtherRegistry() {
    return words.containsKey(IMAGE) && image().isEmpty();
  }

  /** Adds who called, and whether that was to start a task. */
  void addCaller(Caller caller, boolean forStart) {
    words.put(Wording.WHO, caller.words(forStart));
    caller.role().ifPresent(role -> words.put(ROLE, role));
  }

  void addAction(String action) {
    words.put(Wording.ACTION, action);
    words.put("service", action.substring(0, action.indexOf(':')));
  }

  void addResource(String resource) {
    words.put(Wording.RESOURCE, resource);
    Arn.parse(resource)
        .ifPresent(
            arn -> {
              if (Partition.ofRegion(arn.region()).isPresent()) {
                words.put(REGION, arn.region());
              }
              if (arn.resource().startsWith(REPOSITORY + "/")) {
                words.put(REGISTRY, arn.account());
                words.put(REPOSITORY, arn.resource().substring(REPOSITORY.length() + 1));
              }
            });
  }

  Wording wording() {
    return new Wording(words);
  }
}
