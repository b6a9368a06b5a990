/**
 * From resources that ECS asks for to a policy: {@link
 * io.github.ecspolicy.synthesis.PolicySynthesizer} binds them into the templates of a {@link
 * io.github.ecspolicy.synthesis.TemplateCatalog}, and {@link
 * io.github.ecspolicy.synthesis.PolicyReport} keeps the reference behind each grant.
 */
package io.github.ecspolicy.synthesis;
