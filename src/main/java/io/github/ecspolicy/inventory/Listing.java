package io.github.ecspolicy.inventory;

import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * One document of an inventory: a page of what the AWS CLI lists, or a map written by hand.
 *
 * @param complete whether it is the last or only page of a command that lists all there is in an
 *     account and Region, so that what is not in it does not exist there; never so for a command
 *     that was asked for certain names, and for a map
 * @param goesOn where it says that there are more pages; empty if it does not
 * @param entries in the order of the document
 */
public record Listing(boolean complete, Optional<SourceLocation> goesOn, List<Entry> entries) {
  /** Creates a listing without further pages. */
  public Listing(boolean complete, List<Entry> entries) {
    this(complete, Optional.empty(), entries);
  }

  public Listing {
    entries = List.copyOf(entries);
  }
}
