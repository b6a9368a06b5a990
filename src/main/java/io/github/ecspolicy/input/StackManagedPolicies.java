package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.ManagedPolicies;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.input.FieldText.Field;
import io.github.ecspolicy.input.StackTemplate.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The managed policies that a template defines, however a role names them. */
final class StackManagedPolicies {
  private static final String POLICY = "policy/";

  private final StackReferences references;
  private final TemplateNodes nodes;

  /** By their ARNs, or what stands for them, and by their names. */
  private final Map<String, Resource> policies = new HashMap<>();

  StackManagedPolicies(StackReferences references, TemplateNodes nodes) {
    this.references = references;
    this.nodes = nodes;
  }

  /** Adds one; both {@code Ref} and the attribute {@code PolicyArn} give its ARN. */
  void add(Resource policy) {
    nodes
        .texts(choices -> references.ref(policy.key(), choices))
        .forEach(arn -> policies.put(arn, policy));
    nodes
        .texts(choices -> references.attribute(policy.key(), "PolicyArn", choices))
        .forEach(arn -> policies.put(arn, policy));
    nodes.readings(policy, "ManagedPolicyName", Field.POLICY).stream()
        .filter(Node.Text.class::isInstance)
        .forEach(name -> policies.put(((Node.Text) name).text(), policy));
  }

  /** Returns the one that {@code arn} is of; its path does not matter. */
  Optional<Resource> of(String arn) {
    return Optional.ofNullable(policies.get(arn))
        .or(
            () ->
                Arn.parse(arn)
                    .map(Arn::resource)
                    .filter(resource -> resource.startsWith(POLICY))
                    .filter(resource -> !ManagedPolicies.isOfAws(arn))
                    .map(resource -> resource.substring(resource.lastIndexOf('/') + 1))
                    .map(policies::get));
  }
}
