package io.github.ecspolicy.check;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.ResourcePolicy;
import io.github.ecspolicy.iam.ResourcePolicyEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether ECS can assume the role for its tasks, and for nobody else's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#create_task_iam_policy_and_role">
 *     the trust policy</a>
 */
final class TrustFindings {
  private static final Caller.Service ECS = new Caller.Service("ecs-tasks.amazonaws.com");
  private static final String TASK = "task/cluster/0f1e2d3c4b5a69788796a5b4c3d2e1f0";

  /** No account of anybody's: AWS's pages use it for a second one. */
  private static final String FOREIGN = "444455556666";

  private static final String OTHER_FOREIGN = "777788889999";

  private final RoleTasks tasks;
  private final WrittenPolicy written;
  private final ResourcePolicyEvaluator trust;

  private TrustFindings(RoleTasks tasks, WrittenPolicy written, ResourcePolicy policy) {
    this.tasks = tasks;
    this.written = written;
    this.trust = new ResourcePolicyEvaluator(policy);
  }

  /** Returns what is wrong with the trust policy of {@code role}; nothing if it was not read. */
  static List<Finding> of(RolePermissions role, RoleTasks tasks) {
    Optional<ResourcePolicy> policy = role.trustPolicy();
    return policy.isEmpty() || tasks.places().isEmpty()
        ? List.of()
        : new TrustFindings(tasks, role.written().trustPolicy().orElseThrow(), policy.get())
            .findings();
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Arn place : tasks.places()) {
      AccessRequest request = assumption(place);
      switch (trust.decide(ECS, request)) {
        case ALLOWED -> {
          // As it should be.
        }
        case CONDITIONAL -> findings.add(conditional(place));
        case IMPLICITLY_DENIED, EXPLICITLY_DENIED -> findings.add(closed(place, request));
      }
    }
    Arn place = tasks.places().get(0);
    AccessRequest foreign =
        assumption(
            place.within(
                place.region(), place.account().equals(FOREIGN) ? OTHER_FOREIGN : FOREIGN));
    if (findings.isEmpty() && trust.decide(ECS, foreign) == Decision.ALLOWED) {
      findings.add(open(foreign));
    }
    return findings;
  }

  private AccessRequest assumption(Arn place) {
    return new AccessRequest(
        "sts:AssumeRole",
        tasks.role().toString(),
        Map.of(
            "aws:SourceAccount",
            List.of(place.account()),
            "aws:SourceArn",
            List.of(
                new Arn(place.partition(), "ecs", place.region(), place.account(), TASK)
                    .toString())));
  }

  private Finding finding(FindingCode code, String subject, String message, Hint cure) {
    return Finding.of(code, tasks.name(), "trust policy " + subject, message, cure)
        .at(written.location());
  }

  private Finding closed(Arn place, AccessRequest request) {
    return finding(
            FindingCode.TRUST_POLICY,
            place.region(),
            "the trust policy does not let ECS assume the role "
                + quote(tasks.name())
                + " for tasks in "
                + place.region(),
            Hint.of(
                "allow `sts:AssumeRole` to `ecs-tasks.amazonaws.com`, for no single cluster: ",
                Setting.TRUST_POLICY,
                " of `ecs-policy generate` writes it"))
        .shownBy(new Witness(request, trust.decide(ECS, request), Decision.ALLOWED))
        .seenAs(
            "ECS was unable to assume the role '"
                + tasks.role()
                + "' that was provided for this task. Please verify that the role being passed has"
                + " the proper trust relationship and permissions and that your IAM user has"
                + " permissions to pass this role.");
  }

  private Finding conditional(Arn place) {
    return finding(
        FindingCode.CONDITIONAL_PERMISSION,
        place.region(),
        "whether ECS may assume the role "
            + quote(tasks.name())
            + " for tasks in "
            + place.region()
            + " depends on what only the call itself will tell",
        Hint.of("make sure of the conditions of its trust policy, or leave them out"));
  }

  private Finding open(AccessRequest foreign) {
    return finding(
            FindingCode.TRUST_POLICY_OPEN,
            "",
            "the trust policy lets ECS assume the role "
                + quote(tasks.name())
                + " for tasks of other accounts too",
            Hint.of(
                "hold it to this account with `aws:SourceAccount` and `aws:SourceArn`: ",
                Setting.TRUST_POLICY,
                " of `ecs-policy generate` writes it"))
        .shownBy(new Witness(foreign, Decision.ALLOWED, Decision.IMPLICITLY_DENIED));
  }
}
