package io.github.ecspolicy.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.Map;

/**
 * A policy document and where each of its elements stands.
 *
 * @param kind how it came to count
 * @param name of the policy in IAM, its ARN, or the file it stands in: what people know it by
 * @param document as it was written; what only AWS will know has stand-ins
 * @param location of the whole
 * @param places of its elements by JSON Pointer from the root of the document; none where it stood
 *     in a string
 */
public record WrittenPolicy(
    Kind kind,
    String name,
    JsonNode document,
    SourceLocation location,
    Map<String, SourceLocation> places) {

  /** How a policy is attached to what it is for. */
  public enum Kind {
    /** Part of a role. */
    INLINE,
    /** Attached to a role, and the account's own. */
    MANAGED,
    /** Attached to a role, and AWS's own. */
    AWS_MANAGED,
    /** Given by itself: nobody says how it is attached. */
    GIVEN,
    /** The permissions boundary of a role. */
    BOUNDARY,
    /** Says who may assume a role. */
    TRUST,
    /** Of a KMS key. */
    KEY,
    /** Of a secret. */
    SECRET
  }

  public WrittenPolicy {
    places = Map.copyOf(places);
  }

  /** Returns where the element at {@code pointer} stands, or what it stands in. */
  public SourceLocation locate(String pointer) {
    String around = pointer;
    while (!around.isEmpty()) {
      SourceLocation place = places.get(around);
      if (place != null) {
        return place;
      }
      around = around.substring(0, around.lastIndexOf('/'));
    }
    return location;
  }
}
