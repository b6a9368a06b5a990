package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The stable word a {@link Finding} is listed under. {@code src/site/markdown/findings.md} tells
 * cause and cure of each.
 */
public enum FindingCode {
  // a task cannot start
  MISSING_PERMISSION(Category.MISSING),
  EXPLICIT_DENY(Category.MISSING),
  BOUNDARY_BLOCKS(Category.MISSING),
  RESOURCE_POLICY_BLOCKS(Category.MISSING),
  TRUST_POLICY(Category.MISSING),

  // a task cannot start, by one of the mistakes that people make
  ALIAS_ARN(Category.MISSING),
  BUCKET_AND_OBJECT(Category.MISSING),
  CREDENTIAL_ARN(Category.MISSING),
  ENCRYPTION_CONTEXT(Category.MISSING),
  GET_PARAMETER(Category.MISSING),
  INSTANCE_ROLE(Category.MISSING),
  JSON_KEY_IN_ARN(Category.MISSING),
  LOG_GROUP_ARN(Category.MISSING),
  NEEDS_EVERY_RESOURCE(Category.MISSING),
  OBJECT_KEY_UNESCAPED(Category.MISSING),
  OTHER_PLACE(Category.MISSING),
  OTHER_SERVICE(Category.MISSING),
  PARAMETER_ARN_FORM(Category.MISSING),
  PARAMETER_VERSION_IN_ARN(Category.MISSING),
  PARTIAL_SECRET_ARN(Category.MISSING),
  PULL_THROUGH_CACHE(Category.MISSING),
  RUNTIME_MONITORING(Category.MISSING),
  SECRET_BEHIND_PARAMETER(Category.MISSING),
  VIA_SERVICE(Category.MISSING),

  // more than the tasks need
  BROADER_THAN_NEEDED(Category.BROADER),
  DIRECT_USE_OF_KEY(Category.BROADER),
  SECRET_SUFFIX_STAR(Category.BROADER),
  TRUST_POLICY_OPEN(Category.BROADER),

  // nothing that the tasks need
  KEY_NOT_NEEDED(Category.UNUSED),
  OTHER_ROLES_WORK(Category.UNUSED),
  UNUSED_PERMISSION(Category.UNUSED),

  // what can still go wrong, or cannot be told
  BASELINE_EXPIRED(Category.OTHER),
  BASELINE_STALE(Category.OTHER),
  BASELINE_UNJUSTIFIED(Category.OTHER),
  CONDITIONAL_PERMISSION(Category.OTHER),
  POLICY_CHARACTERS(Category.OTHER, Severity.ERROR),
  POLICY_SIZE(Category.OTHER),
  POLICY_UNKNOWN(Category.OTHER, Severity.NOTE),
  SUFFIX_ASSUMED(Category.OTHER, Severity.NOTE);

  /** What a finding means for the role. */
  public enum Category {
    /** Something that a task needs is not allowed: it does not start. */
    MISSING(Severity.ERROR),
    /** Something is allowed that is near what is needed, and more. */
    BROADER(Severity.WARNING),
    /** Something is allowed that no task needs. */
    UNUSED(Severity.WARNING),
    /** Anything else worth knowing. */
    OTHER(Severity.WARNING);

    private final Severity severity;

    Category(Severity severity) {
      this.severity = severity;
    }
  }

  private final Category category;
  private final Severity severity;

  FindingCode(Category category) {
    this(category, category.severity);
  }

  FindingCode(Category category, Severity severity) {
    this.category = category;
    this.severity = severity;
  }

  /** Returns the code that is printed as {@code word}. */
  public static Optional<FindingCode> parse(String word) {
    return Arrays.stream(values()).filter(code -> code.toString().equals(word)).findFirst();
  }

  /** Returns what such a finding means. */
  public Category category() {
    return category;
  }

  /** Returns how much such a finding matters. */
  public Severity severity() {
    return severity;
  }

  /** Returns {@code true} if such a finding is about what is accepted, and not about a role. */
  boolean isAboutBaseline() {
    return this == BASELINE_EXPIRED || this == BASELINE_STALE || this == BASELINE_UNJUSTIFIED;
  }

  /** Returns the word, as it is printed: {@code missing-permission}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
