package io.github.ecspolicy.input;

import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.io.Reader;

/** The first characters of a text, which tell its syntax, whatever the name of the file. */
final class Opening {
  /** Characters of comments and white space; what has more before its first value is YAML. */
  static final int LONGEST = 1 << 16;

  private static final int END = -1;

  /** How the first file in a ZIP archive begins. */
  private static final String ARCHIVE = "PK\u0003\u0004";

  private final Reader text;
  private int left = LONGEST;
  private boolean commented;

  private Opening(Reader text) {
    this.text = text;
  }

  /**
   * Returns the syntax of {@code text}, which is then again where it was.
   *
   * @param text supports marks
   */
  static Syntax syntax(Reader text) throws IOException {
    text.mark(LONGEST);
    Syntax syntax = new Opening(text).syntax();
    text.reset();
    return syntax;
  }

  /** Returns {@code true} if {@code text}, which is then again where it was, is a ZIP archive. */
  static boolean isArchive(Reader text) throws IOException {
    text.mark(ARCHIVE.length());
    boolean is = true;
    for (int i = 0; is && i < ARCHIVE.length(); i++) {
      is = text.read() == ARCHIVE.charAt(i);
    }
    text.reset();
    return is;
  }

  /**
   * An object or a list begins JSON. So does a quoted text, unless it is a key as YAML has them:
   * what AWS's pages print is often the middle of an object. Nothing at all is JSON cut off, but
   * comments alone are YAML with everything commented out.
   */
  private Syntax syntax() throws IOException {
    int first = firstOfValue();
    if (first == '"') {
      return isKeyOfYaml() ? Syntax.YAML : Syntax.JSON;
    }
    boolean isNothing = first == END && !commented;
    return first == '{' || first == '[' || isNothing ? Syntax.JSON : Syntax.YAML;
  }

  private int firstOfValue() throws IOException {
    int c = next();
    while (c != END) {
      if (c == '#') {
        commented = true;
        skipLine();
      } else if (c == '/') {
        commented = true;
        skipComment();
      } else if (!Character.isWhitespace(c)) {
        return c;
      }
      c = next();
    }
    return END;
  }

  private void skipComment() throws IOException {
    int previous = next();
    if (previous == '/') {
      skipLine();
    } else if (previous == '*') {
      previous = next();
      int c = next();
      while (c != END && !(previous == '*' && c == '/')) {
        previous = c;
        c = next();
      }
    }
  }

  private void skipLine() throws IOException {
    int c = next();
    while (c != END && c != '\n' && c != '\r') {
      c = next();
    }
  }

  /** {@code "Resources":}, and on the same line nothing that goes on as JSON does. */
  private boolean isKeyOfYaml() throws IOException {
    int c = next();
    while (c != END && c != '"' && c != '\n') {
      c = c == '\\' ? skipped() : next();
    }
    if (c != '"' || next() != ':') {
      return false;
    }
    int last = ':';
    c = next();
    while (c != END && c != '\n') {
      last = Character.isWhitespace(c) ? last : c;
      c = next();
    }
    return "{[,]}".indexOf(last) < 0;
  }

  private int skipped() throws IOException {
    next();
    return next();
  }

  private int next() throws IOException {
    return left-- > 0 ? text.read() : END;
  }
}
