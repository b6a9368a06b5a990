package io.github.ecspolicy.input;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The configuration in a plan: which block refers to which, where the values are not known yet. A
 * state has none.
 *
 * @see <a
 *     href="https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation">
 *     how a plan holds it</a>
 */
final class TerraformConfiguration {
  private static final String VARIABLE = "var";
  private static final String MODULE = "module";
  private static final String EACH = "each.";

  /** What references may start with that is known whenever there is a plan. */
  private static final Set<String> KNOWN = Set.of("count", "path", "terraform");

  /** By address without indexes. */
  private final Map<String, Node.Mapping> blocks = new HashMap<>();

  /** The call of each module but the root, by address without indexes. */
  private final Map<String, Node.Mapping> calls = new HashMap<>();

  TerraformConfiguration(Node.Mapping document) {
    document
        .object("configuration")
        .flatMap(all -> all.object("root_module"))
        .ifPresent(root -> add("", root));
  }

  private void add(String path, Node.Mapping module) {
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Node.Mapping block : module.objects("resources")) {
      block.text("address").ifPresent(address -> blocks.put(prefix + address, block));
    }
    for (Node.Member member :
        module.object("module_calls").map(Node.Mapping::members).orElse(List.of())) {
      if (member.value() instanceof Node.Mapping call) {
        String child = prefix + MODULE + "." + member.key();
        calls.put(child, call);
        call.object("module").ifPresent(each -> add(child, each));
      }
    }
  }

  /** Returns {@code true} if the block of {@code resource} says anything of {@code argument}. */
  boolean hasArgument(TerraformResource resource, String argument) {
    return expression(resource, List.of(argument)).isPresent();
  }

  /** Returns {@code true} if the block of {@code resource} has blocks of that name in it. */
  boolean hasBlocks(TerraformResource resource, String name) {
    return Optional.ofNullable(blocks.get(resource.address().block()))
        .flatMap(block -> block.object("expressions"))
        .filter(all -> !all.objects(name).isEmpty())
        .isPresent();
  }

  /**
   * Returns {@code true} if what the block of {@code resource} gives for {@code argument} may be
   * known after apply only: otherwise a value that is, is the provider's own.
   */
  boolean mayComeLater(TerraformResource resource, String argument) {
    if (!blocks.containsKey(resource.address().block())) {
      return true;
    }
    String module = resource.address().moduleOfConfiguration();
    return expression(resource, List.of(argument))
        .filter(found -> mayComeLater(references(found), module, new HashSet<>()))
        .isPresent();
  }

  /** Each reference in each module is followed once, so that no cycle is without end. */
  private boolean mayComeLater(List<String> references, String module, Set<List<String>> followed) {
    return references.stream()
        // Beside each attribute Terraform names all that it is of.
        .filter(each -> references.stream().noneMatch(other -> isWithin(other, each)))
        .filter(each -> followed.add(List.of(module, each)))
        .map(TerraformAddress::of)
        .anyMatch(reference -> mayComeLater(reference, module, followed));
  }

  private static boolean isWithin(String reference, String whole) {
    return reference.startsWith(whole + ".") || reference.startsWith(whole + "[");
  }

  private boolean mayComeLater(
      TerraformAddress reference, String module, Set<List<String>> followed) {
    String first = reference.steps().get(0);
    if (KNOWN.contains(first) || first.equals(VARIABLE) && module.isEmpty()) {
      return false;
    }
    if (first.equals(VARIABLE) && reference.steps().size() > 1 && calls.containsKey(module)) {
      // What the caller does not give has its default, which is known.
      return argument(module, reference)
          .filter(each -> mayComeLater(references(each), caller(module), followed))
          .isPresent();
    }
    Optional<Node.Mapping> output = output(module, reference);
    return output.isEmpty()
        || mayComeLater(references(output.get()), child(module, reference), followed);
  }

  /** Blocks within blocks are lists here too. */
  private Optional<Node.Mapping> expression(TerraformResource resource, List<String> path) {
    Optional<Node.Mapping> at =
        Optional.ofNullable(blocks.get(resource.address().block()))
            .flatMap(block -> block.object("expressions"));
    for (String block : path.subList(0, path.size() - 1)) {
      at = at.flatMap(all -> all.objects(block).stream().findFirst());
    }
    return at.flatMap(all -> all.object(path.get(path.size() - 1)));
  }

  /**
   * Returns the block of {@code type} that an argument of a resource refers to, through variables
   * and outputs of modules too; values of locals are not in a plan.
   *
   * @param path the argument, after the blocks that it is in
   * @return the address of the block, with the index of an instance where the reference has it
   */
  Optional<TerraformAddress> target(TerraformResource resource, List<String> path, String type) {
    return targets(resource, path, type).stream().findFirst();
  }

  /** Returns all such blocks, as a list may refer to. */
  List<TerraformAddress> targets(TerraformResource resource, List<String> path, String type) {
    List<String> references =
        expression(resource, path).map(TerraformConfiguration::references).orElse(List.of());
    boolean isOfEach = references.stream().anyMatch(each -> each.startsWith(EACH));
    return follow(
        Stream.concat(references.stream(), isOfEach ? forEach(resource).stream() : Stream.empty())
            .toList(),
        resource.address().moduleOfConfiguration(),
        type,
        new HashSet<>());
  }

  /** Returns what the block of {@code resource} makes an instance of each of. */
  private List<String> forEach(TerraformResource resource) {
    return Optional.ofNullable(blocks.get(resource.address().block()))
        .flatMap(block -> block.object("for_each_expression"))
        .map(TerraformConfiguration::references)
        .orElse(List.of());
  }

  /** Each reference in each module is followed once, so that no cycle is without end. */
  private List<TerraformAddress> follow(
      List<String> references, String module, String type, Set<List<String>> followed) {
    return references.stream()
        // Beside each attribute Terraform names all that it is of.
        .filter(each -> references.stream().noneMatch(other -> isWithin(other, each)))
        .filter(each -> followed.add(List.of(module, each)))
        .flatMap(each -> follow(TerraformAddress.of(each), module, type, followed).stream())
        .distinct()
        .toList();
  }

  private List<TerraformAddress> follow(
      TerraformAddress reference, String module, String type, Set<List<String>> followed) {
    List<String> steps = reference.steps();
    if (steps.get(0).equals(VARIABLE) && steps.size() > 1 && !module.isEmpty()) {
      return argument(module, reference)
          .map(each -> follow(references(each), caller(module), type, followed))
          .orElse(List.of());
    }
    if (steps.get(0).equals(MODULE) && steps.size() > 2) {
      return output(module, reference)
          .map(each -> follow(references(each), child(module, reference), type, followed))
          .orElse(List.of());
    }
    String prefix = module.isEmpty() ? "" : module + ".";
    TerraformAddress target = reference.resource();
    boolean isOfType =
        target.steps().size() > 1 && target.steps().get(target.steps().size() - 2).equals(type);
    return isOfType ? List.of(TerraformAddress.of(prefix + target.text())) : List.of();
  }

  /** Returns what the call of {@code module} gives for the variable that is referred to in it. */
  private Optional<Node.Mapping> argument(String module, TerraformAddress variable) {
    return Optional.ofNullable(calls.get(module))
        .flatMap(call -> call.object("expressions"))
        .flatMap(all -> all.named(TerraformAddress.withoutIndex(variable.steps().get(1))))
        .flatMap(TerraformConfiguration::asObject);
  }

  private static String caller(String module) {
    return TerraformAddress.of(module.substring(0, module.lastIndexOf(MODULE + ".")))
        .moduleOfConfiguration();
  }

  /** Returns what the output that is referred to in {@code module} is. */
  private Optional<Node.Mapping> output(String module, TerraformAddress reference) {
    List<String> steps = reference.steps();
    return steps.get(0).equals(MODULE) && steps.size() > 2
        ? Optional.ofNullable(calls.get(child(module, reference)))
            .flatMap(call -> call.object("module"))
            .flatMap(called -> called.object("outputs"))
            .flatMap(all -> all.named(TerraformAddress.withoutIndex(steps.get(2))))
            .flatMap(TerraformConfiguration::asObject)
            .flatMap(output -> output.object("expression"))
        : Optional.empty();
  }

  private static String child(String module, TerraformAddress reference) {
    String prefix = module.isEmpty() ? "" : module + ".";
    return prefix + MODULE + "." + TerraformAddress.withoutIndex(reference.steps().get(1));
  }

  private static Optional<Node.Mapping> asObject(Node node) {
    return node instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  /** The longest first: beside an instance Terraform names the whole block too. */
  private static List<String> references(Node.Mapping expression) {
    return expression.texts("references").stream()
        .sorted(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Returns the key of the configuration of the provider that {@code resource} is of. */
  Optional<String> providerKey(TerraformResource resource) {
    return Optional.ofNullable(blocks.get(resource.address().block()))
        .flatMap(block -> block.text("provider_config_key"));
  }
}
