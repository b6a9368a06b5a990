package io.github.ecspolicy.input;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the resources of a plan or state are: what the resource or its provider says, else what its
 * data sources have found out, else the only place that ARNs in it are of. Where there are two,
 * nothing is guessed.
 */
final class TerraformHome {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final int PARTS = 6;
  private static final int REGION = 3;
  private static final int ACCOUNT_ID = 4;

  private final TerraformConfiguration configuration;
  private final Optional<String> region;
  private final Optional<String> account;

  TerraformHome(List<TerraformResource> resources, TerraformConfiguration configuration) {
    this.configuration = configuration;
    this.region =
        only(ofData(resources, "aws_region")
                .flatMap(values -> values.text("region").or(() -> values.text("name")).stream()))
            .or(() -> only(inArns(resources, REGION)));
    this.account =
        only(ofData(resources, "aws_caller_identity")
                .flatMap(values -> values.text("account_id").stream())
                .filter(TerraformHome::isAccount))
            .or(() -> only(inArns(resources, ACCOUNT_ID).filter(TerraformHome::isAccount)));
  }

  private static Stream<Node.Mapping> ofData(List<TerraformResource> resources, String type) {
    return resources.stream()
        .filter(TerraformResource::isData)
        .filter(resource -> resource.type().equals(type))
        .map(resource -> resource.values().node());
  }

  /** A data source may look elsewhere, and some resources have neither Region nor account. */
  private static Stream<String> inArns(List<TerraformResource> resources, int part) {
    return resources.stream()
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

  /** Returns the Region of {@code resource}; the provider writes it on each from version 6 on. */
  Optional<String> region(TerraformResource resource) {
    return resource
        .values()
        .node()
        .text("region")
        .filter(text -> !text.isEmpty())
        .or(() -> configuration.region(resource))
        .or(() -> region);
  }

  /** Returns the account of {@code resource}. */
  Optional<String> account(TerraformResource resource) {
    return configuration.account(resource).filter(TerraformHome::isAccount).or(() -> account);
  }
}
