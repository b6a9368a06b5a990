package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.github.ecspolicy.check.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What code scanning reads, held to the schema and to what the schema cannot say. */
class SarifTest {
  private static JsonNode sarif(CheckReports made) throws IOException {
    return CheckFormatTest.json(CheckFormat.SARIF, made.report());
  }

  private static Set<ValidationMessage> violations(JsonNode document) throws IOException {
    try (InputStream in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(in);
      return schema.validate(
          document, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsValidByTheSchema(CheckReports made) throws IOException {
    assertEquals(Set.of(), violations(sarif(made)));
  }

  /** Were nothing found by the schema, everything would be valid. */
  @Test
  void theSchemaFindsWhatIsWrong() throws IOException {
    JsonNode document = sarif(CheckReports.WEB);
    ((ObjectNode) document.at("/runs/0/results/0")).put("level", "fatal");
    assertFalse(violations(document).isEmpty());
    document = sarif(CheckReports.WEB);
    ((ObjectNode) document.at("/runs/0/tool/driver/rules/0")).put("helpUri", "not a uri");
    assertFalse(violations(document).isEmpty());
  }

  @Test
  void everyCodeIsARuleWithHelp() throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode rule : sarif(CheckReports.WEB).at("/runs/0/tool/driver/rules")) {
      ids.add(rule.path("id").textValue());
      FindingCode code = FindingCode.parse(rule.path("id").textValue()).orElseThrow();
      assertEquals(code.severity().word(), rule.at("/defaultConfiguration/level").textValue());
      assertTrue(rule.at("/shortDescription/text").textValue().endsWith("."), rule.toString());
      assertTrue(
          rule.at("/fullDescription/text")
              .textValue()
              .startsWith(rule.at("/shortDescription/text").textValue() + " "),
          rule.toString());
      assertTrue(rule.at("/help/markdown").textValue().contains("**Cure:**"), rule.toString());
      assertTrue(rule.at("/help/text").textValue().contains("Cure: "), rule.toString());
      assertFalse(rule.at("/help/text").textValue().contains("]("), rule.toString());
      assertTrue(rule.path("helpUri").textValue().startsWith("https://docs.aws.amazon.com/"));
    }
    assertEquals(Arrays.stream(FindingCode.values()).map(FindingCode::toString).toList(), ids);
  }

  @ParameterizedTest
  @EnumSource
  void everyResultPointsToItsRuleAndToAPlace(CheckReports made) throws IOException {
    JsonNode run = sarif(made).at("/runs/0");
    for (JsonNode result : run.path("results")) {
      JsonNode rule = run.at("/tool/driver/rules").path(result.path("ruleIndex").intValue());
      assertEquals(rule.path("id"), result.path("ruleId"));
      assertEquals(1, result.path("locations").size(), result.toString());
      assertTrue(result.path("suppressions").isArray(), result.toString());
      for (String uri : result.findValuesAsText("uri")) {
        assertTrue(!URI.create(uri).isAbsolute() || uri.startsWith("file:///"), uri);
      }
    }
  }

  /** Sections 3.11.5 and 3.11.6: no placeholder and no link that is not ours. */
  @Test
  void messagesAreNothingButTexts() throws IOException {
    for (String text : sarif(CheckReports.HOSTILE).findValuesAsText("text")) {
      String single = text.replace("{{", "").replace("}}", "");
      assertFalse(single.contains("{") || single.contains("}"), text);
      assertFalse(Pattern.compile("\\[[^]]*]\\(").matcher(text).find(), text);
    }
  }

  @Test
  void whatBelongsToAFindingIsRelatedToIt() throws IOException {
    JsonNode results = sarif(CheckReports.WEB).at("/runs/0/results");
    JsonNode alias = result(results, "alias-arn");
    assertEquals(
        "iam/web%20policy.json",
        alias.at("/relatedLocations/0/physicalLocation/artifactLocation/uri").textValue());
    assertEquals(2, alias.at("/relatedLocations/0/physicalLocation/region/startLine").intValue());
    JsonNode missing = result(results, "missing-permission");
    assertEquals(
        "needed by task definition `web`, container `worker`, /secrets/3/valueFrom",
        missing.at("/relatedLocations/0/message/text").textValue());
    JsonNode accepted = result(results, "unused-permission");
    assertEquals("accepted", accepted.at("/suppressions/0/status").textValue());
    assertEquals(
        "goes with the next release", accepted.at("/suppressions/0/justification").textValue());
  }

  private static JsonNode result(JsonNode results, String code) {
    for (JsonNode result : results) {
      if (result.path("ruleId").textValue().equals(code)) {
        return result;
      }
    }
    throw new AssertionError("no " + code);
  }

  @Test
  void whatIsSaidOfTheInputIsANotification() throws IOException {
    JsonNode invocation = sarif(CheckReports.INCOMPLETE).at("/runs/0/invocations/0");
    assertFalse(invocation.path("executionSuccessful").booleanValue());
    JsonNode notification = invocation.at("/toolExecutionNotifications/0");
    assertEquals("role-not-shown", notification.at("/descriptor/id").textValue());
    assertEquals("error", notification.path("level").textValue());
    assertTrue(
        sarif(CheckReports.WEB).at("/runs/0/invocations/0/executionSuccessful").booleanValue());
  }

  @ParameterizedTest
  @CsvSource({
    "task.json, task.json",
    "./deploy/task.json, deploy/task.json",
    "../task.json, ../task.json",
    "a/../task.json, task.json",
    "a b/täsk#1?.json, a%20b/t%C3%A4sk%231%3F.json",
    "a:b.json, a%3Ab.json",
    "50%25.json, 50%2525.json",
    "<stdin>, %3Cstdin%3E",
    "/srv/task.json, file:///srv/task.json",
    "//host/task.json, file:///host/task.json",
    "C:/work/task.json, file:///C:/work/task.json"
  })
  void aFileIsNamedByAReference(String source, String uri) {
    assertEquals(uri, SarifPlaces.uri(source));
  }
}
