package io.github.ecspolicy.render;

import io.github.ecspolicy.check.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that tells cause and cure of each finding, as it is packaged. */
final class FindingsPage {
  private static final String PAGE = "findings.md";
  private static final Pattern SECTION =
      Pattern.compile("^### (.*)\\n((?:(?!^##).*\\n)*)", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)]*)\\)");

  private final Map<FindingCode, Entry> entries;

  private FindingsPage(Map<FindingCode, Entry> entries) {
    this.entries = entries;
  }

  /**
   * What the page says of one code.
   *
   * @param markdown all of it, without the heading
   */
  record Entry(String markdown) {

    /** Returns what such a finding means, in one sentence. */
    String meaning() {
      return prose("Means");
    }

    /** Returns how it comes about. */
    String cause() {
      return prose("Cause");
    }

    /** Returns all of it without marks of Markdown; code stays between backticks. */
    String plain() {
      return LINK.matcher(markdown.replace("**", "")).replaceAll("$1 ($2)");
    }

    /** Returns the address of AWS's page about it. */
    String link() {
      Matcher link = LINK.matcher(markdown);
      if (!link.find()) {
        throw new IllegalStateException("no link in " + PAGE + ": " + markdown);
      }
      return link.group(2);
    }

    private String prose(String name) {
      String mark = "**" + name + ":** ";
      int start = markdown.indexOf(mark);
      int end = markdown.indexOf("\n\n", start);
      if (start < 0 || end < 0) {
        throw new IllegalStateException("no " + name + " in " + PAGE + ": " + markdown);
      }
      return markdown.substring(start + mark.length(), end).replace('\n', ' ');
    }
  }

  static FindingsPage read() {
    Map<FindingCode, Entry> entries = new EnumMap<>(FindingCode.class);
    Matcher section = SECTION.matcher(text());
    while (section.find()) {
      String markdown = section.group(2).strip();
      FindingCode.parse(section.group(1)).ifPresent(code -> entries.put(code, new Entry(markdown)));
    }
    return new FindingsPage(entries);
  }

  private static String text() {
    try (InputStream page = FindingsPage.class.getResourceAsStream(PAGE)) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(PAGE + " in the jar cannot be read", e);
    }
  }

  /** Returns what the page says of {@code code}. */
  Entry of(FindingCode code) {
    return entries.get(code);
  }
}
