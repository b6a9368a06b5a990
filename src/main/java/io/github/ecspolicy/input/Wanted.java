package io.github.ecspolicy.input;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader wants of a value, by the keys of what stands in it. All else is skipped by the
 * tokenizer, so that it never becomes a string in memory.
 */
sealed interface Wanted {
  /** The text itself; of an object or a list, only that it is one. */
  Wanted TEXT = new Anywhere(Set.of());

  /**
   * Returns what is wanted of a member of this object, or empty if nothing is.
   *
   * @param key in lower case
   */
  Optional<Wanted> under(String key);

  /**
   * Returns {@code true} if {@code key} is the name of a field, which is one in any case, and not a
   * name that the user chose.
   *
   * @param key in lower case
   */
  boolean isField(String key);

  /** Returns what is wanted of each item of this list. */
  default Wanted ofItems() {
    return this;
  }

  /** Returns {@code true} if strings are wanted, not only what objects and lists hold. */
  boolean isText();

  /** Returns {@code true} if it matters which members an object has that are not wanted. */
  default boolean keepsKeys() {
    return true;
  }

  /** Returns what wants everything under {@code fields}, at any depth. */
  static Wanted anywhere(String... fields) {
    return new Anywhere(Stream.of(fields).map(Wanted::lowerCase).collect(Collectors.toSet()));
  }

  /** Returns what wants the text of each of {@code fields} of an object. */
  static Members texts(String... fields) {
    Map<String, Wanted> texts = new HashMap<>();
    for (String field : fields) {
      texts.put(lowerCase(field), TEXT);
    }
    return new Members(texts, Optional.empty(), true);
  }

  private static String lowerCase(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /**
   * The same at any depth.
   *
   * @param fields in lower case
   */
  record Anywhere(Set<String> fields) implements Wanted {
    public Anywhere {
      fields = Set.copyOf(fields);
    }

    @Override
    public Optional<Wanted> under(String key) {
      return isField(key) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public boolean isField(String key) {
      return fields.contains(key);
    }

    @Override
    public boolean isText() {
      return true;
    }
  }

  /**
   * Members of an object; a string in its place is not wanted.
   *
   * @param fields by name in lower case
   * @param others what is wanted under all other keys
   * @param keepsKeys whether it matters which members there are that are not wanted
   */
  record Members(Map<String, Wanted> fields, Optional<Wanted> others, boolean keepsKeys)
      implements Wanted {
    public Members {
      fields = Map.copyOf(fields);
    }

    /** Returns the same and {@code field}. */
    Members and(String field, Wanted wanted) {
      return and(new Members(Map.of(lowerCase(field), wanted), others, keepsKeys));
    }

    /** Returns the same and the fields of {@code other}, which has none of the same name. */
    Members and(Members other) {
      Map<String, Wanted> both = new HashMap<>(fields);
      other.fields.forEach(
          (field, wanted) -> {
            if (both.put(field, wanted) != null) {
              throw new IllegalStateException("`" + field + "` stands in both");
            }
          });
      return new Members(both, others, keepsKeys);
    }

    /** Returns the same and {@code wanted} under the keys that are no fields. */
    Members andOthers(Wanted wanted) {
      return new Members(fields, Optional.of(wanted), keepsKeys);
    }

    /** Returns the same, and that no trace is wanted of what is not. */
    Members alone() {
      return new Members(fields, others, false);
    }

    @Override
    public Optional<Wanted> under(String key) {
      return Optional.ofNullable(fields.get(key)).or(() -> others);
    }

    @Override
    public boolean isField(String key) {
      return fields.containsKey(key);
    }

    @Override
    public boolean isText() {
      return false;
    }
  }

  /**
   * Members of an object whose keys, which the user chose, contain a word.
   *
   * @param word in lower case
   */
  record Containing(String word, Wanted wanted) implements Wanted {
    @Override
    public Optional<Wanted> under(String key) {
      return key.contains(word) ? Optional.of(wanted) : Optional.empty();
    }

    @Override
    public boolean isField(String key) {
      return false;
    }

    @Override
    public boolean isText() {
      return false;
    }

    @Override
    public boolean keepsKeys() {
      return false;
    }
  }

  /** One thing of an object, another of each item of a list. */
  record ObjectOrItems(Wanted object, Wanted ofItems) implements Wanted {
    @Override
    public Optional<Wanted> under(String key) {
      return object.under(key);
    }

    @Override
    public boolean isField(String key) {
      return object.isField(key);
    }

    @Override
    public boolean isText() {
      return object.isText();
    }
  }

  /** What {@code wanted} will be: for what may stand in itself. */
  record Later(Supplier<Wanted> wanted) implements Wanted {
    @Override
    public Optional<Wanted> under(String key) {
      return wanted.get().under(key);
    }

    @Override
    public boolean isField(String key) {
      return wanted.get().isField(key);
    }

    @Override
    public Wanted ofItems() {
      return wanted.get().ofItems();
    }

    @Override
    public boolean isText() {
      return wanted.get().isText();
    }

    @Override
    public boolean keepsKeys() {
      return wanted.get().keepsKeys();
    }
  }

  /** The same as {@code base}, and {@code more} of an object. */
  record Extended(Wanted base, Members more) implements Wanted {
    @Override
    public Optional<Wanted> under(String key) {
      return more.under(key).or(() -> base.under(key));
    }

    @Override
    public boolean isField(String key) {
      return more.isField(key) || base.isField(key);
    }

    @Override
    public Wanted ofItems() {
      return base.ofItems();
    }

    @Override
    public boolean isText() {
      return base.isText();
    }
  }

  /** All there is, whatever it is called. */
  record Everything() implements Wanted {
    @Override
    public Optional<Wanted> under(String key) {
      return Optional.of(this);
    }

    @Override
    public boolean isField(String key) {
      return false;
    }

    @Override
    public boolean isText() {
      return true;
    }
  }

  /**
   * The same at any depth, but for some members.
   *
   * @param fields in lower case
   * @param others by name in lower case
   */
  record AnywhereBut(Set<String> fields, Map<String, Wanted> others) implements Wanted {
    public AnywhereBut {
      fields = Set.copyOf(fields);
      others = Map.copyOf(others);
    }

    @Override
    public Optional<Wanted> under(String key) {
      return Optional.ofNullable(others.get(key))
          .or(() -> fields.contains(key) ? Optional.of(this) : Optional.empty());
    }

    @Override
    public boolean isField(String key) {
      return fields.contains(key) || others.containsKey(key);
    }

    @Override
    public boolean isText() {
      return true;
    }
  }

  /**
   * What is wanted of a value of a template, which an expression may stand for: both branches of a
   * condition are such values, of all other expressions everything is wanted.
   */
  record OrExpression(Wanted plain) implements Wanted {
    @Override
    public Optional<Wanted> under(String key) {
      if (key.equals("fn::if")) {
        return Optional.of(this);
      }
      return key.equals("ref") || key.startsWith("fn::")
          ? Optional.of(new Everything())
          : plain.under(key).map(OrExpression::new);
    }

    @Override
    public boolean isField(String key) {
      return plain.isField(key);
    }

    @Override
    public Wanted ofItems() {
      return new OrExpression(plain.ofItems());
    }

    @Override
    public boolean isText() {
      return true;
    }
  }
}
