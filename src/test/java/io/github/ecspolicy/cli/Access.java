package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.iam.AccessRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A call that AWS makes with the execution role, or one that it must not be able to make. Written
 * by hand from AWS's documentation, never derived from the program.
 *
 * @param context the condition keys of the call; absent if it has none
 * @param because what in the task definition makes ECS call it, or what would be wrong with it
 */
record Access(
    @JsonProperty(required = true) String action,
    @JsonProperty(required = true) String resource,
    Map<String, List<String>> context,
    @JsonProperty(required = true) String because) {
  Access {
    context = context == null ? Map.of() : Map.copyOf(context);
    assertFalse(because.isBlank(), action + " on " + resource + " needs a reason");
  }

  AccessRequest request() {
    return new AccessRequest(action, resource, context);
  }

  @Override
  public String toString() {
    return action + " on " + resource + " " + context + ", " + because;
  }

  /**
   * The calls of one role.
   *
   * @param accesses what the policy has to allow
   * @param denied neighbours of those, which it must not allow
   */
  record Expected(
      @JsonProperty(required = true) List<Access> accesses,
      @JsonProperty(required = true) List<Access> denied) {
    private static final JsonMapper JSON = new JsonMapper();

    static Expected read(Path file) throws IOException {
      return JSON.readValue(Files.readString(file), Expected.class);
    }
  }
}
