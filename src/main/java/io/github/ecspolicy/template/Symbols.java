package io.github.ecspolicy.template;

import io.github.ecspolicy.diagnostic.Quotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The symbols of a run, by their stand-ins. */
public final class Symbols {
  /** Everything is known. */
  public static final Symbols NONE = new Symbols(List.of());

  /** As many characters of a stand-in tell it from a word. */
  private static final int SHORTEST_CUT = 4;

  private final Map<String, Symbol> byStandIn;
  private final NavigableSet<String> standIns;

  /** The longest first: the stand-in of an ARN holds that of its account. */
  private final List<Integer> lengths;

  private Symbols(Collection<Symbol> symbols) {
    Map<String, Symbol> all = new LinkedHashMap<>();
    symbols.forEach(symbol -> all.put(symbol.standIn(), symbol));
    byStandIn = Map.copyOf(all);
    standIns = new TreeSet<>(all.keySet());
    lengths =
        all.keySet().stream()
            .map(String::length)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
  }

  /** A stretch of a text. */
  public sealed interface Part {
    /** A stretch that stands for itself. */
    record Literal(String text) implements Part {}

    /** A stand-in. */
    record Unknown(Symbol symbol) implements Part {}
  }

  /** Returns {@code symbols}, to be found in texts. */
  public static Symbols of(Collection<Symbol> symbols) {
    return symbols.isEmpty() ? NONE : new Symbols(symbols);
  }

  /** Returns {@code true} if everything is known. */
  public boolean isEmpty() {
    return byStandIn.isEmpty();
  }

  /** Returns {@code true} if {@code text} holds a stand-in. */
  public boolean areIn(String text) {
    if (isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (at(text, i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Returns {@code text} as what is known of it and what is not, in order; none is empty. */
  public List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int end = 0;
    int i = 0;
    while (i < text.length()) {
      Optional<Symbol> symbol = at(text, i);
      if (symbol.isPresent()) {
        addLiteral(text.substring(end, i), parts);
        parts.add(new Part.Unknown(symbol.get()));
        i += symbol.get().standIn().length();
        end = i;
      } else {
        i++;
      }
    }
    addLiteral(text.substring(end), parts);
    return List.copyOf(parts);
  }

  /** A template has thousands of stand-ins, but these have few lengths. */
  private Optional<Symbol> at(String text, int start) {
    for (int length : lengths) {
      if (length <= text.length() - start) {
        Symbol symbol = byStandIn.get(text.substring(start, start + length));
        if (symbol != null) {
          return Optional.of(symbol);
        }
      }
    }
    return Optional.empty();
  }

  private static void addLiteral(String text, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Part.Literal(text));
    }
  }

  /**
   * Returns {@code text} as people read it: with expressions in the place of stand-ins, and without
   * what a cut has left of one. Expressions come from inputs and are made visible.
   */
  public String describe(String text) {
    if (isEmpty()) {
      return text;
    }
    StringBuilder described = new StringBuilder();
    for (Part part : parts(withoutCuts(text))) {
      if (part instanceof Part.Literal literal) {
        described.append(literal.text());
      } else if (part instanceof Part.Unknown unknown) {
        described.append(Quotation.visible(unknown.symbol().display()));
      }
    }
    return described.toString();
  }

  private String withoutCuts(String text) {
    StringBuilder whole = new StringBuilder();
    int start = 0;
    int cut = text.indexOf(Quotation.CUT, Quotation.LONGEST);
    while (cut >= 0) {
      whole.append(text, start, startOfCut(text, start, cut));
      start = cut;
      cut = text.indexOf(Quotation.CUT, cut + Quotation.LONGEST);
    }
    return whole.append(text, start, text.length()).toString();
  }

  /** Returns where the stand-in begins of which only a beginning is left before {@code cut}. */
  private int startOfCut(String text, int from, int cut) {
    for (int i = Math.max(from, cut - lengths.get(0)); i <= cut - SHORTEST_CUT; i++) {
      String beginning = text.substring(i, cut);
      String next = standIns.ceiling(beginning);
      if (next != null && next.startsWith(beginning)) {
        return next.equals(beginning) ? cut : i;
      }
    }
    return cut;
  }
}
