package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.check.FindingCode;
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

/** The page that lists the findings has each code once, with all that is to be said of it. */
class FindingsPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "findings.md");
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
    List<String> codes = Arrays.stream(FindingCode.values()).map(FindingCode::toString).toList();
    assertEquals(codes, List.copyOf(sections().keySet()));
  }

  @ParameterizedTest
  @EnumSource(FindingCode.class)
  void aCodeHasAllParts(FindingCode code) throws IOException {
    String text = sections().get(code.toString());
    assertTrue(
        text.matches(
            "\n\\*\\*Severity:\\*\\* "
                + code.severity().word()
                + "\n\n\\*\\*Means:\\*\\* (\\S.*\\n)+\n\\*\\*Cause:\\*\\* (\\S.*\n)+"
                + "\n\\*\\*Cure:\\*\\* (\\S.*\n)+\n\\*\\*Example:\\*\\* (\\S.*\n)+"
                + "\n\\*\\*AWS:\\*\\* \\[[^]]+]\\(https://docs\\.aws\\.amazon\\.com/\\S+\\)\n\n?"),
        text);
  }

  /** Viewers of SARIF take braces for placeholders, and not all of them undo the doubling. */
  @Test
  void nothingOnThePageHasBraces() throws IOException {
    assertTrue(Files.readString(PAGE).chars().noneMatch(c -> c == '{' || c == '}'));
  }
}
