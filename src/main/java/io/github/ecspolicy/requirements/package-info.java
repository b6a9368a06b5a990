/**
 * What task definitions need, apart from any policy: parts of a fleet are resolved by themselves,
 * written as lines, and folded into the same whole in any order.
 */
package io.github.ecspolicy.requirements;
