/**
 * What the build does to the jar of the command after it is packed, and tests of how it starts. It
 * stands beside the tests since no jar has it: the build runs {@code StartUpJar} on their classes.
 */
package io.github.ecspolicy.build;
