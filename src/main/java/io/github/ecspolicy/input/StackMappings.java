package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.input.Signature.Mistake;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mappings of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html">
 *     Fn::FindInMap</a>
 */
final class StackMappings {
  /** Map, top-level key and second-level key. */
  private static final int KEYS = 3;

  private final StackTemplate template;
  private final Intrinsics intrinsics;

  StackMappings(StackTemplate template, Intrinsics intrinsics) {
    this.template = template;
    this.intrinsics = intrinsics;
  }

  /** Returns what {@code Fn::FindInMap} gives, if its keys are known. */
  Optional<Value> find(Node at, List<Node> arguments, Choices choices) {
    Optional<Node> found =
        candidates(arguments, choices, true).stream().findFirst().or(() -> defaultValue(arguments));
    if (!areKeysKnown(arguments, choices)) {
      return Optional.empty();
    }
    if (found.isEmpty() && isWhole(arguments, choices)) {
      intrinsics.report(
          new Mistake(
              at,
              "the mapping "
                  + quote(keys(arguments, choices).get(0).orElseThrow())
                  + " has nothing under these keys",
              "add them to the mapping, or correct the keys or the parameters that they come from"),
          choices);
    }
    return found.map(value -> intrinsics.evaluate(value, choices));
  }

  /** Returns {@code true} if the template has the mapping, and nothing is to be put into it. */
  private boolean isWhole(List<Node> arguments, Choices choices) {
    Optional<Node.Mapping> map =
        keys(arguments, choices).get(0).map(name -> template.mappings().get(name));
    return map.isPresent()
        && Stream.concat(Stream.of(map.get()), children(map.get(), Optional.empty()))
            .filter(Node.Mapping.class::isInstance)
            .flatMap(object -> ((Node.Mapping) object).members().stream())
            .noneMatch(member -> member.key().startsWith(Intrinsics.FUNCTION));
  }

  /** Returns {@code true} if whatever {@code Fn::FindInMap} can give is no ARN. */
  boolean areNames(List<Node> arguments, Choices choices) {
    List<Node> candidates = candidates(arguments, choices, false);
    return !candidates.isEmpty()
        && defaultValue(arguments).isEmpty()
        && candidates.stream()
            .map(StackParameter::scalar)
            .allMatch(value -> value.filter(text -> !text.contains(":")).isPresent());
  }

  private List<Optional<String>> keys(List<Node> arguments, Choices choices) {
    return arguments.stream()
        .limit(KEYS)
        .map(argument -> intrinsics.text(argument, choices).flatMap(Piece::known))
        .toList();
  }

  private boolean areKeysKnown(List<Node> arguments, Choices choices) {
    return keys(arguments, choices).stream().allMatch(Optional::isPresent);
  }

  private List<Node> candidates(List<Node> arguments, Choices choices, boolean exact) {
    List<Optional<String>> keys = keys(arguments, choices);
    if (keys.size() < KEYS || exact && !areKeysKnown(arguments, choices)) {
      return List.of();
    }
    return keys.get(0).map(name -> template.mappings().get(name)).stream()
        .flatMap(map -> children(map, keys.get(1)))
        .filter(Node.Mapping.class::isInstance)
        .flatMap(map -> children((Node.Mapping) map, keys.get(2)))
        .toList();
  }

  private static Stream<Node> children(Node.Mapping object, Optional<String> key) {
    return object.members().stream()
        .filter(member -> key.isEmpty() || key.get().equals(member.key()))
        .map(Node.Member::value);
  }

  private static Optional<Node> defaultValue(List<Node> arguments) {
    return arguments.size() > KEYS && arguments.get(KEYS) instanceof Node.Mapping options
        ? options.member("DefaultValue").map(Node.Member::value)
        : Optional.empty();
  }
}
