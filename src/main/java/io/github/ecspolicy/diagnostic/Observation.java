package io.github.ecspolicy.diagnostic;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be known of reading beside what was read.
 *
 * @param digests whether the bytes of inputs are to be told by their digests, which takes longer
 *     than to read them
 * @param progress is told, time and again, how far reading has come; if anybody is there
 */
public record Observation(boolean digests, Optional<Consumer<ReadingProgress>> progress) {
  /** The digests, and nothing while they are read. */
  public static final Observation OF_DIGESTS = new Observation(true, Optional.empty());
}
