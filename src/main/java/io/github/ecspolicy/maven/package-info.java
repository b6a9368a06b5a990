/**
 * The Maven plugin: configuration into a request, a report into log lines and the fate of the
 * build.
 *
 * <p>The goal is the twin of the command's {@code generate}: the same settings, the same
 * diagnostics, the same policies.
 */
package io.github.ecspolicy.maven;
