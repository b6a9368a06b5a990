package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ResolvedReference;
import java.util.List;
import java.util.Set;

/**
 * The tasks of one role, as far as it matters what they need.
 *
 * @param role the ARN of the role, made up where only its name is known
 * @param name of the role in messages
 * @param needs what their references came to
 * @param policy the smallest policy that allows it
 * @param scope what of their needs was looked for
 * @param places where ECS assumes the role for them: any ARN there, one for each Region
 * @param onEc2 the names of those that may run on container instances of the user's own
 */
public record RoleTasks(
    Arn role,
    String name,
    List<ResolvedReference> needs,
    PolicyDocument policy,
    Scope scope,
    List<Arn> places,
    Set<String> onEc2) {
  public RoleTasks {
    needs = List.copyOf(needs);
    places = List.copyOf(places);
    onEc2 = Set.copyOf(onEc2);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("tasks run somewhere");
    }
  }
}
