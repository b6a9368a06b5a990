package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a document holds that has task definitions in it.
 *
 * @param taskDefinitions in the order of the document
 * @param inventory what else it defines: parameters, secrets and the keys they are under
 * @param symbols what stands in the task definitions for texts that only AWS will know
 * @param parameters the names of its parameters, if it is a template
 * @param authorizations what it allows roles, if that was asked for
 */
record TaskDocument(
    List<TaskDefinition> taskDefinitions,
    Optional<Listing> inventory,
    List<Symbol> symbols,
    Set<String> parameters,
    Authorizations authorizations) {
  TaskDocument {
    taskDefinitions = List.copyOf(taskDefinitions);
    symbols = List.copyOf(symbols);
    parameters = Set.copyOf(parameters);
  }

  /** A document that is no template. */
  TaskDocument(
      List<TaskDefinition> taskDefinitions, Optional<Listing> inventory, List<Symbol> symbols) {
    this(taskDefinitions, inventory, symbols, Set.of(), Authorizations.NONE);
  }
}
