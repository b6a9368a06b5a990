package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.template.Origin;
import java.util.List;
import java.util.Set;

/**
 * The tasks of one role, as far as it matters what they need.
 *
 * @param role the ARN of the role, made up where only its name is known
 * @param name of the role in messages
 * @param families the names of the task definitions, sorted
 * @param needs what their references came to
 * @param areUnderstood whether that is all: otherwise they may need more than is known
 * @param policy the smallest policy that allows it
 * @param scope what of their needs was looked for
 * @param places where ECS assumes the role for them: any ARN there, one for each Region; none if it
 *     is not known
 * @param origins what the task definitions stand in, each once
 * @param onEc2 the names of those that may run on container instances of the user's own
 */
public record RoleTasks(
    Arn role,
    String name,
    List<String> families,
    List<ResolvedReference> needs,
    boolean areUnderstood,
    PolicyDocument policy,
    Scope scope,
    List<Arn> places,
    List<Origin> origins,
    Set<String> onEc2) {
  /** The account that AWS's pages use. */
  private static final Arn AN_EXAMPLE = new Arn("aws", "ecs", "us-east-1", "111122223333", "*");

  public RoleTasks {
    families = List.copyOf(families);
    needs = List.copyOf(needs);
    places = List.copyOf(places);
    origins = List.copyOf(origins);
    onEc2 = Set.copyOf(onEc2);
  }

  /** Returns the same tasks under another name of their role. */
  RoleTasks named(String other) {
    return new RoleTasks(
        role, other, families, needs, areUnderstood, policy, scope, places, origins, onEc2);
  }

  /** Returns a place where the tasks run, or where tasks may run if nothing tells. */
  Arn somewhere() {
    return places.isEmpty() ? AN_EXAMPLE : places.get(0);
  }
}
