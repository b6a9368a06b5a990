package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.input.YamlDocuments.YamlException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * What the parser finds, one after the other. From the first anchor of a document on it is kept, so
 * that an alias can be read again, each time as what is wanted in its place.
 */
final class YamlEvents {
  /** Values that aliases may repeat: a few lines of them can stand for more than any memory. */
  private static final int MOST_REPEATED = 1 << 18;

  private final Parser parser;
  private final List<Item> kept = new ArrayList<>();
  private final Map<Anchor, Stretch> anchors = new HashMap<>();
  private final Deque<Cursor> repeating = new ArrayDeque<>();
  private boolean keeping;
  private int repeated;

  YamlEvents(Parser parser) {
    this.parser = parser;
  }

  /**
   * An event.
   *
   * @param repeats what it is an alias of
   */
  record Item(Event event, Optional<Stretch> repeats) {
    int line() {
      return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    int column() {
      return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }
  }

  /** Events that were kept, from one until before another. */
  record Stretch(int from, int until) {}

  private static final class Cursor {
    private int next;

    Cursor(int next) {
      this.next = next;
    }
  }

  boolean hasNext() {
    return parser.hasNext();
  }

  Item next() throws YamlException {
    Cursor cursor = repeating.peek();
    if (cursor == null) {
      return live();
    }
    Item item = kept.get(cursor.next++);
    repeated++;
    if (repeated > MOST_REPEATED) {
      throw new YamlException(
          DiagnosticCode.DOCUMENT_TOO_LARGE,
          "aliases repeat more than " + MOST_REPEATED + " values",
          "write the document without aliases of aliases",
          item.line(),
          item.column());
    }
    return item;
  }

  private Item live() throws YamlException {
    Event event = parser.next();
    Item item = new Item(event, Optional.empty());
    if (event instanceof AliasEvent alias) {
      Stretch stretch = anchors.get(alias.getAlias());
      if (stretch == null) {
        throw new YamlException(
            DiagnosticCode.MALFORMED_YAML,
            "the alias "
                + Quotation.quote("*" + alias.getAlias().getValue())
                + " names nothing that is complete before it",
            "an anchor `&name` stands before its aliases, and not around them",
            item.line(),
            item.column());
      }
      item = new Item(event, Optional.of(stretch));
    }
    keeping |= !(event instanceof AliasEvent) && anchor(event).isPresent();
    if (keeping) {
      kept.add(item);
    }
    return item;
  }

  private static Optional<Anchor> anchor(Event event) {
    return event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
  }

  /** Returns the first event of what an alias repeats. */
  Item first(Stretch stretch) {
    return kept.get(stretch.from());
  }

  /** From here on, {@code stretch} comes again. */
  void repeat(Stretch stretch) {
    repeating.push(new Cursor(stretch.from()));
  }

  /** What was repeated has come to its end. */
  void endRepeat() {
    repeating.pop();
  }

  /** Returns where the event that came last stands among those that are kept. */
  int mark() {
    return kept.size() - 1;
  }

  /** The value of {@code item}, which was at {@code mark}, is complete. */
  void complete(Item item, int mark) {
    if (repeating.isEmpty()) {
      anchor(item.event()).ifPresent(anchor -> anchors.put(anchor, new Stretch(mark, kept.size())));
    }
  }

  /** Anchors are those of one document. */
  void endDocument() {
    kept.clear();
    anchors.clear();
    keeping = false;
    repeated = 0;
  }
}
