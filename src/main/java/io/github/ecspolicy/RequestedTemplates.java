package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import java.util.List;
import java.util.Optional;

/**
 * The templates that a request asks for.
 *
 * @param catalog empty if they cannot be used
 * @param diagnostics what is wrong with them
 */
record RequestedTemplates(Optional<TemplateCatalog> catalog, List<Diagnostic> diagnostics) {
  RequestedTemplates {
    diagnostics = List.copyOf(diagnostics);
  }

  static RequestedTemplates of(PolicyRequest request) {
    Optional<String> templates = request.shape().templates();
    if (templates.isEmpty()) {
      return new RequestedTemplates(Optional.of(TemplateCatalog.builtIn()), List.of());
    }
    if (templates.get().equals(TemplateCatalog.AWS_DOCS)) {
      return new RequestedTemplates(Optional.of(TemplateCatalog.awsDocs()), List.of());
    }
    TemplateCatalog.Loaded loaded =
        TemplateCatalog.withOverrides(
            request.inputs().base().resolve(templates.get()), templates.get());
    return new RequestedTemplates(loaded.catalog(), loaded.diagnostics());
  }
}
