/** What the reason of a stopped task says, and the permission that is missing behind it. */
package io.github.ecspolicy.stopped;
