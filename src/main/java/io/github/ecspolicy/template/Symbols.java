package io.github.ecspolicy.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The symbols of a run, by their stand-ins. */
public final class Symbols {
  /** Everything is known. */
  public static final Symbols NONE = new Symbols(List.of());

  private final Map<String, Symbol> byStandIn;
  private final Optional<Pattern> anyStandIn;

  private Symbols(Collection<Symbol> symbols) {
    Map<String, Symbol> all = new LinkedHashMap<>();
    symbols.forEach(symbol -> all.put(symbol.standIn(), symbol));
    byStandIn = Map.copyOf(all);
    // The longest first: the stand-in of an ARN holds that of its account.
    anyStandIn =
        all.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Pattern.compile(
                    all.keySet().stream()
                        .sorted(
                            Comparator.comparingInt(String::length)
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"))));
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

  /** Returns {@code true} if {@code text} holds a stand-in. */
  public boolean areIn(String text) {
    return anyStandIn.filter(pattern -> pattern.matcher(text).find()).isPresent();
  }

  /** Returns {@code text} as what is known of it and what is not, in order; none is empty. */
  public List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int end = 0;
    if (anyStandIn.isPresent()) {
      Matcher matcher = anyStandIn.get().matcher(text);
      while (matcher.find()) {
        addLiteral(text.substring(end, matcher.start()), parts);
        parts.add(new Part.Unknown(byStandIn.get(matcher.group())));
        end = matcher.end();
      }
    }
    addLiteral(text.substring(end), parts);
    return List.copyOf(parts);
  }

  private static void addLiteral(String text, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Part.Literal(text));
    }
  }

  /** Returns {@code text} as people read it: with expressions in the place of stand-ins. */
  public String describe(String text) {
    if (anyStandIn.isEmpty()) {
      return text;
    }
    StringBuilder described = new StringBuilder();
    for (Part part : parts(text)) {
      if (part instanceof Part.Literal literal) {
        described.append(literal.text());
      } else if (part instanceof Part.Unknown unknown) {
        described.append(unknown.symbol().display());
      }
    }
    return described.toString();
  }
}
