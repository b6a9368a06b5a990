package io.github.ecspolicy.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecspolicy.iam.Principal.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whom a statement of a resource-based policy is about: its {@code Principal}, or all but its
 * {@code NotPrincipal}.
 *
 * @param allBut whether the principals are those left out
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html">AWS
 *     JSON policy elements: NotPrincipal</a>
 */
public record Principals(boolean allBut, List<Principal> principals) {

  public Principals {
    // in JSON those of one type stand together
    principals = byType(principals).values().stream().flatMap(List::stream).toList();
    if (principals.isEmpty()) {
      throw new IllegalArgumentException("a statement needs at least one principal");
    }
    if (principals.contains(Principal.ANYONE) && principals.size() > 1) {
      throw new IllegalArgumentException("`*` without a type stands alone");
    }
  }

  public static Principals of(Principal... principals) {
    return new Principals(false, List.of(principals));
  }

  /** The element as JSON, without its name. */
  JsonNode toJsonNode() {
    if (principals.contains(Principal.ANYONE)) {
      return TextNode.valueOf(Principal.ANYONE.id());
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    byType(principals)
        .forEach(
            (type, all) -> {
              if (all.size() == 1) {
                node.put(type.toString(), all.get(0).id());
              } else {
                ArrayNode ids = node.putArray(type.toString());
                all.forEach(each -> ids.add(each.id()));
              }
            });
    return node;
  }

  private static Map<Type, List<Principal>> byType(List<Principal> principals) {
    return principals.stream()
        .collect(Collectors.groupingBy(Principal::type, LinkedHashMap::new, Collectors.toList()));
  }
}
