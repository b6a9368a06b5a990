/**
 * From bytes to {@link io.github.ecspolicy.task.TaskDefinition}: the only place that knows formats.
 *
 * <p>{@link io.github.ecspolicy.input.InputFiles} turns arguments into files, {@link
 * io.github.ecspolicy.input.JsonDocuments} text into located {@link
 * io.github.ecspolicy.input.Node}s, {@link io.github.ecspolicy.input.InputFormat} tells by shape
 * what a document is, and {@link io.github.ecspolicy.input.TaskDefinitionReader} reads it.
 */
package io.github.ecspolicy.input;
