package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.input.InputBatch.Digest;
import java.util.List;

/**
 * Everything that was read of policies, in the order of the arguments.
 *
 * @param inputs which bytes it came from
 * @param diagnostics what could not be understood
 */
public record AuthorizationBatch(
    Authorizations authorizations, List<Digest> inputs, List<Diagnostic> diagnostics) {
  public AuthorizationBatch {
    inputs = List.copyOf(inputs);
    diagnostics = List.copyOf(diagnostics);
  }
}
