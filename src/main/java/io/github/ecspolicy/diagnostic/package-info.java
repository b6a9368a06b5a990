/** What the tool says about its input: diagnostics as values, with the place they are about. */
package io.github.ecspolicy.diagnostic;
