package io.github.ecspolicy.iam;

import java.util.Objects;

/**
 * Where a statement stands among the policies that were asked.
 *
 * @param policy which of the policies of its type, counted from 0 in their order
 * @param statement which of the policy's statements, counted from 0
 */
public record StatementPlace(PolicyType type, int policy, int statement) {

  public StatementPlace {
    Objects.requireNonNull(type, "type");
  }
}
