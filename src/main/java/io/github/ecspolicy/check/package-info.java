/** What is allowed against what is needed, and what a stopped task says. */
package io.github.ecspolicy.check;
