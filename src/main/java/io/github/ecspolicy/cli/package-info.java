/** The command {@code ecs-policy}: flags into a request, a report into text and an exit status. */
package io.github.ecspolicy.cli;
