/**
 * From {@link io.github.ecspolicy.synthesis.PolicyReport} to text: one class per format. Each value
 * goes through the escaper of the language it is written in.
 */
package io.github.ecspolicy.render;
