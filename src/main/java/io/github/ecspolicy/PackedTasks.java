package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.template.Origin;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Task definitions that wait to be resolved, in as little room as they can: as many may have little
 * in common as there are services. But for a few, of one that stands in nothing but its own
 * document what bears on a policy is kept and nothing else.
 */
final class PackedTasks extends AbstractList<PlacedTask> implements RandomAccess {
  private static final byte[] WHOLE = {};

  /** A short run is over before it pays to pack. */
  private static final int FEW = 16;

  private Optional<TaskPacking> packing = Optional.empty();
  private final List<byte[]> packed = new ArrayList<>();

  // by the indexes of those few that have them
  private final Map<Integer, PlacedTask> whole = new HashMap<>();
  private final Map<Integer, List<Diagnostic>> diagnostics = new HashMap<>();

  @Override
  public int size() {
    return packed.size();
  }

  @Override
  public PlacedTask get(int index) {
    byte[] bytes = packed.get(index);
    return bytes == WHOLE
        ? whole.get(index)
        : packing().unpacked(bytes, diagnostics.getOrDefault(index, List.of()));
  }

  @Override
  public boolean add(PlacedTask task) {
    packed.add(WHOLE);
    put(packed.size() - 1, task);
    return true;
  }

  @Override
  public PlacedTask set(int index, PlacedTask task) {
    PlacedTask before = get(index);
    whole.remove(index);
    diagnostics.remove(index);
    put(index, task);
    return before;
  }

  private TaskPacking packing() {
    if (packing.isEmpty()) {
      packing = Optional.of(new TaskPacking());
    }
    return packing.get();
  }

  private void put(int index, PlacedTask task) {
    if (index < FEW || !task.task().origin().equals(Origin.ALONE)) {
      packed.set(index, WHOLE);
      whole.put(index, task);
      return;
    }
    packed.set(index, packing().packed(task));
    if (!task.diagnostics().isEmpty()) {
      diagnostics.put(index, task.diagnostics());
    }
  }
}
