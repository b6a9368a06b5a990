package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.inventory.Inventory;
import java.util.List;

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
}
