/** A task definition, as far as the execution role is concerned: the normalised schema. */
package io.github.ecspolicy.task;
