package io.github.ecspolicy.inventory;

import java.util.List;

/**
 * One document of an inventory: a page of what the AWS CLI lists, or a map written by hand.
 *
 * @param complete whether it is the last or only page of a command that lists all there is in an
 *     account and Region, so that what is not in it does not exist there; never so for a command
 *     that was asked for certain names, and for a map
 * @param entries in the order of the document
 */
public record Listing(boolean complete, List<Entry> entries) {
  public Listing {
    entries = List.copyOf(entries);
  }
}
