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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Deploys what is written for CloudFormation by a small evaluator and compares the policies. */
class StackFragmentTest {
  private static final RenderOptions PLAIN =
      new RenderOptions(Dialect.COMMAND_LINE, Shell.POSIX, false);

  // what Fn::Sub replaces, and what it only takes the mark from
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)\\}");

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
      for (Part part : policy.parts()) {
        int roles = StackRoles.of(policy, report.symbols(), TextNode.valueOf("")::deepCopy).size();
        int written = policy.kind() == PolicyKind.INLINE ? roles : 1;
        for (int i = 0; i < written; i++) {
          assertEquals(
              deployed(part.policy().toJsonNode(), report),
              evaluated(resources.next().at("/Properties/PolicyDocument")));
        }
      }
    }
    assertFalse(resources.hasNext());
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_ROLE", "STACK", "HOSTILE"})
  void onlyTheSyntaxDiffers(Reports given) throws IOException {
    ObjectNode fragment = (ObjectNode) read(given.report());
    assertEquals(fragment, yaml(YamlText.of(fragment)));
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
    assertEquals(node, yaml(written), written);
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
            "note[service-before-policy]: the services `Service`, `Worker` have to wait for the"
                + " policy, or tasks may start without it\n"
                + "  hint: merge `DependsOn` from `MergeIntoResources` into the template"),
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
        : yaml(text);
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

  private static JsonNode evaluated(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> result.add(evaluated(each)));
      return result;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (node.has("Ref")) {
      return TextNode.valueOf(value(node.path("Ref").textValue()));
    }
    if (node.has("Fn::GetAtt")) {
      JsonNode attribute = node.path("Fn::GetAtt");
      return TextNode.valueOf(
          value(attribute.isTextual() ? attribute.textValue() : StackText.dotted(attribute).get()));
    }
    if (node.has("Fn::ImportValue")) {
      return TextNode.valueOf(value(evaluated(node.path("Fn::ImportValue")).textValue()));
    }
    if (node.has("Fn::Select")) {
      JsonNode split = node.at("/Fn::Select/1/Fn::Split");
      String[] words = evaluated(split.path(1)).textValue().split(split.path(0).textValue());
      return TextNode.valueOf(words[Integer.parseInt(node.at("/Fn::Select/0").asText())]);
    }
    if (node.has("Fn::Sub")) {
      JsonNode argument = node.path("Fn::Sub");
      String text = argument.isTextual() ? argument.textValue() : argument.path(0).textValue();
      return TextNode.valueOf(substituted(text, argument.path(1)));
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(each -> result.set(each.getKey(), evaluated(each.getValue())));
    return result;
  }

  private static String substituted(String text, JsonNode variables) {
    Matcher variable = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (variable.find()) {
      String name = variable.group(2);
      String value =
          !variable.group(1).isEmpty()
              ? "${" + name + "}"
              : variables.has(name) ? evaluated(variables.path(name)).textValue() : value(name);
      variable.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(result).toString();
  }

  private static String value(String name) {
    assertTrue(VALUES.containsKey(name), name);
    return VALUES.get(name);
  }

  private static JsonNode yaml(String text) {
    return json(new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow());
  }

  /** Tags as their long forms; every text that is no number of a selection is quoted or a word. */
  private static JsonNode json(Node node) {
    String tag = node.getTag().getValue();
    JsonNode value = value(node);
    if (!tag.startsWith("!")) {
      return value;
    }
    String name = tag.substring(1);
    return JsonNodeFactory.instance
        .objectNode()
        .set(name.equals("Ref") ? name : "Fn::" + name, value);
  }

  private static JsonNode value(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple member : mapping.getValue()) {
        object.set(((ScalarNode) member.getKeyNode()).getValue(), json(member.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(each -> array.add(json(each)));
      return array;
    }
    ScalarNode scalar = (ScalarNode) node;
    boolean isNumber =
        scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getTag().equals(Tag.INT);
    return isNumber
        ? JsonNodeFactory.instance.numberNode(Integer.parseInt(scalar.getValue()))
        : TextNode.valueOf(scalar.getValue());
  }
}
