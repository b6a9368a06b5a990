package io.github.ecspolicy.authorization;

/**
 * A policy that stands at a resource, and says who may use it.
 *
 * @param resource the ARN of the key or secret, its name, or its id
 * @param policy the document
 */
public record ResourcePolicy(String resource, WrittenPolicy policy) {}
