package io.github.ecspolicy.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are bound into leaves of parsed JSON: they stay values, whatever they hold. */
class PolicyTemplateTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PARAMETERS =
      """
      {"Sid": "Read", "Effect": "Allow", "Action": ["ssm:GetParameters"],
       "Resource": %s}
      """;
  private static final String ALIAS =
      """
      {"Effect": "Allow", "Action": "kms:Decrypt",
       "Resource": "arn:${Partition}:kms:${Region}:${Account}:key/*",
       "Condition": {
         "ForAnyValue:StringEquals": {"kms:ResourceAliases": "${Alias}"},
         "StringEquals": {"kms:ViaService": "${Service}.${Region}.amazonaws.com"}}}
      """;

  private static PolicyTemplate template(TemplateKind kind, String json) throws Exception {
    return PolicyTemplate.of(kind, JSON.readTree(json));
  }

  private static List<String> resources(String resource, String... parameters) throws Exception {
    return template(TemplateKind.SSM_PARAMETER, PARAMETERS.formatted(resource))
        .bind(new Bindings(Map.of(), Map.of("ParameterArns", List.of(parameters))))
        .resources();
  }

  private static Statement alias(String name, String value) throws Exception {
    Map<String, String> scalars =
        new HashMap<>(
            Map.of(
                "Partition", "aws",
                "Region", "eu-west-1",
                "Account", "111122223333",
                "Service", "ssm",
                "Subject", "Parameters",
                "Alias", "alias/app"));
    scalars.put(name, value);
    return template(TemplateKind.KMS_ALIAS, ALIAS).bind(new Bindings(scalars, Map.of()));
  }

  private static List<String> values(Statement statement) {
    return statement.conditions().stream().map(Condition::values).flatMap(List::stream).toList();
  }

  // lists and texts

  @Test
  void aLeafThatIsAListPlaceholderBecomesTheListInItsOrder() throws Exception {
    assertEquals(List.of("b", "a"), resources("\"${ParameterArns}\"", "b", "a"));
  }

  @Test
  void aListWithinAListIsPutInItsPlace() throws Exception {
    assertEquals(List.of("b", "a"), resources("[\"${ParameterArns}\"]", "b", "a"));
  }

  @Test
  void textPlaceholdersAreBoundWithinLongerTexts() throws Exception {
    Statement statement = alias("Region", "eu-west-2");
    assertEquals(List.of("arn:aws:kms:eu-west-2:111122223333:key/*"), statement.resources());
    assertEquals(List.of("alias/app", "ssm.eu-west-2.amazonaws.com"), values(statement));
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${aws:username}",
        "${aws:PrincipalTag/team}",
        "${aws:PrincipalTag/team, 'x'}",
        "${aws:PrincipalTag/a-b_c.d:e=f+g@h}",
        "${aws:x:-y}",
        "${ssm:ResourceTag/team}",
        "${secretsmanager:ResourceTag/team}",
        "${*}",
        "${?}",
        "${$}",
        "${$}{a}",
        "a${*}b${aws:username}c",
        "$",
        "$a",
        "a$$b",
        "$${*}"
      })
  void iamsOwnVariablesPassThroughUntouched(String text) throws Exception {
    Statement conditional =
        template(
                TemplateKind.SSM_PARAMETER,
                """
                {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "${ParameterArns}",
                 "Condition": {"StringEquals": {"aws:PrincipalTag/a": %s}}}
                """
                    .formatted(JSON.writeValueAsString(text)))
            .bind(new Bindings(Map.of(), Map.of("ParameterArns", List.of("a"))));
    assertEquals(List.of(text), values(conditional));
  }

  // values

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${Account}",
        "${Alias}",
        "${aws:username}",
        "${script:javascript:1}",
        "${env:HOME}",
        "$${Account}",
        "${",
        "}",
        "${Account:-x}",
        "a\", \"Action\": \"*",
        "\"]}, {\"Effect\": \"Allow\"",
        "\\",
        "\\\"",
        "\\u0022",
        "\n",
        "\u0000",
        "$1",
        "\\E.*\\Q",
        "漢字 😀"
      })
  void aBoundValueIsNeitherLookedAtAgainNorEverJson(String value) throws Exception {
    assertEquals(List.of(value + "x"), resources("\"${ParameterArns}\"", value + "x"));
    for (String scalar : List.of("Alias", "Service")) {
      Statement statement = alias(scalar, value);
      assertEquals(
          scalar.equals("Alias")
              ? List.of(value, "ssm.eu-west-1.amazonaws.com")
              : List.of("alias/app", value + ".eu-west-1.amazonaws.com"),
          values(statement));
      assertEquals(List.of("kms:Decrypt"), statement.actions());
      assertEquals(List.of("arn:aws:kms:eu-west-1:111122223333:key/*"), statement.resources());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\", \"*", "\\", "\\\"], \"Action\": [\"*\"", "a\nb", "${aws:username}"})
  void aHostileValueIsTheSameValueInTheTextOfThePolicy(String value) throws Exception {
    Statement statement =
        template(TemplateKind.SSM_PARAMETER, PARAMETERS.formatted("\"${ParameterArns}\""))
            .bind(new Bindings(Map.of(), Map.of("ParameterArns", List.of(value))));
    PolicyDocument policy = new PolicyDocument(List.of(statement));
    assertEquals(policy, PolicyDocument.parse(policy.toJson()));
    assertEquals(
        List.of(
            new Statement(
                Optional.of("Read"),
                Effect.ALLOW,
                List.of("ssm:GetParameters"),
                List.of(value),
                List.of())),
        PolicyDocument.parse(policy.toJson()).statements());
  }

  @Test
  void twoBindingsOfOneTemplateKnowNothingOfEachOther() throws Exception {
    PolicyTemplate template =
        template(TemplateKind.SSM_PARAMETER, PARAMETERS.formatted("\"${ParameterArns}\""));
    Statement first = template.bind(new Bindings(Map.of(), Map.of("ParameterArns", List.of("a"))));
    Statement second = template.bind(new Bindings(Map.of(), Map.of("ParameterArns", List.of("b"))));
    assertEquals(List.of("a"), first.resources());
    assertEquals(List.of("b"), second.resources());
  }
}
