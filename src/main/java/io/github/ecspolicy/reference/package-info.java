/**
 * From what a task definition says to what ECS will ask for: {@link
 * io.github.ecspolicy.reference.ReferenceCollector} finds the references, {@link
 * io.github.ecspolicy.reference.ReferenceResolver} turns each into the resources behind it, and
 * {@link io.github.ecspolicy.reference.KeyInventory} tells which KMS key protects them.
 */
package io.github.ecspolicy.reference;
