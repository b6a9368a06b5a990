package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.task.TaskDefinition.CredentialSpec;
import java.util.Optional;

/** The files that domainless credential specs name, as far as they are at hand. */
final class CredentialSpecContents {
  CredentialSpec withCredentialArn(FieldValue spec) {
    return new CredentialSpec(spec, Optional.empty());
  }
}
