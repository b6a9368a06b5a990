package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.inventory.Listing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The listings of which the last page is not there, so that they show nothing to be missing. */
final class CutListings {
  private CutListings() {}

  /** What is listed, and of which place. */
  private record Extent(String things, Place place) {}

  /** Returns a note for the first page of each that is cut. */
  static List<Diagnostic> of(Inventory inventory) {
    Set<Extent> told = new HashSet<>();
    inventory.listings().stream()
        .filter(Listing::complete)
        .flatMap(CutListings::extents)
        .forEach(told::add);
    return inventory.listings().stream()
        .filter(listing -> listing.goesOn().isPresent())
        .flatMap(
            listing ->
                extents(listing).filter(told::add).map(extent -> note(listing, extent)).limit(1))
        .toList();
  }

  private static Stream<Extent> extents(Listing listing) {
    return listing.entries().stream().flatMap(entry -> extent(entry).stream()).distinct();
  }

  private static Optional<Extent> extent(Entry entry) {
    if (entry instanceof Entry.Parameter parameter) {
      return parameter.arn().flatMap(arn -> extent("parameters", arn));
    }
    if (entry instanceof Entry.LogGroup group) {
      return group.arn().flatMap(arn -> extent("log groups", arn));
    }
    if (entry instanceof Entry.Secret secret) {
      return extent("secrets", secret.arn());
    }
    if (entry instanceof Entry.Alias alias) {
      return extent("aliases", alias.arn());
    }
    return entry instanceof Entry.Key key ? extent("keys", key.name()) : Optional.empty();
  }

  private static Optional<Extent> extent(String things, FieldValue arn) {
    return Arn.parse(arn.text()).map(Place::of).map(place -> new Extent(things, place));
  }

  private static Diagnostic note(Listing listing, Extent extent) {
    Place place = extent.place();
    return Diagnostic.at(
            listing.goesOn().orElseThrow(),
            DiagnosticCode.INVENTORY_CUT,
            "account "
                + place.account()
                + " has more "
                + extent.things()
                + " in "
                + place.region()
                + " than are listed: none is known not to exist")
        .withHint(
            "give all pages: the AWS CLI joins them unless `--max-items` or `--no-paginate` is"
                + " given");
  }
}
