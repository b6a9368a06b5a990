package io.github.ecspolicy.input;

import io.github.ecspolicy.aws.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the resources of a plan or state are: what the resource or its provider says, else what
 * data sources of the same provider have found out, else the only place that ARNs of its resources
 * are of. Where there are two, nothing is guessed.
 */
final class TerraformHome {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final String AWS = "aws_";
  private static final int PARTS = 6;
  private static final int REGION = 3;
  private static final int ACCOUNT_ID = 4;

  private final TerraformConfiguration configuration;
  private final TerraformProviders providers;

  /** What is found out by the resources of each provider, and by all. */
  private final Map<String, Found> byProvider = new HashMap<>();

  private final Found byAll;

  /** Whether all that is of AWS is of one provider, as far as the document tells. */
  private final boolean hasOneProvider;

  private record Found(Optional<String> region, Optional<String> account) {}

  TerraformHome(
      List<TerraformResource> resources,
      TerraformConfiguration configuration,
      TerraformProviders providers) {
    this.configuration = configuration;
    this.providers = providers;
    List<TerraformResource> all =
        resources.stream().filter(each -> each.type().startsWith(AWS)).toList();
    byAll = found(all);
    Map<String, List<TerraformResource>> grouped = new HashMap<>();
    for (TerraformResource resource : all) {
      providerKey(resource)
          .ifPresent(key -> grouped.computeIfAbsent(key, each -> new ArrayList<>()).add(resource));
    }
    grouped.forEach((key, ofProvider) -> byProvider.put(key, found(ofProvider)));
    hasOneProvider = (providers.keys().isEmpty() ? grouped.keySet() : providers.keys()).size() < 2;
  }

  private Found found(List<TerraformResource> among) {
    return new Found(regions(among), accounts(among));
  }

  private Optional<String> providerKey(TerraformResource resource) {
    return resource.provider().or(() -> configuration.providerKey(resource));
  }

  private Optional<Found> foundByProvider(TerraformResource resource) {
    return providerKey(resource).flatMap(key -> Optional.ofNullable(byProvider.get(key)));
  }

  /**
   * Returns the Region of {@code resource}, if that is one of AWS; the provider writes it on each
   * from version 6 on.
   */
  Optional<String> region(TerraformResource resource) {
    return resource
        .values()
        .node()
        .text("region")
        .filter(text -> !text.isEmpty())
        .or(() -> providerKey(resource).flatMap(providers::region))
        .or(() -> foundByProvider(resource).flatMap(Found::region))
        .or(() -> isHandedAny(resource) ? providers.onlyRegion() : Optional.empty())
        .or(() -> hasOneProvider ? byAll.region() : Optional.empty())
        .filter(region -> Partition.ofRegion(region).isPresent());
  }

  /** A module is handed a provider of its caller, which old versions of Terraform do not tell. */
  private boolean isHandedAny(TerraformResource resource) {
    return providerKey(resource).filter(providers.keys()::contains).isEmpty();
  }

  /** Returns the account of {@code resource}. */
  Optional<String> account(TerraformResource resource) {
    boolean isOfAll = hasOneProvider || !providers.keys().isEmpty() && providers.shareCredentials();
    return providerKey(resource)
        .flatMap(providers::account)
        .filter(TerraformHome::isAccount)
        .or(() -> foundByProvider(resource).flatMap(Found::account))
        .or(() -> isOfAll ? byAll.account() : Optional.empty());
  }

  /** A data source that is told a Region has found out nothing. */
  private Optional<String> regions(List<TerraformResource> among) {
    Stream<TerraformResource> current =
        ofData(among, "aws_region")
            .filter(
                data ->
                    Stream.of("endpoint", "name", "region")
                        .noneMatch(given -> configuration.hasArgument(data, given)));
    return only(current
            .map(data -> data.values().node())
            .flatMap(values -> values.text("region").or(() -> values.text("name")).stream()))
        .or(() -> only(inArns(among, REGION)));
  }

  private Optional<String> accounts(List<TerraformResource> among) {
    return only(ofData(among, "aws_caller_identity")
            .flatMap(data -> data.values().node().text("account_id").stream())
            .filter(TerraformHome::isAccount))
        .or(() -> only(inArns(among, ACCOUNT_ID).filter(TerraformHome::isAccount)));
  }

  private static Stream<TerraformResource> ofData(List<TerraformResource> among, String type) {
    return among.stream()
        .filter(TerraformResource::isData)
        .filter(resource -> resource.type().equals(type));
  }

  /** A data source may look elsewhere, and some resources have neither Region nor account. */
  private static Stream<String> inArns(List<TerraformResource> among, int part) {
    return among.stream()
        .filter(resource -> !resource.isData())
        .flatMap(resource -> resource.values().node().text("arn").stream())
        .filter(arn -> arn.startsWith("arn:"))
        .map(arn -> arn.split(":", PARTS))
        .filter(parts -> parts.length == PARTS)
        .map(parts -> parts[part])
        .filter(text -> !text.isEmpty());
  }

  private static boolean isAccount(String text) {
    return ACCOUNT.matcher(text).matches();
  }

  private static Optional<String> only(Stream<String> texts) {
    Set<String> distinct = new HashSet<>(texts.toList());
    return distinct.size() == 1 ? distinct.stream().findFirst() : Optional.empty();
  }
}
