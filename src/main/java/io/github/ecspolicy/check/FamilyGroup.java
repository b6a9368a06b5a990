package io.github.ecspolicy.check;

import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Families of task definitions that share a role and some of what they need, and nothing with the
 * other families of that role.
 *
 * @param families sorted
 * @param lost what the role allows them and only the others need: with a role of their own they
 *     would lose it
 */
public record FamilyGroup(List<String> families, List<Lost> lost) {
  private static final String EVERYTHING = "*";

  /** An action on a resource as IAM is asked, a pattern where something of it is not known. */
  public record Lost(String action, String resource) implements Comparable<Lost> {
    static Lost of(NeededCall call) {
      boolean isEverything = call.resource().equals(EVERYTHING);
      return new Lost(call.action(), isEverything ? EVERYTHING : call.pattern().pattern());
    }

    @Override
    public int compareTo(Lost other) {
      int byAction = action.compareTo(other.action);
      return byAction == 0 ? resource.compareTo(other.resource) : byAction;
    }
  }

  public FamilyGroup {
    families = List.copyOf(families);
    lost = List.copyOf(lost);
  }

  /** Returns the same with its texts as {@code rewrite} has them. */
  FamilyGroup withTexts(UnaryOperator<String> rewrite) {
    return new FamilyGroup(
        families.stream().map(rewrite).toList(),
        lost.stream()
            .map(each -> new Lost(each.action(), rewrite.apply(each.resource())))
            .toList());
  }

  /** What a call is told from others by. */
  private record Need(Lost call, List<String> aliases) {
    static Need of(NeededCall call) {
      return new Need(Lost.of(call), call.context().getOrDefault("kms:ResourceAliases", List.of()));
    }

    /** What cannot be asked for more narrowly, everybody may need. */
    boolean isOfOneThing() {
      return !call.resource().equals(EVERYTHING);
    }
  }

  /**
   * Returns the groups of families that share a role, sorted; none if there is one group only.
   *
   * @param families all that use the role
   * @param needs of all of them
   * @param refused the calls that are needed and not allowed, which nobody can lose
   */
  public static List<FamilyGroup> of(
      Collection<String> families, List<ResolvedReference> needs, Collection<Lost> refused) {
    Map<String, Set<Need>> byFamily = new TreeMap<>();
    families.forEach(family -> byFamily.put(family, new HashSet<>()));
    for (ResolvedReference reference : needs) {
      Set<Need> own =
          byFamily.computeIfAbsent(reference.reference().task(), key -> new HashSet<>());
      NeededCall.of(reference).stream()
          .filter(call -> !call.isOptional())
          .map(Need::of)
          .forEach(own::add);
    }
    List<Members> groups = new ArrayList<>();
    byFamily.forEach((family, own) -> join(groups, family, own));
    return groups.size() < 2
        ? List.of()
        : groups.stream().map(group -> group.against(groups, refused)).toList();
  }

  /** Adds a family, which may bring groups together. */
  private static void join(List<Members> groups, String family, Set<Need> own) {
    Members joined = new Members(new TreeSet<>(Set.of(family)), new HashSet<>(own));
    List<Members> related = groups.stream().filter(each -> each.shares(own)).toList();
    for (Members each : related) {
      joined.families.addAll(each.families);
      joined.needs.addAll(each.needs);
    }
    int place = related.isEmpty() ? groups.size() : groups.indexOf(related.get(0));
    groups.add(place, joined);
    groups.removeAll(related);
  }

  private record Members(TreeSet<String> families, Set<Need> needs) {
    boolean shares(Set<Need> others) {
      return others.stream().anyMatch(need -> need.isOfOneThing() && needs.contains(need));
    }

    FamilyGroup against(List<Members> groups, Collection<Lost> refused) {
      Set<Lost> lost = new TreeSet<>();
      for (Members other : groups) {
        other.needs.stream()
            .filter(need -> !needs.contains(need))
            .map(Need::call)
            .forEach(lost::add);
      }
      lost.removeAll(Set.copyOf(refused));
      return new FamilyGroup(List.copyOf(families), List.copyOf(lost));
    }
  }
}
