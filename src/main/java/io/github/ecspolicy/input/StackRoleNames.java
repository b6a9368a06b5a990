package io.github.ecspolicy.input;

import io.github.ecspolicy.input.StackTemplate.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The roles that a template defines, however a task definition names them: by {@code Fn::GetAtt},
 * or by an ARN that ends in the name which the template gives the role.
 */
final class StackRoleNames {
  private final List<Resource> roles;
  private final Intrinsics intrinsics;
  private final TemplateNodes nodes;

  StackRoleNames(StackTemplate template, Intrinsics intrinsics, TemplateNodes nodes) {
    roles =
        template.resources().values().stream()
            .filter(resource -> resource.type().equals(StackReferences.ROLE))
            .toList();
    this.intrinsics = intrinsics;
    this.nodes = nodes;
  }

  /**
   * Returns the logical id of the role that is called {@code text}, if there is exactly one. Its
   * path does not matter: names of roles are unique in an account.
   */
  Optional<String> logicalId(String text) {
    String name = text.substring(text.lastIndexOf('/') + 1);
    List<String> found =
        roles.stream()
            .filter(role -> arns(role).contains(text) || names(role).contains(name))
            .map(Resource::key)
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private List<String> arns(Resource role) {
    return nodes.texts(choices -> intrinsics.references().attribute(role.key(), "Arn", choices));
  }

  private List<String> names(Resource role) {
    return nodes.texts(choices -> new Value.Text(intrinsics.references().name(role, choices)));
  }
}
