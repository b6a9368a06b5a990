package io.github.ecspolicy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.aws.Arn;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KmsKeyTest {
  private static final Arn PARAMETER =
      new Arn("aws-cn", "ssm", "cn-north-1", "111122223333", "parameter/a");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "mrk-1234abcd12ab34cd56ef1234567890ab",
        "alias/app",
        "alias/team/app_1-x",
        "alias/aws/ssm",
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/app"
      })
  void aKeyCanBeNamedByIdArnAliasOrAliasArn(String text) {
    assertEquals(Optional.of(text), KmsKey.Name.parse(text).map(KmsKey.Name::toString));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "app",
        "key/*",
        "alias/",
        "alias/*",
        "alias/a?",
        "alias/${x}",
        "alias/a b",
        "alias/a:b",
        "1234abcd-12ab-34cd-56ef-1234567890a",
        "1234abcd-12ab-34cd-56ef-1234567890aß",
        "mrk-1234",
        "arn:aws:kms:eu-west-1:111122223333:key/*",
        "arn:aws:kms:*:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-west-1:*:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-west-1::key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-west-1:111122223333:alias/*",
        "arn:aws:kms:eu-west-1:111122223333:1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:cn-north-1:111122223333:alias/app",
        "arn:mars:kms:mars-east-1:111122223333:alias/app",
        "arn:aws:ssm:eu-west-1:111122223333:alias/app"
      })
  void whatNamesNoSingleKeyIsRefused(String text) {
    assertEquals(Optional.empty(), KmsKey.Name.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new KmsKey.Name(text));
  }

  @Test
  void aliasesHaveUpTo256Characters() {
    assertTrue(KmsKey.Name.parse("alias/" + "a".repeat(250)).isPresent());
    assertTrue(KmsKey.Name.parse("alias/" + "a".repeat(251)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "alias/aws/ssm, true",
    "alias/aws/secretsmanager, true",
    "arn:aws:kms:eu-west-1:111122223333:alias/aws/ssm, true",
    "alias/awsome, false",
    "alias/team/aws/ssm, false",
    "1234abcd-12ab-34cd-56ef-1234567890ab, false"
  })
  void keysOfAwsAreTheAliasesBelowAws(String text, boolean managed) {
    assertEquals(managed, new KmsKey.Name(text).isAwsManaged());
  }

  @ParameterizedTest
  @CsvSource({
    "1234abcd-12ab-34cd-56ef-1234567890ab, key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "mrk-1234abcd12ab34cd56ef1234567890ab, key/mrk-1234abcd12ab34cd56ef1234567890ab",
    "alias/app, key/*"
  })
  void withoutAPlaceOfItsOwnAKeyIsWhereWhatItProtectsIs(String text, String resource) {
    assertEquals(
        "arn:aws-cn:kms:cn-north-1:111122223333:" + resource,
        new KmsKey.Name(text).within(PARAMETER).resource().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab,"
        + " key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:kms:eu-west-1:444455556666:alias/app, key/*"
  })
  void anArnKeepsItsPlace(String text, String resource) {
    KmsKey key = new KmsKey.Name(text).within(PARAMETER);
    assertEquals("arn:aws:kms:eu-west-1:444455556666:" + resource, key.resource().toString());
    assertEquals(text, key.toString());
  }

  /** An alias ARN in {@code Resource} would allow nothing. */
  @Test
  void anAliasIsHeldToByItsNameNotByItsArn() {
    KmsKey key = new KmsKey.Name("arn:aws:kms:eu-west-1:111122223333:alias/app").within(PARAMETER);
    assertEquals("alias/app", ((KmsKey.ByAlias) key).alias());
    assertFalse(key.resource().toString().contains("alias"));
  }

  @ParameterizedTest
  @CsvSource({
    "mrk-1234abcd12ab34cd56ef1234567890ab, true",
    "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, true",
    "arn:aws-cn:kms:cn-northwest-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab, true",
    "arn:aws-cn:kms:cn-northwest-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, false",
    "arn:aws-cn:kms:cn-northwest-1:111122223333:alias/mrk-app, false",
    "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab, false"
  })
  void onlyMultiRegionKeysReachIntoOtherRegionsOfTheirPartition(String text, boolean reaches) {
    assertEquals(reaches, new KmsKey.Name(text).reaches(PARAMETER));
  }

  @Test
  void aReplicaOfAMultiRegionKeyIsInTheAccountOfItsPrimary() {
    KmsKey.Name name =
        new KmsKey.Name(
            "arn:aws-cn:kms:cn-northwest-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    assertEquals(
        "arn:aws-cn:kms:cn-north-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        name.within(PARAMETER).toString());
  }
}
