package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Set;

/**
 * Everything that was read, in the order of the arguments.
 *
 * @param taskDefinitions what could be understood
 * @param inventory what templates and plans define beside them: parameters, secrets, keys
 * @param symbols what stands in them for texts that only AWS will know
 * @param parameters the names of the parameters of all templates
 * @param settable those of them whose values can be given, which are no names of stored ones
 * @param named what physical ids can be given for in any of them
 * @param authorizations what templates and plans allow roles, if that was asked for
 * @param inputs which bytes it came from
 * @param beyondSecrets what is not as ECS has it where a policy for secrets alone does not look,
 *     beside that of the task definitions
 * @param diagnostics what could not be understood, or is not as ECS has it
 */
public record InputBatch(
    List<TaskDefinition> taskDefinitions,
    Inventory inventory,
    Symbols symbols,
    Set<String> parameters,
    Set<String> settable,
    Set<String> named,
    Authorizations authorizations,
    List<Digest> inputs,
    List<Diagnostic> beyondSecrets,
    List<Diagnostic> diagnostics) {

  /**
   * An input by content.
   *
   * @param source as the user named it
   * @param sha256 of its bytes, in lower-case hexadecimal; empty if nobody asked for that
   */
  public record Digest(String source, String sha256) {}

  public InputBatch {
    taskDefinitions = List.copyOf(taskDefinitions);
    parameters = Set.copyOf(parameters);
    settable = Set.copyOf(settable);
    named = Set.copyOf(named);
    inputs = List.copyOf(inputs);
    beyondSecrets = List.copyOf(beyondSecrets);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Returns the same with what was handed on while it was read. */
  InputBatch with(List<TaskDefinition> tasks, List<Diagnostic> all) {
    return new InputBatch(
        tasks,
        inventory,
        symbols,
        parameters,
        settable,
        named,
        authorizations,
        inputs,
        beyondSecrets,
        all);
  }
}
