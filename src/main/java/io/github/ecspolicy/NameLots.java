package io.github.ecspolicy;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Task definitions in lots: those of one name are in the same, in the order of the whole. */
final class NameLots {
  private NameLots() {}

  /**
   * Returns all of {@code tasks}.
   *
   * @param enough how many make a lot, unless others have the name of one of them
   */
  static List<List<PlacedTask>> of(List<PlacedTask> tasks, int enough) {
    if (tasks.size() <= enough) {
      return tasks.isEmpty() ? List.of() : List.of(tasks);
    }
    long[] byHash = new long[tasks.size()];
    for (int i = 0; i < byHash.length; i++) {
      byHash[i] = (long) tasks.get(i).task().nameOrSource().hashCode() << Integer.SIZE | i;
    }
    Arrays.sort(byHash);
    List<List<PlacedTask>> lots = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= byHash.length; end++) {
      boolean isLast = end == byHash.length;
      if (isLast || (end - start >= enough && hash(byHash[end - 1]) != hash(byHash[end]))) {
        lots.add(new Lot(tasks, indexes(byHash, start, end)));
        start = end;
      }
    }
    return lots;
  }

  private static int[] indexes(long[] byHash, int start, int end) {
    int[] indexes = new int[end - start];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = (int) byHash[start + i];
    }
    Arrays.sort(indexes);
    return indexes;
  }

  private static int hash(long hashAndIndex) {
    return (int) (hashAndIndex >> Integer.SIZE);
  }

  /** Some of them, which are not unpacked before they are asked for. */
  private static final class Lot extends AbstractList<PlacedTask> {
    private final List<PlacedTask> tasks;
    private final int[] indexes;

    Lot(List<PlacedTask> tasks, int[] indexes) {
      this.tasks = tasks;
      this.indexes = indexes;
    }

    @Override
    public PlacedTask get(int index) {
      return tasks.get(indexes[index]);
    }

    @Override
    public int size() {
      return indexes.length;
    }
  }
}
