package io.github.ecspolicy.input;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private static final String PROVIDER = "aws";

  /** By address without indexes. */
  private final Map<String, Node.Mapping> blocks = new HashMap<>();

  /** The call of each module but the root, by address without indexes. */
  private final Map<String, Node.Mapping> calls = new HashMap<>();

  private final Optional<Node.Mapping> providers;
  private final Optional<Node.Mapping> variables;

  TerraformConfiguration(Node.Mapping document) {
    Optional<Node.Mapping> configuration = document.object("configuration");
    providers = configuration.flatMap(all -> all.object("provider_config"));
    variables = document.object("variables");
    configuration.flatMap(all -> all.object("root_module")).ifPresent(root -> add("", root));
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

  /** Returns {@code true} if the block of {@code resource} has a value for {@code argument}. */
  boolean isGiven(TerraformResource resource, String argument) {
    return blocks.isEmpty() || expression(resource, List.of(argument)).isPresent();
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
    return expression(resource, path)
        .flatMap(
            found ->
                follow(
                    references(found),
                    resource.address().moduleOfConfiguration(),
                    type,
                    new HashSet<>()));
  }

  /** Each reference in each module is followed once, so that no cycle is without end. */
  private Optional<TerraformAddress> follow(
      List<String> references, String module, String type, Set<List<String>> followed) {
    for (String reference : references) {
      if (followed.add(List.of(module, reference))) {
        Optional<TerraformAddress> target =
            follow(TerraformAddress.of(reference), module, type, followed);
        if (target.isPresent()) {
          return target;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<TerraformAddress> follow(
      TerraformAddress reference, String module, String type, Set<List<String>> followed) {
    List<String> steps = reference.steps();
    String prefix = module.isEmpty() ? "" : module + ".";
    if (steps.get(0).equals(VARIABLE) && steps.size() > 1 && !module.isEmpty()) {
      Optional<Node.Mapping> argument =
          Optional.ofNullable(calls.get(module))
              .flatMap(call -> call.object("expressions"))
              .flatMap(all -> all.named(TerraformAddress.withoutIndex(steps.get(1))))
              .flatMap(TerraformConfiguration::asObject);
      String caller =
          TerraformAddress.of(module.substring(0, module.lastIndexOf(MODULE + ".")))
              .moduleOfConfiguration();
      return argument.flatMap(each -> follow(references(each), caller, type, followed));
    }
    if (steps.get(0).equals(MODULE) && steps.size() > 2) {
      String child = prefix + MODULE + "." + TerraformAddress.withoutIndex(steps.get(1));
      return Optional.ofNullable(calls.get(child))
          .flatMap(call -> call.object("module"))
          .flatMap(called -> called.object("outputs"))
          .flatMap(all -> all.named(TerraformAddress.withoutIndex(steps.get(2))))
          .flatMap(TerraformConfiguration::asObject)
          .flatMap(output -> output.object("expression"))
          .flatMap(each -> follow(references(each), child, type, followed));
    }
    TerraformAddress target = reference.resource();
    boolean isOfType =
        target.steps().size() > 1 && target.steps().get(target.steps().size() - 2).equals(type);
    return isOfType ? Optional.of(TerraformAddress.of(prefix + target.text())) : Optional.empty();
  }

  private static Optional<Node.Mapping> asObject(Node node) {
    return node instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  /** The longest first: beside an instance Terraform names the whole block too. */
  private static List<String> references(Node.Mapping expression) {
    return texts(expression.items("references")).stream()
        .sorted(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static List<String> texts(List<Node> items) {
    return items.stream()
        .filter(Node.Text.class::isInstance)
        .map(item -> ((Node.Text) item).text())
        .toList();
  }

  /**
   * Returns the Region that the provider of {@code resource} is configured for, or that all are: a
   * module is mostly handed a provider of its caller, which a plan does not tell.
   */
  Optional<String> region(TerraformResource resource) {
    return provider(resource).flatMap(this::region).or(this::onlyRegion);
  }

  private Optional<String> region(Node.Mapping provider) {
    return provider
        .object("region")
        .flatMap(region -> region.text("constant_value").or(() -> variable(references(region))));
  }

  private Optional<String> onlyRegion() {
    List<String> regions =
        providers.map(Node.Mapping::members).orElse(List.of()).stream()
            .flatMap(member -> asObject(member.value()).stream())
            .filter(provider -> provider.text("name").filter(PROVIDER::equals).isPresent())
            .flatMap(provider -> provider.object("expressions").stream())
            .filter(provider -> provider.has("region"))
            .map(provider -> region(provider).orElse(""))
            .distinct()
            .toList();
    return regions.size() == 1
        ? Optional.of(regions.get(0)).filter(region -> !region.isEmpty())
        : Optional.empty();
  }

  /** Returns the only account that the provider of {@code resource} may be used for. */
  Optional<String> account(TerraformResource resource) {
    List<String> allowed =
        provider(resource)
            .flatMap(expressions -> expressions.object("allowed_account_ids"))
            .map(accounts -> texts(accounts.items("constant_value")))
            .orElse(List.of());
    return allowed.size() == 1 ? Optional.of(allowed.get(0)) : Optional.empty();
  }

  private Optional<Node.Mapping> provider(TerraformResource resource) {
    return Optional.ofNullable(blocks.get(resource.address().block()))
        .flatMap(block -> block.text("provider_config_key"))
        .flatMap(key -> providers.flatMap(all -> all.named(key)))
        .flatMap(TerraformConfiguration::asObject)
        .flatMap(each -> each.object("expressions"));
  }

  /** Only a variable of the root module has its value in the plan. */
  private Optional<String> variable(List<String> references) {
    return references.stream()
        .map(TerraformAddress::of)
        .filter(reference -> reference.steps().size() == 2)
        .filter(reference -> reference.steps().get(0).equals(VARIABLE))
        .findFirst()
        .flatMap(reference -> variables.flatMap(all -> all.named(reference.steps().get(1))))
        .flatMap(TerraformConfiguration::asObject)
        .flatMap(variable -> variable.text("value"));
  }
}
