package io.github.ecspolicy.iam;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who makes a call. */
public sealed interface Caller {

  /**
   * The condition keys that say who calls, with their values.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties">Properties
   *     of the principal</a>
   */
  Map<String, List<String>> knownKeys();

  /**
   * A session of a role.
   *
   * @param arn of the role
   * @param session the name of the session, if it is known before the call
   */
  record Role(String arn, Optional<String> session) implements Caller {

    private static final Pattern ARN =
        Pattern.compile(
            "arn:(?<partition>[a-z0-9-]+):iam::(?<account>[0-9]{12}):role/(?:.*/)?(?<name>[^/]+)");

    public Role {
      Objects.requireNonNull(session, "session");
      if (!ARN.matcher(arn).matches()) {
        throw new IllegalArgumentException("`" + arn + "` is not the ARN of a role");
      }
    }

    /** A role whose sessions get names that nobody knows yet. */
    public Role(String arn) {
      this(arn, Optional.empty());
    }

    public String account() {
      return part("account");
    }

    String partition() {
      return part("partition");
    }

    /** The name, without the path, which the ARN of a session does not have. */
    String name() {
      return part("name");
    }

    private String part(String group) {
      Matcher matcher = ARN.matcher(arn);
      return matcher.matches() ? matcher.group(group) : "";
    }

    // "For assumed roles, the request context returns the ARN of the role"
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
    @Override
    public Map<String, List<String>> knownKeys() {
      return Map.of(
          "aws:PrincipalArn", List.of(arn),
          "aws:PrincipalAccount", List.of(account()),
          "aws:PrincipalType", List.of("AssumedRole"),
          "aws:PrincipalIsAWSService", List.of("false"),
          "aws:PrincipalServiceName", List.of(),
          "aws:PrincipalServiceNamesList", List.of(),
          "aws:username", List.of());
    }
  }

  /**
   * An AWS service that calls in its own name.
   *
   * @param name for example {@code ecs-tasks.amazonaws.com}
   */
  record Service(String name) implements Caller {

    public Service {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a service has a name");
      }
    }

    @Override
    public Map<String, List<String>> knownKeys() {
      return Map.of(
          "aws:PrincipalIsAWSService", List.of("true"),
          "aws:PrincipalServiceName", List.of(name),
          "aws:username", List.of());
    }
  }
}
