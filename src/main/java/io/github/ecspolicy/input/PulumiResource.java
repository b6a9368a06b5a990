package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.input.FieldReader.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A resource in the export of a stack.
 *
 * @param urn its name, which only Pulumi uses
 * @param type as Pulumi displays it: {@code aws:ecs:TaskDefinition} for {@code
 *     aws:ecs/taskDefinition:TaskDefinition}
 * @param isExternal whether the stack only reads it
 * @param outputs what AWS has said of it, as far as it is wanted and no secret of Pulumi
 * @param secrets the names of the outputs that are such secrets, or hold one
 */
record PulumiResource(
    String urn,
    String type,
    boolean isExternal,
    Place<Node.Mapping> outputs,
    List<String> secrets) {
  PulumiResource {
    secrets = List.copyOf(secrets);
  }

  /** Returns {@code true} if {@code document} is the export of a stack. */
  static boolean isExport(Node.Mapping document) {
    return document.has("version")
        && document
            .object("deployment")
            .filter(deployment -> deployment.has("manifest") || deployment.has("resources"))
            .isPresent();
  }

  /** Returns the resources in the export {@code document} that are there, in its order. */
  static List<PulumiResource> of(Node.Mapping document, FieldReader fields) {
    return fields.object(new Place<>(document, JsonPointer.ROOT), "deployment").stream()
        .flatMap(deployment -> fields.objects(deployment, "resources", r -> of(r, fields)).stream())
        .flatMap(Optional::stream)
        .toList();
  }

  /** What is deleted, or about to be once its replacement is there, counts no more. */
  private static Optional<PulumiResource> of(Place<Node.Mapping> resource, FieldReader fields) {
    Optional<String> type = resource.node().text("type");
    Optional<Place<Node.Mapping>> outputs =
        type.filter(PulumiResource::isOfAws).flatMap(each -> fields.object(resource, "outputs"));
    if (outputs.isEmpty() || isSet(resource, "delete") || isSet(resource, "pendingReplacement")) {
      return Optional.empty();
    }
    List<Node.Member> plain = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    for (Node.Member output : outputs.get().node().members()) {
      if (isSecret(output.value())) {
        secrets.add(output.key());
      } else {
        plain.add(output);
      }
    }
    Node.Mapping all = outputs.get().node();
    return Optional.of(
        new PulumiResource(
            resource.node().text("urn").orElseGet(type::get),
            displayed(type.get()),
            isSet(resource, "external"),
            new Place<>(new Node.Mapping(all.line(), all.column(), plain), outputs.get().pointer()),
            secrets));
  }

  private static boolean isOfAws(String type) {
    return type.startsWith("aws:") || type.startsWith("aws-native:");
  }

  private static String displayed(String type) {
    int slash = type.indexOf('/');
    return slash < 0 || type.lastIndexOf(':') < slash
        ? type
        : type.substring(0, slash) + type.substring(type.lastIndexOf(':'));
  }

  private static boolean isSet(Place<Node.Mapping> resource, String field) {
    return resource
        .node()
        .member(field)
        .filter(member -> member.value() instanceof Node.Flag flag && flag.isTrue())
        .isPresent();
  }

  private static boolean isSecret(Node node) {
    if (node instanceof Node.Sequence list) {
      return list.items().stream().anyMatch(PulumiResource::isSecret);
    }
    return node instanceof Node.Mapping object
        && (object.has(PulumiWanted.SIGNATURE)
            || object.members().stream().anyMatch(member -> isSecret(member.value())));
  }
}
