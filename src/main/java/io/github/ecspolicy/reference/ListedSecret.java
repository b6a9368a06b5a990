package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.SourceLocation;

/**
 * A secret that an inventory lists.
 *
 * @param arn with its random suffix
 * @param name without
 * @param deleted whether it is scheduled for deletion
 * @param claim what is said of its key
 * @param own whether this is said of itself, not of what it is a replica of
 * @param place where it is listed
 */
record ListedSecret(
    Arn arn, String name, boolean deleted, KeyClaim claim, boolean own, SourceLocation place) {}
