/**
 * From bytes to {@link io.github.ecspolicy.task.TaskDefinition} and {@link
 * io.github.ecspolicy.inventory.Inventory}: the only place that knows formats.
 *
 * <p>{@link io.github.ecspolicy.input.InputFiles} turns arguments into files, {@link
 * io.github.ecspolicy.input.Documents} text, JSON or YAML, into located {@link
 * io.github.ecspolicy.input.Node}s, {@link io.github.ecspolicy.input.SourceLanguage} knows what is
 * left to other tools, {@link io.github.ecspolicy.input.InputFormat} tells by shape what a document
 * is, and {@link io.github.ecspolicy.input.TaskDefinitionReader} reads it. {@link
 * io.github.ecspolicy.input.StackReader} first turns what stands in a template of CloudFormation
 * into the shape that ECS takes, {@link io.github.ecspolicy.input.TerraformReader} what stands in a
 * plan or state, {@link io.github.ecspolicy.input.PulumiReader} what is exported of a stack. {@link
 * io.github.ecspolicy.input.InventoryFormat} and {@link io.github.ecspolicy.input.ListingReader} do
 * the same for inventories. {@link io.github.ecspolicy.input.DocumentCollector} is what both share.
 *
 * <p>Of a great many task definitions, most say what another has said: {@link
 * io.github.ecspolicy.input.Skeleton} tells that by their bytes, {@link
 * io.github.ecspolicy.input.KnownDocuments} keeps what was there, and nothing is built of them.
 */
package io.github.ecspolicy.input;
