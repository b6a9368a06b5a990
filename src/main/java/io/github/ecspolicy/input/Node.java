package io.github.ecspolicy.input;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A value of a document that knows where it stands. */
sealed interface Node {
  /** Returns the line the value starts on, from 1. */
  int line();

  /** Returns the column the value starts at, from 1. */
  int column();

  /** Returns what the value is, as messages say it: {@code a list}. */
  String kind();

  /** An object; keys in the order of the document. */
  record Mapping(int line, int column, List<Member> members) implements Node {
    public Mapping {
      members = List.copyOf(members);
    }

    /**
     * Returns the member whose key is {@code name} in any case: templates and some SDKs write
     * {@code ContainerDefinitions} where the API says {@code containerDefinitions}.
     */
    Optional<Member> member(String name) {
      for (Member member : members) {
        if (member.key().equalsIgnoreCase(name)) {
          return Optional.of(member);
        }
      }
      return Optional.empty();
    }

    boolean has(String name) {
      return member(name).isPresent();
    }

    /** Returns the value of exactly {@code key}: a name that the user chose is one in its case. */
    Optional<Node> named(String key) {
      return members.stream()
          .filter(member -> member.key().equals(key))
          .map(Member::value)
          .findFirst();
    }

    /** Returns the same with {@code value} under {@code key}, whatever stood there in any case. */
    Mapping with(String key, Node value) {
      return new Mapping(
          line,
          column,
          Stream.concat(
                  members.stream().filter(member -> !member.key().equalsIgnoreCase(key)),
                  Stream.of(new Member(key, value)))
              .toList());
    }

    /** Returns the object under {@code name}, if there is one. */
    Optional<Mapping> object(String name) {
      return member(name)
          .map(Member::value)
          .filter(Mapping.class::isInstance)
          .map(Mapping.class::cast);
    }

    /** Returns the items of the list under {@code name}, if there is one. */
    List<Node> items(String name) {
      return member(name)
          .map(Member::value)
          .filter(Sequence.class::isInstance)
          .map(list -> ((Sequence) list).items())
          .orElse(List.of());
    }

    /** Returns the objects in the list under {@code name}. */
    List<Mapping> objects(String name) {
      return items(name).stream()
          .filter(Mapping.class::isInstance)
          .map(Mapping.class::cast)
          .toList();
    }

    /** Returns the strings in the list under {@code name}. */
    List<String> texts(String name) {
      return items(name).stream()
          .filter(Text.class::isInstance)
          .map(item -> ((Text) item).text())
          .toList();
    }

    /** Returns the string under {@code name}, if there is one. */
    Optional<String> text(String name) {
      return member(name)
          .map(Member::value)
          .filter(Text.class::isInstance)
          .map(value -> ((Text) value).text());
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  /** A key of an object and its value. */
  record Member(String key, Node value) {}

  /** A list. */
  record Sequence(int line, int column, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A string.
   *
   * @param isPlain whether it stands in YAML without quotes, where a reader of an older version of
   *     YAML may take it for something else
   */
  record Text(int line, int column, String text, boolean isPlain) implements Node {
    Text(int line, int column, String text) {
      this(line, column, text, false);
    }

    @Override
    public String kind() {
      return "a string";
    }
  }

  /** A value that no reader asks for: never turned into text, whatever it held. */
  record Skipped(int line, int column, String kind) implements Node {}

  /** A number, exactly as written: what looks like one may be an account id. */
  record Number(int line, int column, String text) implements Node {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /** A boolean. */
  record Flag(int line, int column, boolean isTrue) implements Node {
    @Override
    public String kind() {
      return "a boolean";
    }
  }

  /** {@code null}, which counts as absent. */
  record Null(int line, int column) implements Node {
    @Override
    public String kind() {
      return "null";
    }
  }
}
