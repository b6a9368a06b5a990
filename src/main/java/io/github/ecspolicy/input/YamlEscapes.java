package io.github.ecspolicy.input;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Writes out the two escapes in double quotes that the parser does not know: {@code \L} and {@code
 * \P}, the separators of lines and paragraphs. Other tools write them, with all that is not ASCII.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#57-escaped-characters">escaped characters</a>
 */
final class YamlEscapes {
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;

  private final LoadSettings settings;
  private final int[] text;
  private final StringBuilder written = new StringBuilder();
  private int next;

  private YamlEscapes(String text, LoadSettings settings) {
    this.settings = settings;
    this.text = text.codePoints().toArray();
  }

  /** Returns {@code text} without such escapes. */
  static String writtenOut(String text, LoadSettings settings) {
    return text.contains("\\L") || text.contains("\\P")
        ? new YamlEscapes(text, settings).writtenOut(text)
        : text;
  }

  private String writtenOut(String original) {
    // an escape that is known and as long, so that each text ends where it does in the original
    String known = original.replace("\\L", "\\N").replace("\\P", "\\N");
    ScannerImpl tokens = new ScannerImpl(settings, new StreamReader(settings, known));
    try {
      while (tokens.hasNext()) {
        Token token = tokens.next();
        if (token instanceof ScalarToken scalar && scalar.getStyle() == ScalarStyle.DOUBLE_QUOTED) {
          copyUntil(scalar.getStartMark().orElseThrow().getIndex());
          writeOutUntil(scalar.getEndMark().orElseThrow().getIndex());
        }
      }
    } catch (YamlEngineException e) {
      // the parser comes to the same place, and says what is wrong there
    }
    copyUntil(text.length);
    return written.toString();
  }

  private void copyUntil(int end) {
    while (next < end) {
      written.appendCodePoint(text[next++]);
    }
  }

  private void writeOutUntil(int end) {
    while (next < end) {
      int character = text[next++];
      int escaped = character == '\\' && next < end ? text[next++] : 0;
      switch (escaped) {
        case 0 -> written.appendCodePoint(character);
        case 'L' -> written.appendCodePoint(LINE_SEPARATOR);
        case 'P' -> written.appendCodePoint(PARAGRAPH_SEPARATOR);
        default -> written.appendCodePoint(character).appendCodePoint(escaped);
      }
    }
  }
}
