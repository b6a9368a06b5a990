/**
 * What is needed against what is allowed: findings on the policies of a role, each with a request
 * that shows it and the smallest cure.
 */
package io.github.ecspolicy.check;
