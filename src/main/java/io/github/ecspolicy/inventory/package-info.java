/**
 * What the user knows of the accounts: what exists there, and which KMS key protects what. A task
 * definition says nothing of either. As it was read; what it means for a reference is for {@code
 * reference} to find out.
 */
package io.github.ecspolicy.inventory;
