package io.github.ecspolicy.input;

import io.github.ecspolicy.input.StackTemplate.Resource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** What starts tasks, by the logical ids that it refers to, and in the order of the template. */
  private final Map<String, SortedMap<Integer, Resource>> byReference = new HashMap<>();

  /** The same by the family that it names. */
  private final Map<String, SortedMap<Integer, Resource>> byFamily = new HashMap<>();

  StackLinks(StackTemplate template) {
    int position = 0;
    for (Resource resource : template.resources().values()) {
      Optional<Node> value =
          Optional.ofNullable(STARTERS.get(resource.type())).flatMap(resource::property);
      if (value.isPresent()) {
        add(position++, resource, value.get());
      }
    }
  }

  private void add(int position, Resource starter, Node value) {
    for (String key : referredTo(value)) {
      byReference.computeIfAbsent(key, each -> new TreeMap<>()).put(position, starter);
    }
    byFamily
        .computeIfAbsent(NodeJson.of(withoutRevision(value)), each -> new TreeMap<>())
        .put(position, starter);
  }

  /** A service may name the family too, and the revision with it. */
  private static Node withoutRevision(Node value) {
    return value instanceof Node.Text text
        ? new Node.Text(text.line(), text.column(), text.text().replaceFirst(":[0-9]+$", ""))
        : value;
  }

  /** Returns what starts tasks of {@code definition}, in the order of the template. */
  List<Resource> startersOf(Resource definition) {
    SortedMap<Integer, Resource> starters = new TreeMap<>();
    Optional.ofNullable(byReference.get(definition.key())).ifPresent(starters::putAll);
    definition
        .property("Family")
        .map(family -> byFamily.get(NodeJson.of(family)))
        .ifPresent(starters::putAll);
    return List.copyOf(starters.values());
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
