/** Tests of what is installed: they run in the profile {@code dist}, on what it has packed. */
package io.github.ecspolicy.dist;
