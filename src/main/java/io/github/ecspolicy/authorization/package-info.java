/**
 * What roles are allowed, as it was written: the policies that are attached to them, and those of
 * keys and secrets. Nothing here knows what the documents say.
 */
package io.github.ecspolicy.authorization;
