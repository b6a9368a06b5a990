package io.github.ecspolicy.stopped;

import java.util.List;
import java.util.Optional;

/**
 * Something that ECS does to start a task, as its messages tell.
 *
 * @param name what reasons that are bound to it call it
 * @param texts what its messages hold
 * @param doing what ECS was doing, as in "ECS was …"
 * @param action the call it makes first
 * @param resource what for, made of words of the texts; empty if those never tell
 * @param service which service decrypts for ECS here, as {@code kms:ViaService} names it
 * @param endpoints the services that the task has to reach for it
 */
record StartStage(
    String name,
    List<Phrase> texts,
    String doing,
    String action,
    Optional<String> resource,
    Optional<String> service,
    String endpoints) {
  StartStage {
    texts = List.copyOf(texts);
  }
}
