package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deploys what is written for CloudFormation by a small evaluator and compares the policies. */
class StackFragmentTest {
  private static final RenderOptions PLAIN =
      new RenderOptions(Dialect.COMMAND_LINE, Shell.POSIX, false);

  /** What the expressions of {@link Stacks} give. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("AWS::Partition", "aws-cn"),
          Map.entry("AWS::Region", "cn-north-1"),
          Map.entry("AWS::AccountId", "444455556666"),
          Map.entry(
              "DbSecret", "arn:aws-cn:secretsmanager:cn-north-1:444455556666:secret:db-a1B2c3"),
          Map.entry("Bucket.Arn", "arn:aws-cn:s3:::app-bucket-1x2y3z"),
          Map.entry("HostParameter", "db-host"),
          Map.entry("V1", "prod"),
          Map.entry("Names", "first,second"),
          Map.entry("prod-key", "1234abcd-12ab-34cd-56ef-1234567890ab"));

  @ParameterizedTest
  @EnumSource
  void everyPolicyIsTheOneOfTheReportOnceItIsDeployed(Reports given) throws IOException {
    PolicyReport report = given.report();
    JsonNode fragment = read(report);
    Iterator<JsonNode> resources = fragment.path("Resources").iterator();
    for (RolePolicy policy : report.policies()) {
      for (Part part : policy.isEmpty() ? List.<Part>of() : policy.parts()) {
        int roles = StackRoles.of(policy, report.symbols(), TextNode.valueOf("")::deepCopy).size();
        int written = policy.kind() == PolicyKind.INLINE ? roles : 1;
        for (int i = 0; i < written; i++) {
          assertEquals(
              deployed(part.policy().toJsonNode(), report),
              new StackDeployment(VALUES)
                  .evaluated(resources.next().at("/Properties/PolicyDocument")));
        }
      }
    }
    assertFalse(resources.hasNext());
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_ROLE", "STACK", "HOSTILE"})
  void onlyTheSyntaxDiffers(Reports given) throws IOException {
    ObjectNode fragment = (ObjectNode) read(given.report());
    assertEquals(fragment, StackDeployment.read(YamlText.of(fragment)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "x ",
        " x",
        "-",
        "- x",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "'",
        "\"",
        "it's",
        "yes",
        "No",
        "ON",
        "y",
        "null",
        "~",
        "true",
        "012",
        "1_000",
        "0x1f",
        "1e3",
        ".inf",
        "12:30:45",
        "2012-10-17",
        "=",
        "<<",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "{a",
        "[a",
        "a]",
        "a,b",
        "?",
        "? a",
        "---",
        "...",
        "a\nb",
        "\u0000",
        "\u0085",
        "\u2028",
        "\ufeff",
        "caf\u00e9",
        "\ud83d\ude00",
        "\\n",
        "a\tb",
        "${AWS::Region}",
        "arn:aws:s3:::b/*"
      })
  void everyTextIsReadBackAsAText(String text) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("a", text).putArray("b").add(text).addObject().put(text, text);
    String written = YamlText.of(node);
    assertEquals(node, StackDeployment.read(written), written);
    assertTrue(written.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f), written);
  }

  /** YAML 1.1 has more words than the reader of this test, which knows those of YAML 1.2. */
  @ParameterizedTest
  @ValueSource(
      strings = {"yes", "No", "ON", "off", "y", "N", "~", "null", "012", "1:30", "2012-10-17"})
  void whatIsNoTextInAnOlderYamlStandsInQuotes(String text) {
    assertEquals("'" + text + "'", YamlText.scalar(text));
  }

  @Test
  void shortFormsNeverFollowEachOther() throws IOException {
    JsonNode node =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"a": {"Fn::ImportValue": {"Fn::Sub": "x-${Y}"}},
                 "b": {"Fn::GetAtt": ["A", "B.C"]},
                 "c": {"Fn::GetAtt": ["A", {"Ref": "B"}]},
                 "d": {"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "k"]},
                 "e": [{"Ref": "A"}, {"Fn::Base64": {"Fn::ImportValue": {"Ref": "B"}}}]}
                """);
    assertEquals(
        """
        a:
          Fn::ImportValue: !Sub 'x-${Y}'
        b: !GetAtt A.B.C
        c: !GetAtt
          - A
          - !Ref B
        d: !FindInMap
          - M
          - !Ref AWS::Region
          - k
        e:
          - !Ref A
          -
            Fn::Base64:
              Fn::ImportValue: !Ref B
        """,
        YamlText.of((ObjectNode) node));
  }

  @Test
  void aDynamicReferenceWouldBeReplaced() {
    assertEquals(
        List.of(DiagnosticCode.DYNAMIC_RESOURCE),
        OutputFormat.CLOUDFORMATION.findings(Reports.HOSTILE_KEY.report()).stream()
            .map(each -> each.code())
            .toList());
  }

  @Test
  void servicesWaitForTheirPolicies() {
    assertEquals(
        List.of(
            "note[service-before-policy]: `Service`, `Worker` have to wait for the"
                + " policy, or tasks may start without it\n"
                + "  hint: merge what stands under `MergeIntoResources` into the resources of the template"),
        OutputFormat.CLOUDFORMATION.findings(Reports.STACK_OF_ROLES.report()).stream()
            .map(each -> each.in(Dialect.COMMAND_LINE))
            .toList());
    assertEquals(List.of(), OutputFormat.MARKDOWN.findings(Reports.STACK_OF_ROLES.report()));
  }

  @Test
  void noFormatShowsStandIns() {
    PolicyReport report = Reports.STACK.report();
    for (OutputFormat format : OutputFormat.values()) {
      if (format.isSymbolic()) {
        assertFalse(report.symbols().areIn(format.render(report, PLAIN)), format.word());
      }
    }
    assertFalse(report.symbols().areIn(Explanation.render(report, PLAIN)));
  }

  private static JsonNode read(PolicyReport report) throws IOException {
    String text = OutputFormat.CLOUDFORMATION.render(report, PLAIN);
    return CloudFormationRenderer.syntax(report) == Syntax.JSON
        ? JsonMapper.builder().build().readTree(text)
        : StackDeployment.read(text);
  }

  private static JsonNode deployed(JsonNode node, PolicyReport report) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(each -> result.set(each.getKey(), deployed(each.getValue(), report)));
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> result.add(deployed(each, report)));
      return result;
    }
    return TextNode.valueOf(Stacks.deployed(node.textValue(), report.symbols()));
  }
}
