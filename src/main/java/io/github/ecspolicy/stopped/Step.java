package io.github.ecspolicy.stopped;

import java.util.Optional;

/**
 * What to do about an error.
 *
 * @param words one sentence
 * @param command of the AWS CLI, for a POSIX shell; what stands in it in capitals is to be filled
 *     in
 */
public record Step(String words, Optional<String> command) {
  Step(String words) {
    this(words, Optional.empty());
  }
}
