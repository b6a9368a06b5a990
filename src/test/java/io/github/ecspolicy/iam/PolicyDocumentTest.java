package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.ecspolicy.iam.ConditionOperator.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {

  private static final String WRITTEN =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "ReadParameters",
            "Effect": "Allow",
            "Action": [
              "ssm:GetParameters"
            ],
            "Resource": [
              "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
              "arn:aws:ssm:eu-west-1:111122223333:parameter/b"
            ]
          },
          {
            "Effect": "Deny",
            "Action": [
              "kms:Decrypt",
              "kms:Encrypt"
            ],
            "Resource": [
              "*"
            ],
            "Condition": {
              "StringEquals": {
                "kms:ViaService": "ssm.eu-west-1.amazonaws.com",
                "aws:RequestedRegion": [
                  "eu-west-1",
                  "eu-west-2"
                ]
              },
              "ForAnyValue:StringLike": {
                "kms:ResourceAliases": "alias/*"
              }
            }
          }
        ]
      }\
      """;

  private static PolicyDocument written() {
    Statement allow =
        new Statement(
            Optional.of("ReadParameters"),
            Effect.ALLOW,
            List.of("ssm:GetParameters"),
            List.of(
                "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
                "arn:aws:ssm:eu-west-1:111122223333:parameter/b"),
            List.of());
    ConditionOperator equals = ConditionOperator.of(Comparison.STRING_EQUALS);
    ConditionOperator anyLike =
        new ConditionOperator(Quantifier.FOR_ANY_VALUE, Comparison.STRING_LIKE, false);
    Statement deny =
        new Statement(
            Optional.empty(),
            Effect.DENY,
            List.of("kms:Decrypt", "kms:Encrypt"),
            List.of("*"),
            List.of(
                new Condition(equals, "kms:ViaService", List.of("ssm.eu-west-1.amazonaws.com")),
                new Condition(anyLike, "kms:ResourceAliases", List.of("alias/*")),
                new Condition(equals, "aws:RequestedRegion", List.of("eu-west-1", "eu-west-2"))));
    return new PolicyDocument(List.of(allow, deny));
  }

  @Test
  void isWrittenAsAwsPrintsPolicies() {
    assertEquals(WRITTEN, written().toJson());
  }

  @Test
  void whatIsWrittenIsReadBackEqual() throws PolicySyntaxException {
    assertEquals(written(), PolicyDocument.parse(written().toJson()));
  }

  @Test
  void anEmptyDocumentHasNoStatements() throws PolicySyntaxException {
    PolicyDocument empty = new PolicyDocument(List.of());
    assertEquals(
        """
        {
          "Version": "2012-10-17",
          "Statement": []
        }\
        """,
        empty.toJson());
    assertEquals(empty, PolicyDocument.parse(empty.toJson()));
  }

  @Test
  void charactersThatMeanSomethingInJsonAreEscaped() throws PolicySyntaxException {
    String key = "arn:aws:s3:::bucket/a\"b\\c\n\t\u00e9\u0001";
    PolicyDocument document =
        new PolicyDocument(
            List.of(
                new Statement(
                    Optional.empty(),
                    Effect.ALLOW,
                    List.of("s3:GetObject"),
                    List.of(key),
                    List.of())));
    assertTrue(document.toJson().contains("bucket/a\\\"b\\\\c\\n\\t\u00e9\\u0001\""));
    assertEquals(document, PolicyDocument.parse(document.toJson()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
        "{\"Statement\":{\"Resource\":\"*\",\"Action\":\"s3:*\",\"Effect\":\"Allow\"}}",
        "{\"Statement\":[{\"Sid\":\"\",\"Resource\":[\"*\"],\"Action\":\"*\",\"Effect\":\"Deny\"},"
            + "{\"Sid\":\"\",\"Resource\":[\"*\"],\"Action\":[\"*:*\"],\"Effect\":\"Deny\"}]}",
        "{\"Version\":\"2008-10-17\",\"Statement\":{\"Resource\":\"*\",\"Action\":\"s3:*\","
            + "\"Effect\":\"Allow\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":true},"
            + "\"NumericLessThan\":{\"s3:max-keys\":[10,\"20\",1.5]},"
            + "\"StringLike\":{\"s3:prefix\":[\"\"]}}}}",
      })
  void readingAndWritingIsStable(String json) throws PolicySyntaxException {
    PolicyDocument document = PolicyDocument.parse(json);
    String text = document.toJson();
    assertEquals(document, PolicyDocument.parse(text));
    assertEquals(text, PolicyDocument.parse(text).toJson());
  }

  @Test
  void aSingleStatementAndSingleTextsNeedNoBrackets() throws PolicySyntaxException {
    assertEquals(
        new PolicyDocument(
            List.of(
                new Statement(
                    Optional.empty(),
                    Effect.ALLOW,
                    List.of("s3:GetObject"),
                    List.of("arn:aws:s3:::b/*"),
                    List.of(
                        new Condition(
                            ConditionOperator.of(Comparison.BOOL),
                            "aws:SecureTransport",
                            List.of("true")))))),
        PolicyDocument.parse(
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject",
             "Resource": "arn:aws:s3:::b/*",
             "Condition": {"Bool": {"aws:SecureTransport": true}}}}
            """));
  }

  @Test
  void sizeLeavesOutTheWhiteSpaceBetweenElements() {
    assertEquals("{'Version':'2012-10-17','Statement':[]}".length(), emptySize());
    assertEquals(
        WRITTEN.replaceAll("\\s", "").length(),
        written().size(),
        "no value of this document has white space");
  }

  private static int emptySize() {
    return new PolicyDocument(List.of()).size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | the policy is empty",
        "{ | not valid JSON at line 1, column 2",
        "{} {} | something follows the end of the policy",
        "[] | expected an object, found an array",
        "null | expected an object, found `null`",
        "{} | `Statement` is missing",
        "{\"Statement\": [], \"Statement\": []} | /Statement: the same key is given twice",
        "{\"Statement\": [], \"statement\": []} | /statement: unknown element `statement`",
        "{\"Statement\": [], \"Id\": \"x\"} | /Id: `Id` has no place in an identity policy",
        "{\"Version\": \"2012\", \"Statement\": []} | /Version: unknown version `2012`, expected"
            + " `2012-10-17`",
        "{\"Version\": 2012, \"Statement\": []} | /Version: expected a string, found a number",
        "{\"Statement\": \"x\"} | /Statement: expected an object, found a string",
        "{\"Statement\": [true]} | /Statement/0: expected an object, found `true`",
      })
  void refusesADocumentThatIsNone(String json, String message) {
    assertRefused(json, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"Effect\": \"Allow\" | \"Effect\": \"allow\" |"
            + " /Statement/0/Effect: `allow` is neither `Allow` nor `Deny`",
        "\"Effect\": \"Allow\", | ~~ | /Statement/0: `Effect` is missing",
        "\"Effect\": \"Allow\", | \"Effect\": \"Allow\", \"Effect\": \"Deny\", |"
            + " /Statement/0/Effect: the same key is given twice",
        "\"Action\" | \"NotAction\": \"*\", \"Action\" | /Statement/0/NotAction: `NotAction` and"
            + " `Action` exclude each other",
        "\"Resource\" | \"NotResource\": \"*\", \"Resource\" | /Statement/0/NotResource:"
            + " `NotResource` and `Resource` exclude each other",
        "\"Action\": \"s3:Get*\" | \"NotAction\": [] | /Statement/0/NotAction: an empty list",
        "\"Action\": \"s3:Get*\" | \"NotAction\": \"Get\" | /Statement/0/NotAction: action `Get` is"
            + " neither `*` nor of the form `service:Name`",
        "\"Resource\": \"*\" | \"NotResource\": [\"\"] |"
            + " /Statement/0/NotResource/0: a resource is blank",
        "\"Action\" | \"Principal\": \"*\", \"Action\" | /Statement/0/Principal: `Principal` has no"
            + " place in an identity policy",
        "\"Action\" | \"NotPrincipal\": \"*\", \"Action\" | /Statement/0/NotPrincipal:"
            + " `NotPrincipal` has no place in an identity policy",
        "\"Action\" | \"Actions\" | /Statement/0/Actions: unknown element `Actions`",
        "\"Resource\": \"*\", | ~~ | /Statement/0: `Resource` is missing",
        "\"Resource\": \"*\" | \"Resource\": [] | /Statement/0/Resource: an empty list",
        "\"Resource\": \"*\" | \"Resource\": [\"*\", \" \"] |"
            + " /Statement/0/Resource/1: a resource is blank",
        "\"Resource\": \"*\" | \"Resource\": null |"
            + " /Statement/0/Resource: expected a string, found `null`",
        "\"s3:Get*\" | \"Get*\" | /Statement/0/Action: action `Get*` is neither `*` nor of the form"
            + " `service:Name`",
        "\"s3:Get*\" | [\"s3:Get*\", \"s*:Get\"] | /Statement/0/Action/1: action `s*:Get` is"
            + " neither `*` nor of the form `service:Name`",
        "\"s3:Get*\" | {} | /Statement/0/Action: expected a string, found an object",
        "\"Sid\": \"A1\" | \"Sid\": \"A-1\" |"
            + " /Statement/0/Sid: Sid `A-1` has other than ASCII letters and digits",
        "{\"Null\" | {\"Nil\" | /Statement/0/Condition/Nil: unknown condition operator `Nil`",
        "{\"Null\": {\"a:b\": \"true\"}} | [] |"
            + " /Statement/0/Condition: expected an object, found an array",
        "{\"a:b\": \"true\"} | \"a\" |"
            + " /Statement/0/Condition/Null: expected an object, found a string",
        "\"true\" | [] | /Statement/0/Condition/Null/a:b: an empty list",
        "\"true\" | [\"true\", null] |"
            + " /Statement/0/Condition/Null/a:b/1: expected a string, found `null`",
        "\"a:b\": \"true\" | \"a:b\": \"true\", \"A:B\": \"true\" |"
            + " /Statement/0/Condition: condition key `A:B` is given twice for `Null`",
        "\"a:b\" | \"\" | /Statement/0/Condition/Null/: a condition key is blank",
        "\"2012-10-17\" | \"2012-10-17\", \"Version\": \"2012-10-17\" |"
            + " /Version: the same key is given twice",
      })
  void refusesAStatementThatIsNone(String part, String replacement, String message) {
    String good =
        """
        {"Version": "2012-10-17", "Statement": [{"Sid": "A1", "Effect": "Allow",
        "Action": "s3:Get*", "Resource": "*", "Condition": {"Null": {"a:b": "true"}}}]}\
        """;
    String bad = good.replace(part, replacement);
    assertTrue(good.contains(part) && !bad.equals(good), "the case changes nothing");
    assertRefused(bad, message);
  }

  @Test
  void refusesASidThatIsGivenTwice() {
    String statement = "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
    assertRefused(
        "{\"Statement\":[" + statement + "," + statement + "]}",
        "/Statement/1/Sid: Sid `A` is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"Version\":\"2008-10-17\","})
  void whatTheOlderLanguageTakesLiterallyIsEscapedInTheNewer(String version)
      throws PolicySyntaxException {
    String older =
        "{"
            + version
            + "\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
            + "\"Resource\":\"arn:aws:s3:::${aws:username}/*\",\"Condition\":{"
            + "\"StringLike\":{\"s3:prefix\":\"$*\"},"
            + "\"NumericEquals\":{\"s3:max-keys\":\"$1\"}}}}";
    assertEquals(
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "*"
              ],
              "Resource": [
                "arn:aws:s3:::${$}{aws:username}/*"
              ],
              "Condition": {
                "StringLike": {
                  "s3:prefix": "${$}*"
                },
                "NumericEquals": {
                  "s3:max-keys": "$1"
                }
              }
            }
          ]
        }\
        """,
        PolicyDocument.parse(older).toJson());
  }

  @Test
  void whatIsLeftOutIsWrittenUnderItsOwnName() throws PolicySyntaxException {
    PolicyDocument document =
        new PolicyDocument(
            List.of(
                new Statement(
                    Optional.empty(),
                    Effect.DENY,
                    Selection.allBut(List.of("ssm:*", "kms:Decrypt")),
                    Selection.allBut(List.of("arn:aws:s3:::b")),
                    List.of())));
    assertEquals(
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Deny",
              "NotAction": [
                "ssm:*",
                "kms:Decrypt"
              ],
              "NotResource": [
                "arn:aws:s3:::b"
              ]
            }
          ]
        }\
        """,
        document.toJson());
    assertEquals(document, PolicyDocument.parse(document.toJson()));
    Statement statement = document.statements().get(0);
    assertEquals(List.of(), statement.actions());
    assertEquals(List.of(), statement.resources());
  }

  @Test
  void refusesJsonThatWouldTakeTooMuch() {
    assertRefused("[".repeat(100_000), "the JSON is nested too deeply or too long");
  }

  @Test
  void aStatementOfAnotherDocumentIsReadWithItsPlace() throws PolicySyntaxException {
    JsonPointer at = JsonPointer.compile("/template/statement");
    Statement statement = written().statements().get(1);
    assertEquals(statement, Statement.parse(statement.toJsonNode(), at));
    PolicySyntaxException refusal =
        assertThrows(
            PolicySyntaxException.class,
            () -> Statement.parse(JsonNodeFactory.instance.objectNode(), at));
    assertEquals("/template/statement: `Effect` is missing", refusal.getMessage());
    assertEquals(at, refusal.at());
    assertEquals("`Effect` is missing", refusal.problem());
  }

  @Test
  void listsAreCopied() {
    List<String> resources = new ArrayList<>(List.of("*"));
    Statement statement =
        new Statement(Optional.empty(), Effect.ALLOW, List.of("*"), resources, List.of());
    resources.add("arn:aws:s3:::b");
    assertEquals(List.of("*"), statement.resources());
  }

  @ParameterizedTest
  @CsvSource({
    "'',   s3:Get, '*'",
    "A,    s3,     '*'",
    "A,    s3:,    '*'",
    "A,    :Get,   '*'",
    "A,    s3:a b, '*'",
    "A,    s3:Get, ''",
    "A,    ,       '*'",
    "A,    s3:Get, ",
  })
  void aStatementIsCheckedWhenMade(String sid, String action, String resource) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Statement(
                Optional.of(sid),
                Effect.ALLOW,
                Optional.ofNullable(action).stream().toList(),
                Optional.ofNullable(resource).stream().toList(),
                List.of()));
  }

  @Test
  void aSidOfAnIdentityPolicyHasLettersAndDigitsAlone() {
    Statement spaced =
        new Statement(Optional.of("A B"), Effect.ALLOW, List.of("*"), List.of("*"), List.of());
    assertThrows(IllegalArgumentException.class, () -> new PolicyDocument(List.of(spaced)));
  }

  @Test
  void everyStatementOfAnIdentityPolicyNamesResources() {
    Statement unwritten =
        new Statement(
            Optional.empty(), Effect.ALLOW, Selection.of("*"), Selection.EVERYTHING, List.of());
    assertThrows(IllegalArgumentException.class, () -> new PolicyDocument(List.of(unwritten)));
  }

  @Test
  void sidsOfADocumentAreUnique() {
    Statement statement =
        new Statement(Optional.of("A"), Effect.ALLOW, List.of("*"), List.of("*"), List.of());
    assertThrows(
        IllegalArgumentException.class, () -> new PolicyDocument(List.of(statement, statement)));
  }

  private static void assertRefused(String json, String message) {
    PolicySyntaxException refusal =
        assertThrows(PolicySyntaxException.class, () -> PolicyDocument.parse(json));
    assertEquals(message, refusal.getMessage());
  }
}
