package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.input.DocumentKind.Content;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code pulumi stack export} prints: what Pulumi knows of the resources of a stack.
 *
 * @see <a href="https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/">pulumi stack
 *     export</a>
 */
final class PulumiReader {
  /** The member that such a document has beside its version. */
  static final String START = "deployment";

  private PulumiReader() {}

  /**
   * Returns the task definitions of an export, and what it says of keys.
   *
   * @param kind of the document
   */
  static Content<TaskDocument> read(
      String source,
      Node.Mapping document,
      CredentialSpecContents contents,
      DocumentKind<TaskDocument> kind) {
    FieldReader fields = new FieldReader(source, "read what Pulumi has written as it is");
    List<PulumiResource> resources = PulumiResource.of(document, fields);
    TaskDefinitionReader tasks = new TaskDefinitionReader(source, contents);
    EmbeddedJson json = new EmbeddedJson(tasks.fields(), kind);
    List<TaskDefinition> taskDefinitions = new PulumiTasks(tasks, json).of(resources);
    PulumiInventory inventory = new PulumiInventory(fields);
    List<Entry> entries = resources.stream().flatMap(inventory::entries).toList();
    List<Diagnostic> diagnostics = new ArrayList<>(fields.diagnostics());
    diagnostics.addAll(tasks.diagnostics());
    diagnostics.addAll(json.diagnostics());
    diagnostics.addAll(inventory.diagnostics());
    return new Content<>(
        List.of(
            new TaskDocument(
                taskDefinitions,
                entries.isEmpty() ? Optional.empty() : Optional.of(new Listing(false, entries)),
                List.of())),
        diagnostics);
  }
}
