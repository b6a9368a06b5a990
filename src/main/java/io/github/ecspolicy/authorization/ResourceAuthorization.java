package io.github.ecspolicy.authorization;

/**
 * What the policy of a resource says of who may use it.
 *
 * @param resource the ARN of the key or secret, its name, or its id
 * @param policy the document
 */
public record ResourceAuthorization(String resource, WrittenPolicy policy) {}
