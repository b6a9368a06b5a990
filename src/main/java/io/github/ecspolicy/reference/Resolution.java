package io.github.ecspolicy.reference;

import io.github.ecspolicy.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a reference comes to.
 *
 * @param resources what ECS asks for; kept even beside an error where it is clear what was meant
 * @param diagnostics what is wrong with the reference, or worth knowing
 */
public record Resolution(List<ResolvedReference> resources, List<Diagnostic> diagnostics) {
  public Resolution {
    resources = List.copyOf(resources);
    diagnostics = List.copyOf(diagnostics);
  }
}
