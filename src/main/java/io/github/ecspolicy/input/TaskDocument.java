package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.diagnostic.Diagnostic;
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
 * @param settable those of them whose values can be given, which are no names of stored ones
 * @param named what physical ids can be given for, if it is a template
 * @param authorizations what it allows roles, if that was asked for
 * @param beyondSecrets what is wrong with it where a policy for secrets alone does not look
 */
record TaskDocument(
    List<TaskDefinition> taskDefinitions,
    Optional<Listing> inventory,
    List<Symbol> symbols,
    Set<String> parameters,
    Set<String> settable,
    Set<String> named,
    Authorizations authorizations,
    List<Diagnostic> beyondSecrets) {
  TaskDocument {
    taskDefinitions = List.copyOf(taskDefinitions);
    symbols = List.copyOf(symbols);
    parameters = Set.copyOf(parameters);
    settable = Set.copyOf(settable);
    named = Set.copyOf(named);
    beyondSecrets = List.copyOf(beyondSecrets);
  }

  /** A document that is no template. */
  TaskDocument(
      List<TaskDefinition> taskDefinitions, Optional<Listing> inventory, List<Symbol> symbols) {
    this(
        taskDefinitions,
        inventory,
        symbols,
        Set.of(),
        Set.of(),
        Set.of(),
        Authorizations.NONE,
        List.of());
  }

  /** Returns {@code true} if there is more to it than task definitions. */
  boolean isTemplate() {
    return inventory.isPresent()
        || !symbols.isEmpty()
        || !parameters.isEmpty()
        || !named.isEmpty()
        || !beyondSecrets.isEmpty()
        || !authorizations.equals(Authorizations.NONE);
  }

  /** Returns the same without the task definitions. */
  TaskDocument withoutTasks() {
    return new TaskDocument(
        List.of(), inventory, symbols, parameters, settable, named, authorizations, beyondSecrets);
  }
}
