package io.github.ecspolicy.input;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which policies a plan takes away from roles that tell of them as they are before. */
final class TerraformDetachments {
  private final Set<List<String>> inline = new HashSet<>();
  private final Set<List<String>> managed = new HashSet<>();

  TerraformDetachments(Node.Mapping document) {
    for (Node.Mapping change : document.objects("resource_changes")) {
      Optional<Node.Mapping> deleted =
          change.object("change").filter(each -> each.texts("actions").contains("delete"));
      String type = change.text("type").orElse("");
      deleted
          .flatMap(each -> each.object("before"))
          .ifPresent(
              before -> {
                switch (type) {
                  case "aws_iam_role_policy" -> add(before, "name", inline);
                  case "aws_iam_role_policy_attachment" -> add(before, "policy_arn", managed);
                  default -> {
                    // Others tell no single role.
                  }
                }
              });
    }
  }

  private static void add(Node.Mapping before, String attribute, Set<List<String>> all) {
    before
        .text("role")
        .ifPresent(role -> before.text(attribute).ifPresent(id -> all.add(List.of(role, id))));
  }

  /** Returns {@code true} if the inline policy is taken away from the role. */
  boolean hasInline(Optional<String> role, String policy) {
    return role.filter(name -> inline.contains(List.of(name, policy))).isPresent();
  }

  /** Returns {@code true} if the managed policy is taken away from the role. */
  boolean hasManaged(Optional<String> role, String arn) {
    return role.filter(name -> managed.contains(List.of(name, arn))).isPresent();
  }
}
