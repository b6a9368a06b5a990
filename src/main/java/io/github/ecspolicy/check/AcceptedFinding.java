package io.github.ecspolicy.check;

/**
 * A finding that does not count, since somebody has accepted it.
 *
 * @param finding as it would be reported
 * @param acceptance the entry of the baseline that says so
 */
public record AcceptedFinding(Finding finding, Acceptance acceptance) {}
