package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Sha256;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.requirements.Requirements.OfFirst;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is said of the first of those task definitions that are alike. Where parts of a fleet are
 * resolved apart, that may be in another part.
 */
final class FirstFindings {
  private final Map<Integer, String> likenesses;
  private final String circumstances;
  private final List<OfFirst> all = new ArrayList<>();

  private FirstFindings(Map<Integer, String> likenesses, String circumstances) {
    this.likenesses = likenesses;
    this.circumstances = circumstances;
  }

  /** Returns what takes none, since all there is to read is read. */
  static FirstFindings ofWhole() {
    return new FirstFindings(Map.of(), "");
  }

  /**
   * Returns what takes findings on a part.
   *
   * @param likenesses by the indexes of the task definitions
   * @param inventories what is known, by which the same may be something else in another part
   */
  static FirstFindings ofPart(
      Map<Integer, String> likenesses, PolicyRequest request, List<Digest> inventories) {
    Stream<Object> settings = Stream.of(request.scope(), request.keys());
    return new FirstFindings(
        likenesses,
        Stream.concat(settings, inventories.stream().map(Digest::sha256)).toList().toString());
  }

  /**
   * Adds those of {@code findings} that are said of the first only, and returns all others.
   *
   * @param index of the task definition
   */
  Collection<Diagnostic> add(int index, PlacedTask task, List<Diagnostic> findings) {
    Optional<String> likeness = Optional.ofNullable(likenesses.get(index));
    if (likeness.isEmpty() || findings.isEmpty()) {
      return findings;
    }
    Set<Diagnostic> ofEach = Set.copyOf(task.findings());
    String alike = alike(likeness.get(), task);
    findings.stream()
        .filter(finding -> !ofEach.contains(finding))
        .map(finding -> new OfFirst(alike, task.task().location(), finding))
        .forEach(all::add);
    return findings.stream().filter(ofEach::contains).toList();
  }

  /** Only what was resolved in the same way, too, says the same. */
  private String alike(String likeness, PlacedTask task) {
    String text = likeness + task.target() + circumstances;
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  List<OfFirst> all() {
    return List.copyOf(all);
  }
}
