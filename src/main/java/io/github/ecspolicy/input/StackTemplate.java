package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.input.Signature.Mistake;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Origin.Syntax;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A template of CloudFormation, of the AWS CDK or of SAM, as it is written.
 *
 * @param parameters by name
 * @param mappings by name
 * @param conditions by name
 * @param resources by logical id, in the order of the template
 * @param macros the transforms that are not AWS's own
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html">
 *     the sections of a template</a>
 */
record StackTemplate(
    Map<String, Node.Mapping> parameters,
    Map<String, Node.Mapping> mappings,
    Map<String, Node> conditions,
    Map<String, Resource> resources,
    List<Node.Text> macros) {
  private static final String RESOURCES = "Resources";
  private static final String TYPE = "Type";

  /**
   * AWS's own transforms that change nothing which matters here.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html">
   *     transforms</a>
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "AWS::Serverless-2016-10-31",
          "AWS::LanguageExtensions",
          "AWS::CodeDeployBlueGreen",
          "AWS::SecretsManager-2020-07-23",
          "AWS::SecretsManager-2024-09-16");

  /**
   * A resource.
   *
   * @param key the logical id, as it stands in the template
   * @param type such as {@code AWS::ECS::TaskDefinition}
   * @param condition the name of the condition under which it exists
   */
  record Resource(
      String key, String type, Optional<Node.Mapping> properties, Optional<String> condition) {
    Optional<Node> property(String name) {
      return properties
          .flatMap(object -> object.member(name))
          .map(Node.Member::value)
          .filter(value -> !(value instanceof Node.Null));
    }
  }

  /**
   * Returns what is wrong with a mention of the condition {@code name}: CloudFormation refuses a
   * template that does not define it, unless a macro does.
   */
  Optional<Mistake> mistakenCondition(Node.Text name) {
    boolean isDefined =
        conditions.containsKey(name.text())
            || !macros.isEmpty()
            || conditions.keySet().stream().anyMatch(TemplateNodes::isInserting);
    return isDefined
        ? Optional.empty()
        : Optional.of(
            new Mistake(
                name,
                "the template has no condition " + quote(name.text()),
                "correct the name, or define it under `Conditions`"));
  }

  /** Returns what has to be known to add something to this template, which {@code source} holds. */
  Origin.Template asPlace(String source, Syntax syntax) {
    Map<String, String> types = new LinkedHashMap<>();
    parameters.forEach((name, each) -> types.put(name, text(each, TYPE).orElse("String")));
    Map<String, String> conditionsOfResources = new LinkedHashMap<>();
    resources.forEach(
        (key, each) -> {
          types.put(key, each.type());
          each.condition().ifPresent(name -> conditionsOfResources.put(key, name));
        });
    return new Origin.Template(source, syntax, types, conditionsOfResources);
  }

  /** Returns {@code true} if {@code document} looks like a template, and like nothing else. */
  static boolean isTemplate(Node document) {
    return document instanceof Node.Mapping root
        && (root.has("AWSTemplateFormatVersion")
            || objects(root, RESOURCES).values().stream()
                .anyMatch(each -> text(each, TYPE).filter(StackTemplate::isType).isPresent()));
  }

  private static boolean isType(String text) {
    return text.contains("::");
  }

  /** Returns what {@code document}, which is a template, consists of. */
  static StackTemplate of(Node.Mapping document) {
    Map<String, Resource> resources = new LinkedHashMap<>();
    objects(document, RESOURCES)
        .forEach(
            (key, each) ->
                text(each, TYPE).ifPresent(type -> resources.put(key, resource(key, type, each))));
    Map<String, Node> conditions = new LinkedHashMap<>();
    section(document, "Conditions").forEach(each -> conditions.put(each.key(), each.value()));
    return new StackTemplate(
        objects(document, "Parameters"),
        objects(document, "Mappings"),
        conditions,
        resources,
        macros(document));
  }

  private static Resource resource(String key, String type, Node.Mapping resource) {
    return new Resource(
        key,
        type,
        resource
            .member("Properties")
            .map(Node.Member::value)
            .filter(Node.Mapping.class::isInstance)
            .map(Node.Mapping.class::cast),
        text(resource, "Condition"));
  }

  private static List<Node.Text> macros(Node.Mapping document) {
    return Stream.of("Transform", "Fn::Transform")
        .flatMap(section -> document.member(section).map(Node.Member::value).stream())
        .flatMap(
            value -> value instanceof Node.Sequence list ? list.items().stream() : Stream.of(value))
        .flatMap(
            value ->
                value instanceof Node.Mapping named
                    ? named.member("Name").map(Node.Member::value).stream()
                    : Stream.of(value))
        .filter(Node.Text.class::isInstance)
        .map(Node.Text.class::cast)
        .filter(macro -> !HARMLESS.contains(macro.text()))
        .toList();
  }

  private static Map<String, Node.Mapping> objects(Node.Mapping document, String section) {
    Map<String, Node.Mapping> objects = new LinkedHashMap<>();
    for (Node.Member member : section(document, section)) {
      if (member.value() instanceof Node.Mapping object) {
        objects.put(member.key(), object);
      }
    }
    return objects;
  }

  private static List<Node.Member> section(Node.Mapping document, String section) {
    return document.member(section).map(Node.Member::value).stream()
        .filter(Node.Mapping.class::isInstance)
        .flatMap(object -> ((Node.Mapping) object).members().stream())
        .toList();
  }

  /** Returns the member {@code field} of {@code object}, if that is a text. */
  static Optional<String> text(Node.Mapping object, String field) {
    return object
        .member(field)
        .map(Node.Member::value)
        .filter(Node.Text.class::isInstance)
        .map(value -> ((Node.Text) value).text());
  }
}
