package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.input.DocumentKind.Content;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what {@code terraform show -json} prints of a plan or a state, and the file {@code
 * terraform.tfstate}. OpenTofu writes the same.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON output
 *     format</a>
 */
final class TerraformReader {
  private static final String FORMAT_VERSION = "format_version";
  private static final String TERRAFORM_VERSION = "terraform_version";
  private static final String STATE_FILE_VERSION = "4";

  /** Major versions of the format; 0 was that of Terraform before 1.1. */
  private static final Set<String> FORMAT_VERSIONS = Set.of("0", "1");

  /** The members that such a document starts with. */
  static final Set<String> STARTS = Set.of(FORMAT_VERSION, TERRAFORM_VERSION);

  private static final List<String> SHOWN =
      List.of("planned_values", "prior_state", "resource_changes", "values", TERRAFORM_VERSION);

  private static final List<String> IN_STATE_FILE = List.of("resources", "modules", "lineage");

  private TerraformReader() {}

  /** Returns {@code true} if {@code document} is a plan or a state. */
  static boolean isTerraform(Node.Mapping document) {
    return isShown(document)
        || (document.has(TERRAFORM_VERSION)
            && document.has("version")
            && IN_STATE_FILE.stream().anyMatch(document::has));
  }

  /** Of a state without resources, nothing but the version is printed. */
  private static boolean isShown(Node.Mapping document) {
    return document.has(FORMAT_VERSION)
        && (document.members().size() == 1 || SHOWN.stream().anyMatch(document::has));
  }

  /**
   * Returns the task definitions of a plan or state, and what it says of keys.
   *
   * @param kind of the document
   * @param withPolicies whether it is read what it allows roles
   */
  static Content<TaskDocument> read(
      String source,
      Node.Mapping document,
      CredentialSpecContents contents,
      DocumentKind<TaskDocument> kind,
      boolean withPolicies) {
    FieldReader fields = new FieldReader(source, "read what Terraform has written as it is");
    if (!isKnownVersion(document)) {
      fields.report(
          new Place<>(document, JsonPointer.ROOT),
          DiagnosticCode.TERRAFORM_VERSION,
          "the plan or state is of a version of its format that is not known",
          "read what `terraform show -json` of Terraform 0.12 to 1 prints");
      return new Content<>(List.of(), fields.diagnostics());
    }
    List<TerraformResource> resources = TerraformResources.of(document, fields);
    TerraformConfiguration configuration = new TerraformConfiguration(document);
    TerraformLinks links = new TerraformLinks(resources, configuration);
    TerraformHome home =
        new TerraformHome(resources, configuration, new TerraformProviders(document));
    TaskDefinitionReader tasks = new TaskDefinitionReader(source, contents);
    EmbeddedJson json = new EmbeddedJson(tasks.fields(), kind);
    TerraformTasks reader = new TerraformTasks(tasks, json, links, home);
    List<TaskDefinition> taskDefinitions = reader.of(resources);
    reader.reportElsewhere(resources);
    List<Entry> entries =
        new TerraformInventory(fields, configuration, links, home).entries(resources);
    Authorizations authorizations =
        withPolicies
            ? new TerraformPolicies(source, document, fields, configuration, links, home)
                .authorizations(resources)
            : Authorizations.NONE;
    List<Diagnostic> diagnostics = new ArrayList<>(fields.diagnostics());
    diagnostics.addAll(TerraformCompleteness.diagnostics(source, document));
    diagnostics.addAll(tasks.diagnostics());
    diagnostics.addAll(json.diagnostics());
    return new Content<>(
        List.of(
            new TaskDocument(
                taskDefinitions,
                entries.isEmpty() ? Optional.empty() : Optional.of(new Listing(false, entries)),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                authorizations,
                tasks.beyondSecrets())),
        diagnostics);
  }

  private static boolean isKnownVersion(Node.Mapping document) {
    if (!isShown(document)) {
      return document
          .member("version")
          .filter(
              version ->
                  version.value() instanceof Node.Number number
                      && number.text().equals(STATE_FILE_VERSION))
          .isPresent();
    }
    return document
        .text(FORMAT_VERSION)
        .map(version -> version.replaceFirst("[.].*", ""))
        .filter(FORMAT_VERSIONS::contains)
        .isPresent();
  }
}
