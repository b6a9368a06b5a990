package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.template.Symbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every format of every report, compared with a file; {@code -Dgolden.update} writes the files. */
class RendererTest {
  private static final Path GOLDEN = Path.of("src/test/resources/renderers");
  private static final RenderOptions PLAIN =
      new RenderOptions(Dialect.COMMAND_LINE, Shell.POSIX, false);
  private static final RenderOptions COLOUR = new RenderOptions(Dialect.MAVEN, Shell.POSIX, true);
  private static final RenderOptions POWERSHELL =
      new RenderOptions(Dialect.COMMAND_LINE, Shell.POWERSHELL, false);

  @ParameterizedTest
  @EnumSource
  void writesTheGoldenFiles(Reports report) throws IOException {
    Path folder = GOLDEN.resolve(report.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    Map<String, String> texts = texts(report);
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Files.writeString(folder.resolve(text.getKey()), text.getValue());
      }
    }
    assertEquals(new TreeSet<>(texts.keySet()), new TreeSet<>(names(folder)));
    assertAll(
        texts.entrySet().stream()
            .map(
                text ->
                    () ->
                        assertEquals(
                            Files.readString(folder.resolve(text.getKey())),
                            text.getValue(),
                            text.getKey())));
  }

  @Test
  void everyFolderHasItsReport() throws IOException {
    assertEquals(
        Stream.of(Reports.values())
            .map(report -> report.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(names(GOLDEN)));
  }

  @ParameterizedTest
  @EnumSource
  void everyTextIsMadeOfSafeLines(Reports report) {
    assertAll(
        texts(report).entrySet().stream()
            // a shell gets names as they are, the golden file shows them
            .filter(text -> report != Reports.HOSTILE || !text.getKey().startsWith("aws-cli"))
            .map(
                text ->
                    () -> {
                      assertTrue(text.getValue().endsWith("\n"), text.getKey());
                      assertFalse(text.getValue().endsWith("\n\n"), text.getKey());
                      String known = text.getValue().replaceAll("\u001b\\[[01]m", "");
                      assertTrue(
                          known.chars().allMatch(c -> c == '\n' || c >= ' ' && c != 0x7f),
                          text.getKey());
                      assertFalse(known.matches("(?s).*[\u0080-\u009f\u202a-\u202e].*"));
                    }));
  }

  @ParameterizedTest
  @EnumSource
  void colourAddsNothingButBoldHeadings(Reports report) {
    PolicyReport given = report.report();
    assertEquals(
        OutputFormat.CONSOLE.render(given, PLAIN),
        OutputFormat.CONSOLE.render(given, COLOUR).replaceAll("\u001b\\[[01]m", ""));
    assertEquals(
        Explanation.render(given, PLAIN),
        Explanation.render(given, COLOUR).replaceAll("\u001b\\[[01]m", ""));
  }

  @Test
  void theReportIsReadBackAsItWas() throws IOException {
    PolicyReport given = Reports.HOSTILE.report();
    JsonNode read = JsonMapper.builder().build().readTree(OutputFormat.REPORT.render(given, PLAIN));
    JsonNode policy = read.at("/policies/0");
    assertEquals(given.policies().get(0).name(), policy.at("/policyName").textValue());
    assertEquals(given.policies().get(0).policy().toJsonNode(), policy.at("/policy"));
    assertEquals("we\u001b[31mb\n# x", policy.at("/grants/0/references/0/container").textValue());
    assertEquals("/it's/0", read.at("/diagnostics/0/pointer").textValue());
  }

  @Test
  void hintsSpeakTheDialectOfTheFrontEnd() throws IOException {
    JsonNode read =
        JsonMapper.builder()
            .build()
            .readTree(OutputFormat.REPORT.render(Reports.ONE_ROLE.report(), COLOUR));
    assertEquals(
        "say which key protects what with `<kmsKeys>` (`-Decs-policy.kmsKeys`)",
        read.at("/diagnostics/0/hint").textValue());
  }

  @Test
  void aJsonDocumentHoldsOnePolicy() {
    assertThrows(
        IllegalArgumentException.class,
        () -> OutputFormat.JSON.render(Reports.SEVERAL_ROLES.report(), PLAIN));
  }

  private static Map<String, String> texts(Reports report) {
    PolicyReport given = report.report();
    Map<String, String> texts = new LinkedHashMap<>();
    if (given.symbols() == Symbols.NONE) {
      if (given.policies().size() == 1 && given.policies().get(0).parts().size() == 1) {
        texts.put("policy.json", OutputFormat.JSON.render(given, PLAIN));
      }
      texts.put("console.txt", OutputFormat.CONSOLE.render(given, PLAIN));
      texts.put("aws-cli.sh", OutputFormat.AWS_CLI.render(given, PLAIN));
      texts.put("aws-cli.ps1", OutputFormat.AWS_CLI.render(given, POWERSHELL));
      texts.put("terraform.tf", OutputFormat.TERRAFORM.render(given, PLAIN));
      texts.put("cdk.ts", OutputFormat.CDK.render(given, PLAIN));
    }
    texts.put(
        "cloudformation." + OutputFormat.CLOUDFORMATION.extension(given, Shell.POSIX),
        OutputFormat.CLOUDFORMATION.render(given, PLAIN));
    texts.put("markdown.md", OutputFormat.MARKDOWN.render(given, PLAIN));
    texts.put("report.json", OutputFormat.REPORT.render(given, PLAIN));
    texts.put("explanation.txt", Explanation.render(given, PLAIN));
    return texts;
  }

  private static TreeSet<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
