package io.github.ecspolicy.inventory;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that was read, in the order of the arguments.
 *
 * @param listings one for each document
 */
public record Inventory(List<Listing> listings) {
  /** Nothing is known. */
  public static final Inventory EMPTY = new Inventory(List.of());

  public Inventory {
    listings = List.copyOf(listings);
  }

  /** Returns all that is in this and in {@code other}. */
  public Inventory and(Inventory other) {
    return new Inventory(Stream.concat(listings.stream(), other.listings.stream()).toList());
  }
}
