package io.github.ecspolicy.render;

import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.synthesis.PolicyReport.Advisory;
import java.util.List;

/** Text for a terminal, line by line. Only {@link #verbatim} prints anything as it is. */
final class Page {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final StringBuilder text = new StringBuilder();
  private final boolean colour;

  Page(boolean colour) {
    this.colour = colour;
  }

  Page heading(String words) {
    String shown = Quotation.visible(words);
    text.append(colour ? BOLD + shown + PLAIN : shown).append('\n');
    return this;
  }

  Page line(String words) {
    text.append(Quotation.visible(words).stripTrailing()).append('\n');
    return this;
  }

  Page blank() {
    text.append('\n');
    return this;
  }

  /** Adds lines that are already safe, without their final line end. */
  Page verbatim(String lines) {
    text.append(lines).append('\n');
    return this;
  }

  /** Adds what there is to know besides the policy, if anything. */
  Page notes(List<Advisory> advisories) {
    if (!advisories.isEmpty()) {
      blank().heading("Notes");
    }
    for (Advisory advisory : advisories) {
      line("- " + advisory.text());
      line("  " + advisory.source());
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
