package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.inventory.Listing;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that was read of inventories, in the order of the arguments.
 *
 * @param inventory what could be understood
 * @param inputs which bytes it came from
 * @param diagnostics what could not be understood
 */
public record InventoryBatch(
    Inventory inventory, List<InputBatch.Digest> inputs, List<Diagnostic> diagnostics) {
  /** No inventory was named. */
  public static final InventoryBatch EMPTY =
      new InventoryBatch(Inventory.EMPTY, List.of(), List.of());

  public InventoryBatch {
    inputs = List.copyOf(inputs);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * Returns the physical ids of the resources of stacks, by logical id; without those that are
   * called the same in two stacks.
   */
  public Map<String, String> physicalIds() {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (Listing listing : inventory.listings()) {
      for (Entry entry : listing.entries()) {
        if (entry instanceof Entry.StackResource resource) {
          all.computeIfAbsent(resource.name().text(), key -> new HashSet<>())
              .add(resource.physicalId().text());
        }
      }
    }
    return all.entrySet().stream()
        .filter(each -> each.getValue().size() == 1)
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().iterator().next()));
  }
}
