package io.github.ecspolicy.input;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** What a document with policies in it is, told by shape, never by file name. */
enum AuthorizationFormat {
  /** A policy document by itself. */
  DOCUMENT(object -> object.has("Statement")),

  /**
   * {@code {"RoleDetailList": […], "Policies": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html">
   * {@code aws iam get-account-authorization-details}</a>.
   */
  ACCOUNT(object -> object.has("RoleDetailList")),

  /**
   * {@code {"Role": {…}}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/iam/get-role.html">{@code aws iam
   * get-role}</a>.
   */
  ROLE(object -> object.object("Role").filter(role -> role.has("RoleName")).isPresent()),

  /**
   * {@code {"RoleName": …, "PolicyName": …, "PolicyDocument": …}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/iam/get-role-policy.html">{@code aws iam
   * get-role-policy}</a>.
   */
  ROLE_POLICY(object -> object.has("PolicyDocument")),

  /**
   * {@code {"PolicyVersion": {"Document": …}}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/iam/get-policy-version.html">{@code aws
   * iam get-policy-version}</a>.
   */
  POLICY_VERSION(object -> object.object("PolicyVersion").isPresent()),

  /**
   * {@code {"AttachedPolicies": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/iam/list-attached-role-policies.html">
   * {@code aws iam list-attached-role-policies}</a>.
   */
  ATTACHED_POLICIES(object -> isList(object, "AttachedPolicies")),

  /**
   * {@code {"PolicyNames": […]}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/iam/list-role-policies.html">{@code aws
   * iam list-role-policies}</a>, which prints names only.
   */
  POLICY_NAMES(object -> isList(object, "PolicyNames")),

  /**
   * {@code {"ARN": …, "ResourcePolicy": …}} of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/get-resource-policy.html">
   * {@code aws secretsmanager get-resource-policy}</a>.
   */
  SECRET_POLICY(object -> object.has("ResourcePolicy")),

  /**
   * {@code {"KeyId": …, "Policy": …}}: of <a
   * href="https://docs.aws.amazon.com/cli/latest/reference/kms/get-key-policy.html">{@code aws kms
   * get-key-policy}</a>, which does not print the key, and that key.
   */
  KEY_POLICY(object -> object.text("Policy").isPresent() && object.has("KeyId")),

  /** What {@code aws kms get-key-policy} prints, without the key. */
  KEY_POLICY_ALONE(object -> object.text("Policy").isPresent());

  private final Predicate<Node.Mapping> test;

  AuthorizationFormat(Predicate<Node.Mapping> test) {
    this.test = test;
  }

  private static boolean isList(Node.Mapping object, String field) {
    return object.member(field).filter(each -> each.value() instanceof Node.Sequence).isPresent();
  }

  /** Returns the form of {@code document}, if it has policies in it. */
  static Optional<AuthorizationFormat> detect(Node.Mapping document) {
    return Arrays.stream(values()).filter(format -> format.test.test(document)).findFirst();
  }

  /** Returns {@code true} if {@code document} has policies in it, or is a list of such. */
  static boolean isAuthorization(Node document) {
    return document instanceof Node.Sequence list
        ? list.items().stream().anyMatch(AuthorizationFormat::isAuthorization)
        : document instanceof Node.Mapping object && detect(object).isPresent();
  }
}
