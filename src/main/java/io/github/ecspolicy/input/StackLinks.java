package io.github.ecspolicy.input;

import io.github.ecspolicy.input.StackTemplate.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which resources of a template refer to which. */
final class StackLinks {
  /**
   * What starts tasks or jobs as soon as it is there, by the property that leads to their
   * definition. A queue of jobs starts nothing by itself.
   */
  private static final Map<String, String> STARTERS =
      Map.of(
          "AWS::ECS::Daemon", "DaemonTaskDefinitionArn",
          "AWS::ECS::Service", "TaskDefinition",
          "AWS::ECS::TaskSet", "TaskDefinition",
          "AWS::Events::Rule", "Targets",
          "AWS::Pipes::Pipe", "TargetParameters",
          "AWS::Scheduler::Schedule", "Target");

  private final StackTemplate template;

  StackLinks(StackTemplate template) {
    this.template = template;
  }

  /** Returns what starts tasks of {@code definition}, in the order of the template. */
  List<Resource> startersOf(Resource definition) {
    return template.resources().values().stream()
        .filter(
            resource ->
                Optional.ofNullable(STARTERS.get(resource.type()))
                    .flatMap(resource::property)
                    .filter(value -> isOf(value, definition))
                    .isPresent())
        .toList();
  }

  /** A service may name the family too, and the revision with it. */
  private static boolean isOf(Node value, Resource definition) {
    return referredTo(value).contains(definition.key())
        || value instanceof Node.Text text
            && definition
                .property("Family")
                .filter(family -> family instanceof Node.Text)
                .map(family -> ((Node.Text) family).text())
                .filter(family -> text.text().replaceFirst(":[0-9]+$", "").equals(family))
                .isPresent();
  }

  private static Set<String> referredTo(Node node) {
    Set<String> keys = new LinkedHashSet<>();
    collect(node, keys);
    return keys;
  }

  private static void collect(Node node, Set<String> keys) {
    if (node instanceof Node.Sequence list) {
      list.items().forEach(item -> collect(item, keys));
    } else if (node instanceof Node.Mapping mapping) {
      for (Node.Member member : mapping.members()) {
        switch (member.key()) {
          case "Ref", "Fn::GetAtt" -> names(member.value()).forEach(keys::add);
          case "Fn::Sub" -> {
            names(member.value())
                .flatMap(text -> Substitution.parts(text).stream())
                .filter(Substitution.Part::isVariable)
                .forEach(part -> keys.add(part.text().split("\\.", 2)[0]));
            collect(member.value(), keys);
          }
          default -> collect(member.value(), keys);
        }
      }
    }
  }

  /** The logical id that an argument starts with, or the text that it is. */
  private static Stream<String> names(Node argument) {
    if (argument instanceof Node.Text text) {
      return Stream.of(text.text(), text.text().split("\\.", 2)[0]);
    }
    return argument instanceof Node.Sequence list
        ? list.items().stream().limit(1).flatMap(StackLinks::names)
        : Stream.empty();
  }
}
