package io.github.ecspolicy.inventory;

import java.util.List;

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
}
