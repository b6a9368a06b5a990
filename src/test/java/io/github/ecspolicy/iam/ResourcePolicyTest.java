package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePolicyTest {

  private static final String WRITTEN =
      """
      {
        "Version": "2012-10-17",
        "Id": "key policy",
        "Statement": [
          {
            "Sid": "Enable IAM User Permissions",
            "Effect": "Allow",
            "Principal": {
              "AWS": [
                "arn:aws:iam::111122223333:root",
                "444455556666"
              ],
              "Service": "logs.eu-west-1.amazonaws.com"
            },
            "Action": [
              "kms:*"
            ],
            "Resource": [
              "*"
            ]
          },
          {
            "Effect": "Deny",
            "NotPrincipal": {
              "AWS": "arn:aws:iam::111122223333:role/r"
            },
            "NotAction": [
              "kms:Decrypt"
            ],
            "NotResource": [
              "arn:aws:kms:*:*:key/*"
            ],
            "Condition": {
              "Bool": {
                "aws:SecureTransport": "false"
              }
            }
          },
          {
            "Effect": "Allow",
            "Principal": "*",
            "Action": [
              "kms:DescribeKey"
            ],
            "Resource": [
              "*"
            ]
          }
        ]
      }\
      """;

  private static final String TRUST =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Principal": {
              "Service": "ecs-tasks.amazonaws.com"
            },
            "Action": [
              "sts:AssumeRole"
            ]
          }
        ]
      }\
      """;

  @Test
  void whatIsReadIsWrittenBack() throws PolicySyntaxException {
    ResourcePolicy policy = ResourcePolicy.parse(WRITTEN);
    assertEquals(WRITTEN, policy.toJson());
    assertEquals(policy, ResourcePolicy.parse(policy.toJson()));
  }

  @Test
  void aTrustPolicyNamesNoResource() throws PolicySyntaxException {
    ResourcePolicy policy = ResourcePolicy.parseTrust(TRUST);
    assertEquals(Selection.EVERYTHING, policy.statements().get(0).statement().resource());
    assertEquals(TRUST, policy.toJson());
    assertRefusedAsTrust(
        TRUST.replace("\"Effect\"", "\"Resource\": \"*\", \"Effect\""),
        "/Statement/0/Resource: `Resource` has no place in a trust policy: the role is meant");
  }

  @Test
  void aTrustPolicyHasSidsAsIamWantsThem() {
    assertRefusedAsTrust(
        TRUST.replace("\"Effect\"", "\"Sid\": \"A B\", \"Effect\""),
        "/Statement/0/Sid: Sid `A B` has other than ASCII letters and digits");
    String statement =
        "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}";
    assertRefusedAsTrust(
        "{\"Statement\":[" + statement + "," + statement + "]}",
        "/Statement/1/Sid: Sid `A` is given twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"s3:*\","
            + "\"Resource\":\"arn:aws:s3:::b/$\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"CanonicalUser\":[\"79a5\"],"
            + "\"Federated\":\"www.amazon.com\"},\"Action\":\"s3:*\"}}",
        "{\"Statement\":[{\"Sid\":\"\",\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\"1\",\"2\"]},"
            + "\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
      })
  void readingAndWritingIsStable(String json) throws PolicySyntaxException {
    ResourcePolicy policy = ResourcePolicy.parse(json);
    String text = policy.toJson();
    assertEquals(policy, ResourcePolicy.parse(text));
    assertEquals(text, ResourcePolicy.parse(text).toJson());
  }

  @Test
  void statementsOfOtherServicesMayShareASid() throws PolicySyntaxException {
    String statement =
        "{\"Sid\":\"A B\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\","
            + "\"Resource\":\"*\"}";
    assertEquals(
        2,
        ResourcePolicy.parse("{\"Statement\":[" + statement + "," + statement + "]}")
            .statements()
            .size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"Principal\": {\"AWS\": \"1\"}, | ~~ | /Statement/0: `Principal` is missing",
        "{\"AWS\": \"1\"} | \"1\" | /Statement/0/Principal: `1` is neither `*` nor a type of"
            + " principals with names",
        "{\"AWS\": \"1\"} | [\"*\"] | /Statement/0/Principal: expected an object, found an array",
        "{\"AWS\": \"1\"} | {} | /Statement/0/Principal: names no principal",
        "\"AWS\" | \"Aws\" | /Statement/0/Principal/Aws: unknown type `Aws`",
        "\"AWS\" | \"*\" | /Statement/0/Principal/*: unknown type `*`",
        "{\"AWS\": \"1\"} | {\"AWS\": []} | /Statement/0/Principal/AWS: an empty list",
        "{\"AWS\": \"1\"} | {\"AWS\": [\"1\", \" \"]} |"
            + " /Statement/0/Principal/AWS/1: a principal is blank",
        "{\"AWS\": \"1\"} | {\"AWS\": 1} |"
            + " /Statement/0/Principal/AWS: expected a string, found a number",
        "{\"AWS\": \"1\"} | {\"AWS\": \"1\", \"AWS\": \"2\"} |"
            + " /Statement/0/Principal/AWS: the same key is given twice",
        "\"Effect\" | \"NotPrincipal\": \"*\", \"Effect\" | /Statement/0/NotPrincipal:"
            + " `NotPrincipal` and `Principal` exclude each other",
        "\"Effect\" | \"Who\": \"*\", \"Effect\" | /Statement/0/Who: unknown element `Who`",
        "\"Version\" | \"Owner\": \"x\", \"Version\" | /Owner: unknown element `Owner`",
        "\"Version\" | \"Id\": 1, \"Version\" | /Id: expected a string, found a number",
        "\"2012-10-17\" | \"2012-10-18\" |"
            + " /Version: unknown version `2012-10-18`, expected `2012-10-17`",
      })
  void refusesAPolicyThatIsNone(String part, String replacement, String message) {
    String good =
        """
        {"Version": "2012-10-17", "Statement": [{"Principal": {"AWS": "1"}, "Effect": "Allow",
        "Action": "s3:Get*", "Resource": "*"}]}\
        """;
    String bad = good.replace(part, replacement);
    assertTrue(good.contains(part) && !bad.equals(good), "the case changes nothing");
    PolicySyntaxException refusal =
        assertThrows(PolicySyntaxException.class, () -> ResourcePolicy.parse(bad));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void theDefaultOfAKeyLeavesTheDecisionToTheAccount() {
    ResourceStatement only = ResourcePolicy.defaultOfKey("111122223333").statements().get(0);
    assertEquals(
        Principals.of(new Principal(Principal.Type.AWS, "111122223333")), only.principals());
    assertEquals(List.of("kms:*"), only.statement().actions());
  }

  @Test
  void principalsAreCheckedWhenMade() {
    assertThrows(IllegalArgumentException.class, () -> Principals.of());
    assertThrows(
        IllegalArgumentException.class, () -> new Principal(Principal.Type.ANYONE, "someone"));
    assertThrows(IllegalArgumentException.class, () -> new Principal(Principal.Type.AWS, ""));
    Principal service = new Principal(Principal.Type.SERVICE, "s3.amazonaws.com");
    assertThrows(IllegalArgumentException.class, () -> Principals.of(Principal.ANYONE, service));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:user/u",
        "arn:aws:sts::111122223333:assumed-role/r/s",
        "arn:aws:iam::1:role/r",
        "arn:aws:iam::111122223333:role/"
      })
  void aCallerIsARole(String arn) {
    assertThrows(IllegalArgumentException.class, () -> new Caller.Role(arn));
  }

  @Test
  void aRoleKnowsItsAccountAndItsNameWithoutThePath() {
    Caller.Role role = new Caller.Role("arn:aws-cn:iam::111122223333:role/a/b/r", Optional.of("s"));
    assertEquals("111122223333", role.account());
    assertEquals("aws-cn", role.partition());
    assertEquals("r", role.name());
  }

  private static void assertRefusedAsTrust(String json, String message) {
    PolicySyntaxException refusal =
        assertThrows(PolicySyntaxException.class, () -> ResourcePolicy.parseTrust(json));
    assertEquals(message, refusal.getMessage());
  }
}
