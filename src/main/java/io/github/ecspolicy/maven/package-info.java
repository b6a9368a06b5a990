/**
 * The Maven plugin: configuration into a request, a report into log lines and the fate of the
 * build.
 *
 * <p>The goals are the twins of the commands {@code generate} and {@code check}: the same settings,
 * the same diagnostics, the same policies and findings.
 */
package io.github.ecspolicy.maven;
