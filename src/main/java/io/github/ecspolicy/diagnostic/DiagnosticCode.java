package io.github.ecspolicy.diagnostic;

import static io.github.ecspolicy.diagnostic.Severity.ERROR;
import static io.github.ecspolicy.diagnostic.Severity.NOTE;
import static io.github.ecspolicy.diagnostic.Severity.WARNING;

import java.util.Locale;

/**
 * The stable word a {@link Diagnostic} is listed under, and how much such a diagnostic matters
 * unless the user says otherwise. {@code src/site/markdown/diagnostics.md} tells cause and cure of
 * each.
 */
public enum DiagnosticCode {
  // reading inputs
  DOCUMENT_TOO_LARGE(ERROR),
  DUPLICATE_KEY(ERROR),
  EMPTY_INPUT(ERROR),
  FIELD_MISSPELT(WARNING),
  FILE_NOT_FOUND(ERROR),
  FILE_UNREADABLE(ERROR),
  INVALID_UTF_8(ERROR),
  LOG_CONFIGURATION_LIST(WARNING),
  MALFORMED_JSON(ERROR),
  NESTED_TOO_DEEP(ERROR),
  NO_TASK_DEFINITIONS(ERROR),
  NOT_A_TASK_DEFINITION(ERROR),
  SKIPPED_FILES(NOTE),
  SYMBOLIC_LINK_LOOP(ERROR),
  VALUE_FROM_MISSING(ERROR),
  WRONG_TYPE(ERROR),

  // where the tasks run
  ACCOUNT_CONFLICT(WARNING),
  ACCOUNT_UNKNOWN(ERROR),
  REGION_CONFLICT(WARNING),
  REGION_UNKNOWN(ERROR),
  ROLE_ARN_UNUSABLE(WARNING),
  ROLES_SEVERAL(ERROR),
  ROLE_UNKNOWN(ERROR),

  // what a reference says
  ARN_MALFORMED(ERROR),
  ARN_PARTITION(ERROR),
  ARN_SERVICE(ERROR),
  CREDENTIAL_SPEC_CONTENT(WARNING),
  CREDENTIAL_SPEC_FORM(ERROR),
  CREDENTIAL_SPEC_REGION(WARNING),
  FSX_CREDENTIALS_ARN(ERROR),
  FSX_CREDENTIALS_REGION(WARNING),
  PARAMETER_ACCOUNT_MISSING(ERROR),
  PARAMETER_ARN_COLON(WARNING),
  PARAMETER_CROSS_ACCOUNT(ERROR),
  PARAMETER_NAME(ERROR),
  PARAMETER_NAME_RESERVED(WARNING),
  PARAMETER_NOT_QUALIFIED(WARNING),
  PARAMETER_VERSION(ERROR),
  PARAMETER_VERSION_IN_ARN(WARNING),
  PLACEHOLDER_BOUND(WARNING),
  SECRET_ARN_PARTS(ERROR),
  SECRET_CROSS_ACCOUNT(NOTE),
  SECRET_NAME(ERROR),
  SECRET_STAGE_AND_VERSION(WARNING),
  SECRET_SUFFIX_AMBIGUOUS(WARNING),
  SECRET_VERBATIM(ERROR),
  VALUE_FROM_EMPTY(ERROR),
  WILDCARD(ERROR),

  // the inventory
  INVENTORY_SHAPE(ERROR),

  // which keys protect what
  KMS_KEY_AMBIGUOUS(ERROR),
  KMS_KEY_FOREIGN(ERROR),
  KMS_KEY_UNKNOWN(NOTE),
  KMS_KEY_UNUSED(WARNING),

  // the policy
  NOTHING_TO_GRANT(NOTE),
  OUTPUT_STALE(WARNING),
  OUTPUT_UNWRITABLE(ERROR),
  OUTSIDE_SCOPE(NOTE),
  POLICY_NEAR_QUOTA(WARNING),
  POLICY_OVER_QUOTA(ERROR),
  TEMPLATE_DENIES(ERROR),
  TEMPLATE_INVALID(ERROR),
  TEMPLATE_UNKNOWN(ERROR);

  private final Severity severity;

  DiagnosticCode(Severity severity) {
    this.severity = severity;
  }

  /** Returns the severity of a diagnostic of this code when no option changes it. */
  public Severity severity() {
    return severity;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
