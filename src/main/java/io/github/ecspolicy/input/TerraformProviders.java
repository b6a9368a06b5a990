package io.github.ecspolicy.input;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The configurations of the provider {@code aws} in a plan, each under its key: {@code aws} or
 * {@code aws.ALIAS}, and of a module {@code MODULE:aws}. A state has none.
 */
final class TerraformProviders {
  private static final String AWS = "aws";
  private static final String EXPRESSIONS = "expressions";
  private static final String REGION = "region";
  private static final String CONSTANT = "constant_value";
  private static final String ACCESS_KEY = "access_key";

  /** What decides in whose account a provider works, as far as the configuration tells. */
  private static final List<String> ASSUMED =
      List.of("assume_role", "assume_role_with_web_identity");

  private static final int PARTS = 6;
  private static final int ACCOUNT_ID = 4;

  private final Map<String, Node.Mapping> byKey = new LinkedHashMap<>();
  private final Optional<Node.Mapping> variables;

  TerraformProviders(Node.Mapping document) {
    variables = document.object("variables");
    document
        .object("configuration")
        .flatMap(all -> all.object("provider_config"))
        .map(Node.Mapping::members)
        .orElse(List.of())
        .forEach(this::add);
  }

  /** One without expressions that is not the root's stands for one of a caller. */
  private void add(Node.Member member) {
    if (member.value() instanceof Node.Mapping provider
        && isAws(provider)
        && (provider.has(EXPRESSIONS) || !member.key().contains(":"))) {
      byKey.put(member.key(), provider);
    }
  }

  private static boolean isAws(Node.Mapping provider) {
    return provider
        .text("full_name")
        .map(name -> name.endsWith("/" + AWS))
        .orElseGet(() -> provider.text("name").filter(AWS::equals).isPresent());
  }

  /** Returns the keys of all configurations. */
  Set<String> keys() {
    return Set.copyOf(byKey.keySet());
  }

  private Optional<Node.Mapping> expressions(String key) {
    return Optional.ofNullable(byKey.get(key)).flatMap(each -> each.object(EXPRESSIONS));
  }

  /** Returns the Region that the configuration under {@code key} names. */
  Optional<String> region(String key) {
    return expressions(key)
        .flatMap(all -> all.object(REGION))
        .flatMap(
            region ->
                region.text(CONSTANT).or(() -> isOfRoot(key) ? variable(region) : Optional.empty()))
        .filter(text -> !text.isEmpty());
  }

  /** Returns the Region that all configurations name: a module may be handed any of them. */
  Optional<String> onlyRegion() {
    Set<Optional<String>> regions = new HashSet<>();
    byKey.keySet().forEach(key -> regions.add(region(key)));
    return regions.size() == 1 ? regions.iterator().next() : Optional.empty();
  }

  /** Only a variable of the root module has its value in the plan. */
  private Optional<String> variable(Node.Mapping expression) {
    return expression.texts("references").stream()
        .map(TerraformAddress::of)
        .filter(reference -> reference.steps().size() == 2)
        .filter(reference -> reference.steps().get(0).equals("var"))
        .findFirst()
        .flatMap(reference -> variables.flatMap(all -> all.named(reference.steps().get(1))))
        .flatMap(
            value -> value instanceof Node.Mapping each ? each.text("value") : Optional.empty());
  }

  private boolean isOfRoot(String key) {
    return !key.contains(":")
        && byKey.get(key).text("module_address").filter(path -> !path.isEmpty()).isEmpty();
  }

  /**
   * Returns the account that the configuration under {@code key} works in: the only one that it may
   * be used for, or that of the role it assumes.
   */
  Optional<String> account(String key) {
    List<String> allowed =
        expressions(key)
            .flatMap(all -> all.object("allowed_account_ids"))
            .map(accounts -> accounts.texts(CONSTANT))
            .orElse(List.of());
    return allowed.size() == 1
        ? Optional.of(allowed.get(0))
        : assumed(key)
            .flatMap(role -> role.text(CONSTANT).stream())
            // The last of several roles is the one that is assumed in the end.
            .reduce((first, last) -> last)
            .map(arn -> arn.split(":", PARTS))
            .filter(parts -> parts.length == PARTS)
            .map(parts -> parts[ACCOUNT_ID]);
  }

  private Stream<Node.Mapping> assumed(String key) {
    return expressions(key).stream()
        .flatMap(all -> ASSUMED.stream().flatMap(block -> all.objects(block).stream()))
        .flatMap(block -> block.object("role_arn").stream());
  }

  /** Returns {@code true} if all configurations take the credentials of the same place. */
  boolean shareCredentials() {
    boolean haveKeys =
        byKey.keySet().stream()
            .anyMatch(key -> expressions(key).filter(all -> all.has(ACCESS_KEY)).isPresent());
    return byKey.size() < 2
        || !haveKeys && byKey.keySet().stream().map(this::credentials).distinct().count() == 1;
  }

  private List<List<String>> credentials(String key) {
    Stream<Node.Mapping> profile = expressions(key).flatMap(all -> all.object("profile")).stream();
    return Stream.concat(profile, assumed(key))
        .map(
            expression ->
                Stream.concat(
                        expression.text(CONSTANT).stream(), expression.texts("references").stream())
                    .toList())
        .toList();
  }
}
