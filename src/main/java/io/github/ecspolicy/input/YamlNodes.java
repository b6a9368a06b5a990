package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.input.YamlDocuments.YamlException;
import io.github.ecspolicy.input.YamlEvents.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Makes {@link Node}s of YAML: an alias is what it repeats, a merge key is what it merges, and a
 * tag is an object with one member, as {@link YamlTag} has it.
 */
final class YamlNodes {
  private static final String MERGE = "<<";

  private final YamlEvents events;

  YamlNodes(YamlEvents events) {
    this.events = events;
  }

  /** Returns what is wanted of the next document that is not empty. */
  Optional<Node> nextDocument(Wanted wanted) throws YamlException {
    while (events.hasNext()) {
      if (events.next().event().getEventId() == Event.ID.DocumentStart) {
        Item first = events.next();
        Node document = read(first, Optional.of(wanted), 1);
        events.next();
        events.endDocument();
        if (!isNothing(first.event())) {
          return Optional.of(document);
        }
      }
    }
    return Optional.empty();
  }

  /** What stands after a last {@code ---}. */
  private static boolean isNothing(Event event) {
    return event instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private Node read(Optional<Wanted> wanted, int depth) throws YamlException {
    return read(events.next(), wanted, depth);
  }

  private Node read(Item item, Optional<Wanted> wanted, int depth) throws YamlException {
    if (depth > JsonDocuments.DEEPEST + 1) {
      throw new YamlException(
          DiagnosticCode.NESTED_TOO_DEEP,
          "objects and lists are nested deeper than " + JsonDocuments.DEEPEST + " levels",
          "no document that is looked for needs a tenth of that",
          item.line(),
          item.column());
    }
    if (item.repeats().isPresent()) {
      return repeated(item, wanted, depth);
    }
    int mark = events.mark();
    Optional<String> function = YamlTag.function(item.event());
    Node node =
        function.isPresent()
            ? call(item, function.get(), wanted, depth)
            : value(item, wanted, depth);
    events.complete(item, mark);
    return node;
  }

  private Node repeated(Item alias, Optional<Wanted> wanted, int depth) throws YamlException {
    YamlEvents.Stretch stretch = alias.repeats().orElseThrow();
    if (wanted.isEmpty()) {
      Item first = events.first(stretch);
      String kind =
          first.event() instanceof ScalarEvent
              ? YamlTag.kind((ScalarEvent) first.event())
              : "an object";
      return new Node.Skipped(
          alias.line(),
          alias.column(),
          first.event() instanceof SequenceStartEvent ? "a list" : kind);
    }
    events.repeat(stretch);
    Node node = read(wanted, depth);
    events.endRepeat();
    return node;
  }

  private Node call(Item item, String function, Optional<Wanted> wanted, int depth)
      throws YamlException {
    Node argument =
        value(item, wanted.flatMap(w -> w.under(function.toLowerCase(Locale.ROOT))), depth + 1);
    return wanted.isEmpty()
        ? new Node.Skipped(item.line(), item.column(), "an object")
        : new Node.Mapping(
            item.line(), item.column(), List.of(new Node.Member(function, argument)));
  }

  private Node value(Item item, Optional<Wanted> wanted, int depth) throws YamlException {
    if (item.event() instanceof MappingStartEvent) {
      List<Node.Member> members = members(wanted, depth);
      return wanted.isEmpty()
          ? new Node.Skipped(item.line(), item.column(), "an object")
          : new Node.Mapping(item.line(), item.column(), members);
    }
    if (item.event() instanceof SequenceStartEvent) {
      List<Node> items = items(wanted.map(Wanted::ofItems), depth);
      return wanted.isEmpty()
          ? new Node.Skipped(item.line(), item.column(), "a list")
          : new Node.Sequence(item.line(), item.column(), items);
    }
    Node scalar = YamlTag.scalar((ScalarEvent) item.event(), item.line(), item.column());
    boolean isKept =
        wanted.isPresent()
            && (wanted.get().isText()
                || scalar instanceof Node.Null
                || scalar instanceof Node.Flag);
    return isKept ? scalar : new Node.Skipped(item.line(), item.column(), scalar.kind());
  }

  private List<Node> items(Optional<Wanted> wanted, int depth) throws YamlException {
    List<Node> items = new ArrayList<>();
    Item item = events.next();
    while (item.event().getEventId() != Event.ID.SequenceEnd) {
      Node node = read(item, wanted, depth + 1);
      if (wanted.isPresent()) {
        items.add(node);
      }
      item = events.next();
    }
    return items;
  }

  private List<Node.Member> members(Optional<Wanted> wanted, int depth) throws YamlException {
    List<Node.Member> members = new ArrayList<>();
    List<Node.Member> merged = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Item item = events.next();
    while (item.event().getEventId() != Event.ID.MappingEnd) {
      String key = key(item);
      if (isMerge(item)) {
        // What is merged becomes this object's own: the same is wanted of it.
        merged.addAll(merged(wanted, depth));
      } else {
        String field = key.toLowerCase(Locale.ROOT);
        boolean isField = wanted.filter(w -> w.isField(field)).isPresent();
        if (!keys.add(isField ? field : key)) {
          throw duplicate(item, key);
        }
        Node node = read(wanted.flatMap(w -> w.under(field)), depth + 1);
        if (wanted.isPresent()) {
          members.add(new Node.Member(key, node));
        }
      }
      item = events.next();
    }
    for (Node.Member member : merged) {
      String field = member.key().toLowerCase(Locale.ROOT);
      boolean isField = wanted.filter(w -> w.isField(field)).isPresent();
      if (keys.add(isField ? field : member.key())) {
        members.add(member);
      }
    }
    return members;
  }

  private String key(Item item) throws YamlException {
    Event event =
        item.repeats().map(stretch -> events.first(stretch).event()).orElseGet(item::event);
    if (event instanceof ScalarEvent scalar && YamlTag.function(scalar).isEmpty()) {
      if (item.repeats().isEmpty()) {
        events.complete(item, events.mark());
      }
      return scalar.getValue();
    }
    throw new YamlException(
        DiagnosticCode.MALFORMED_YAML,
        "a key must be a text",
        "quote a text that starts with `{` or `[`",
        item.line(),
        item.column());
  }

  /**
   * A key that stands for the members of other objects.
   *
   * @see <a href="https://yaml.org/type/merge.html">merge keys</a>
   */
  private static boolean isMerge(Item key) {
    return key.event() instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getValue().equals(MERGE);
  }

  /** The members of what is merged; where it is a list, the first that has a key counts. */
  private List<Node.Member> merged(Optional<Wanted> wanted, int depth) throws YamlException {
    Item item = events.next();
    Node node = read(item, wanted.map(w -> (Wanted) new Wanted.ObjectOrItems(w, w)), depth + 1);
    if (node instanceof Node.Skipped) {
      return List.of();
    }
    List<Node> objects = node instanceof Node.Sequence list ? list.items() : List.of(node);
    List<Node.Member> members = new ArrayList<>();
    for (Node object : objects) {
      if (!(object instanceof Node.Mapping mapping)) {
        throw new YamlException(
            DiagnosticCode.MALFORMED_YAML,
            "the key `<<` takes an object or a list of objects",
            "give it an alias of an object, such as `<<: *common`",
            item.line(),
            item.column());
      }
      members.addAll(mapping.members());
    }
    return members;
  }

  private static YamlException duplicate(Item item, String key) {
    return new YamlException(
        DiagnosticCode.DUPLICATE_KEY,
        "the key " + Quotation.quote(key) + " stands twice in one object",
        "keep one of them: readers disagree on which one counts",
        item.line(),
        item.column());
  }
}
