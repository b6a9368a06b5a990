package io.github.ecspolicy.task;

import io.github.ecspolicy.diagnostic.SourceLocation;

/**
 * A string of a task definition and where it stands.
 *
 * @param text exactly as written
 * @param location of the string itself
 */
public record FieldValue(String text, SourceLocation location) {}
