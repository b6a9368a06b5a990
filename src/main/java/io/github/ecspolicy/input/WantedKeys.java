package io.github.ecspolicy.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is {@link Wanted} under the keys of the objects in one place of documents, found by their
 * bytes; for one thread at a time.
 */
final class WantedKeys {
  private static final int SLOTS_AT_FIRST = 8;

  /** What stands under no key. */
  private static final int ROOT = -1;

  private static final int UNNUMBERED = -2;

  /** Of what stands here, nothing is wanted. */
  private static final Wanted NOTHING = Wanted.texts().alone();

  /** A key in its place. */
  static final class Key {
    private final byte[] bytes;
    private final Words toItsEnd;
    private final long hash;
    private final WantedKeys value;
    private final Meaning meaning;
    private final int id;
    private Key follower = this;

    private Key(byte[] bytes, long hash, WantedKeys value, Meaning meaning, int id) {
      this.bytes = bytes;
      byte[] whole = Arrays.copyOf(bytes, bytes.length + 1);
      whole[bytes.length] = '"';
      toItsEnd = new Words(whole);
      this.hash = hash;
      this.value = value;
      this.meaning = meaning;
      this.id = id;
    }

    /** Returns {@code true} if it stands, to its end, at {@code from} in {@code text}. */
    boolean isAt(byte[] text, int from) {
      return toItsEnd.areAt(text, from);
    }

    private boolean is(byte[] text, int from, int to) {
      return Arrays.equals(bytes, 0, bytes.length, text, from, to);
    }

    int length() {
      return bytes.length;
    }

    /** Returns the hash it was found by. */
    long hash() {
      return hash;
    }

    /** Returns what is wanted of what stands under it. */
    WantedKeys value() {
      return value;
    }

    Meaning meaning() {
      return meaning;
    }

    /** Returns {@code true} if {@link #id} tells it from all others. */
    boolean isNumbered() {
      return id != UNNUMBERED;
    }

    int id() {
      return id;
    }

    /** Returns the key that mostly comes next. */
    Key follower() {
      return follower;
    }

    /** Notes which key has come next. */
    void isFollowedBy(Key next) {
      follower = next;
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
  private final KeyNumbers numbers;
  private final int parent;
  private final int lists;
  private final boolean isText;
  private final boolean keepsKeys;
  private WantedKeys ofItems = this;
  private boolean hasItems;
  private Key[] keys = new Key[SLOTS_AT_FIRST];
  private int size;
  private Key first = new Key(new byte[0], 0, this, Meaning.TEXT, UNNUMBERED);

  private WantedKeys(Wanted wanted, KeyNumbers numbers, int parent, int lists) {
    this.wanted = wanted;
    this.numbers = numbers;
    this.parent = parent;
    this.lists = lists;
    isText = wanted.isText();
    keepsKeys = wanted.keepsKeys();
  }

  /** Returns what is wanted of whole documents. */
  static WantedKeys of(Wanted wanted, KeyNumbers numbers) {
    return new WantedKeys(wanted, numbers, ROOT, 0);
  }

  /** Returns {@code true} if nothing is wanted. */
  boolean isNothing() {
    return wanted == NOTHING;
  }

  boolean isText() {
    return isText;
  }

  boolean keepsKeys() {
    return keepsKeys;
  }

  WantedKeys ofItems() {
    if (!hasItems) {
      Wanted ofItem = isNothing() ? NOTHING : wanted.ofItems();
      ofItems = new WantedKeys(ofItem, numbers, parent, lists + 1);
      hasItems = true;
    }
    return ofItems;
  }

  /** Returns the key that an object mostly begins with, which is an empty one at first. */
  Key first() {
    return first;
  }

  /** Notes which key an object has begun with. */
  void beginsWith(Key key) {
    first = key;
  }

  /**
   * Returns the key that stands in {@code text}.
   *
   * @param hash the same for the same bytes
   */
  Key key(byte[] text, int from, int to, long hash) {
    int slot = slot(hash);
    while (keys[slot] != null) {
      if (keys[slot].is(text, from, to)) {
        return keys[slot];
      }
      slot = slot + 1 & keys.length - 1;
    }
    Key key = unknown(Arrays.copyOfRange(text, from, to), hash);
    if (key.isNumbered()) {
      keys[slot] = key;
      size++;
      if (2 * size > keys.length) {
        grow();
      }
    }
    return key;
  }

  private int slot(long hash) {
    return (int) (hash >>> 32 ^ hash) & keys.length - 1;
  }

  private Key unknown(byte[] bytes, long hash) {
    String field = new String(bytes, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    Optional<Wanted> under = isNothing() ? Optional.empty() : wanted.under(field);
    String name = new String(bytes, StandardCharsets.ISO_8859_1);
    // where the key above has no number since there are too many, this one gets none either
    int id = numbers.of(new KeyNumbers.Place(parent, lists, name)).orElse(UNNUMBERED);
    return new Key(
        bytes, hash, new WantedKeys(under.orElse(NOTHING), numbers, id, 0), Meaning.of(field), id);
  }

  private void grow() {
    Key[] before = keys;
    keys = new Key[2 * before.length];
    for (Key key : before) {
      if (key != null) {
        int slot = slot(key.hash);
        while (keys[slot] != null) {
          slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = key;
      }
    }
  }
}
