package io.github.ecspolicy.diagnostic;

/**
 * A string of an input and where it stands.
 *
 * @param text exactly as written
 * @param location of the string itself
 */
public record FieldValue(String text, SourceLocation location) {}
