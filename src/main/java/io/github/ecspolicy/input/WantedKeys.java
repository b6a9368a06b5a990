package io.github.ecspolicy.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is {@link Wanted} under the keys of an object, found by their bytes. */
final class WantedKeys {
  /** Of what stands here, nothing is wanted. */
  static final WantedKeys NOTHING = of(Wanted.texts().alone());

  /** Keys beyond these are not remembered: what a user chose as keys has no end. */
  private static final int MOST = 4096;

  private static final int SMALLEST = 64;

  /** All there is of one tree, which may refer to itself. */
  private static final class Tree {
    private final Map<Wanted, WantedKeys> nodes = new IdentityHashMap<>();
    private int size;

    WantedKeys node(Wanted wanted) {
      WantedKeys known = nodes.get(wanted);
      if (known == null) {
        known = new WantedKeys(wanted, this);
        nodes.put(wanted, known);
      }
      return known;
    }
  }

  /**
   * A key.
   *
   * @param bytes of it
   * @param value what is wanted of what stands under it; {@link #NOTHING} if nothing is
   * @param meaning of a text under it
   * @param id of it among all of the tree, or {@link #UNNUMBERED}
   */
  record Key(byte[] bytes, WantedKeys value, Meaning meaning, int id) {
    static final int UNNUMBERED = -1;

    boolean is(byte[] text, int from, int to) {
      return Arrays.equals(bytes, 0, bytes.length, text, from, to);
    }
  }

  /** What of a text means nothing. */
  enum Meaning {
    /** A text of which everything counts. */
    TEXT,
    /** The name of a family. */
    FAMILY,
    /** An image, the tag and digest of which mean nothing. */
    IMAGE,
    /** The ARN of a task definition, the revision of which means nothing beside a family. */
    ARN;

    private static Meaning of(String field) {
      return switch (field) {
        case "family" -> FAMILY;
        case "image" -> IMAGE;
        case "taskdefinitionarn" -> ARN;
        default -> TEXT;
      };
    }
  }

  private final Wanted wanted;
  private final Tree tree;
  private final boolean isText;
  private final boolean keepsKeys;
  private WantedKeys ofItems = this;
  private boolean hasItems;
  private Key[] keys = new Key[SMALLEST];
  private int size;

  private WantedKeys(Wanted wanted, Tree tree) {
    this.wanted = wanted;
    this.tree = tree;
    isText = wanted.isText();
    keepsKeys = wanted.keepsKeys();
  }

  static WantedKeys of(Wanted wanted) {
    return new Tree().node(wanted);
  }

  boolean isText() {
    return isText;
  }

  boolean keepsKeys() {
    return keepsKeys;
  }

  WantedKeys ofItems() {
    if (!hasItems) {
      ofItems = tree.node(wanted.ofItems());
      hasItems = true;
    }
    return ofItems;
  }

  /**
   * Returns the key that stands in {@code text}.
   *
   * @param hash the same for the same bytes
   */
  Key key(byte[] text, int from, int to, long hash) {
    int mask = keys.length - 1;
    int slot = slot(hash, mask);
    while (keys[slot] != null) {
      if (keys[slot].is(text, from, to)) {
        return keys[slot];
      }
      slot = slot + 1 & mask;
    }
    return unknown(text, from, to, slot);
  }

  private static int slot(long hash, int mask) {
    return (int) (hash >>> 32 ^ hash) & mask;
  }

  private Key unknown(byte[] text, int from, int to, int slot) {
    byte[] bytes = Arrays.copyOfRange(text, from, to);
    String field = new String(bytes, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    boolean isKept = tree.size < MOST && 2 * size < keys.length;
    Optional<Wanted> under = wanted.under(field);
    Key key =
        new Key(
            bytes,
            under
                .map(each -> isKept ? tree.node(each) : new WantedKeys(each, tree))
                .orElse(NOTHING),
            Meaning.of(field),
            isKept ? tree.size : Key.UNNUMBERED);
    if (isKept) {
      keys[slot] = key;
      tree.size++;
      size++;
    }
    return key;
  }
}
