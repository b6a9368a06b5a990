package io.github.ecspolicy.diagnostic;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a JSON document, as <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 * writes it: {@code /containerDefinitions/0/secrets/1/valueFrom}.
 *
 * <p>Pointers share their parents, so one can be kept for every value without copying text.
 */
public final class JsonPointer {
  /** The whole document; printed as the empty string. */
  public static final JsonPointer ROOT = new JsonPointer(null, "");

  private static final Pattern MALFORMED_ESCAPE = Pattern.compile("~(?![01])");

  private final JsonPointer parent;
  private final String token;
  private final int hash;

  private JsonPointer(JsonPointer parent, String token) {
    this.parent = parent;
    this.token = token;
    hash = 31 * (parent == null ? 0 : parent.hash) + token.hashCode();
  }

  /** Returns the pointer that {@code text} is, or empty if it is none. */
  public static Optional<JsonPointer> parse(String text) {
    if (text.isEmpty()) {
      return Optional.of(ROOT);
    }
    if (!text.startsWith("/") || MALFORMED_ESCAPE.matcher(text).find()) {
      return Optional.empty();
    }
    JsonPointer pointer = ROOT;
    for (String token : text.substring(1).split("/", -1)) {
      pointer = new JsonPointer(pointer, token);
    }
    return Optional.of(pointer);
  }

  /** Returns the pointer to the member {@code name} of this object. */
  public JsonPointer member(String name) {
    return new JsonPointer(this, name.replace("~", "~0").replace("/", "~1"));
  }

  /** Returns the pointer to the element {@code index} of this array. */
  public JsonPointer element(int index) {
    return new JsonPointer(this, Integer.toString(index));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonPointer that
        && hash == that.hash
        && token.equals(that.token)
        && Objects.equals(parent, that.parent);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return parent == null ? "" : parent + "/" + token;
  }
}
