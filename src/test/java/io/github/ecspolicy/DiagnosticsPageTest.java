package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page that lists the diagnostics has each code once, with severity, cause and cure. */
class DiagnosticsPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "diagnostics.md");
  private static final Pattern SECTION =
      Pattern.compile("^### (.*)\\n((?:(?!^##).*\\n)*)", Pattern.MULTILINE);

  private static final boolean UPDATE = System.getProperty("golden.update") != null;
  private static final String BEGIN = "<!-- codes -->\n";
  private static final String END = "\n<!-- end of codes -->";

  /** The text below each heading. */
  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    Matcher section = SECTION.matcher(Files.readString(PAGE));
    while (section.find()) {
      String earlier = sections.put(section.group(1), section.group(2));
      assertEquals(null, earlier, "two sections for " + section.group(1));
    }
    return sections;
  }

  @Test
  void thePageListsTheCodesInTheirOrderAndNoOthers() throws IOException {
    List<String> codes =
        Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::toString).toList();
    assertEquals(codes, List.copyOf(sections().keySet()));
  }

  /** The table at the top is generated from the codes; {@code -Dgolden.update} writes it. */
  @Test
  void theTableIsThatOfTheCodes() throws IOException {
    StringBuilder table = new StringBuilder("\n| code | severity |\n|---|---|\n");
    for (DiagnosticCode code : DiagnosticCode.values()) {
      table.append("| [%s](#%s) | %s |\n".formatted(code, code, code.severity().word()));
    }
    String page = Files.readString(PAGE);
    int start = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (UPDATE) {
      Files.writeString(PAGE, page.substring(0, start) + table + page.substring(end));
      return;
    }
    assertEquals(table.toString(), page.substring(start, end), "-Dgolden.update writes it anew");
  }

  @ParameterizedTest
  @EnumSource(DiagnosticCode.class)
  void aCodeHasItsSeverityACauseAndACure(DiagnosticCode code) throws IOException {
    String text = sections().get(code.toString());
    assertTrue(text.contains("**Severity:** " + code.severity().word() + "\n"), text);
    assertTrue(text.matches("(?s).*\\*\\*Cause:\\*\\* \\S.*\\*\\*Cure:\\*\\* \\S.*"), text);
  }

  @Test
  void everyOtherLinkIsToAPageOfAws() throws IOException {
    Matcher link = Pattern.compile("]\\(([^)]*)\\)").matcher(Files.readString(PAGE));
    int links = 0;
    while (link.find()) {
      if (!link.group(1).startsWith("#")) {
        links++;
        assertTrue(link.group(1).startsWith("https://docs.aws.amazon.com/"), link.group(1));
      }
    }
    assertTrue(links > 0);
  }
}
