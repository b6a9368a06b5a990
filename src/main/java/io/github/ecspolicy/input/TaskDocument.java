package io.github.ecspolicy.input;

import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * What a document holds that has task definitions in it.
 *
 * @param taskDefinitions in the order of the document
 * @param inventory what else it defines: parameters, secrets and the keys they are under
 * @param symbols what stands in the task definitions for texts that only AWS will know
 */
record TaskDocument(
    List<TaskDefinition> taskDefinitions, Optional<Listing> inventory, List<Symbol> symbols) {
  TaskDocument {
    taskDefinitions = List.copyOf(taskDefinitions);
    symbols = List.copyOf(symbols);
  }
}
