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

  @ParameterizedTest
  @EnumSource(DiagnosticCode.class)
  void aCodeHasItsSeverityACauseAndACure(DiagnosticCode code) throws IOException {
    String text = sections().get(code.toString());
    assertTrue(text.contains("**Severity:** " + code.severity().word() + "\n"), text);
    assertTrue(text.matches("(?s).*\\*\\*Cause:\\*\\* \\S.*\\*\\*Cure:\\*\\* \\S.*"), text);
  }

  @Test
  void everyLinkIsToAPageOfAws() throws IOException {
    Matcher link = Pattern.compile("]\\(([^)]*)\\)").matcher(Files.readString(PAGE));
    int links = 0;
    while (link.find()) {
      links++;
      assertTrue(link.group(1).startsWith("https://docs.aws.amazon.com/"), link.group(1));
    }
    assertTrue(links > 0);
  }
}
