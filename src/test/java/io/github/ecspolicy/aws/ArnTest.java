package io.github.ecspolicy.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db",
        "arn:aws:ssm:us-east-2::parameter/aws/service/ecs/optimized-ami",
        "arn:aws:s3:::bucket",
        "arn:aws:s3:::bucket/a:b::c:",
        "arn:aws:s3:::bucket/漢字 😀",
        "arn:aws:iam::111122223333:role/path/web",
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf:password::",
        "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/app",
        "arn:aws-cn:sns:cn-north-1:111122223333:",
        "arn:p:s::::"
      })
  void whatIsParsedIsWrittenAsItWas(String text) {
    Arn arn = Arn.parse(text).orElseThrow();
    assertEquals(text, arn.toString());
    assertEquals(
        arn, new Arn(arn.partition(), arn.service(), arn.region(), arn.account(), arn.resource()));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "arn:aws:ssm:eu-west-1:111122223333:parameter/a, aws, ssm, eu-west-1, 111122223333,"
            + " parameter/a",
        "arn:aws:s3:::bucket/a:b, aws, s3, '', '', bucket/a:b",
        "arn:aws:iam::111122223333:role/web, aws, iam, '', 111122223333, role/web"
      })
  void eachPartStandsInItsPlace(
      String text,
      String partition,
      String service,
      String region,
      String account,
      String resource) {
    Arn expected = new Arn(partition, service, region, account, resource);
    assertEquals(Optional.of(expected), Arn.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn",
        "arn:",
        "arn:aws:s3",
        "arn:aws:s3::",
        "arn:aws:s3::bucket",
        "ARN:aws:s3:::bucket",
        " arn:aws:s3:::bucket",
        "urn:aws:s3:::bucket",
        "arn::s3:::bucket",
        "arn:aws::eu-west-1:111122223333:x",
        "/prod/db",
        "arn/aws/s3///bucket"
      })
  void whatHasNotSixPartsAPartitionAndAServiceIsNoArn(String text) {
    assertEquals(Optional.empty(), Arn.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', s3, '', ''",
    "aws, '', '', ''",
    "aws:x, s3, '', ''",
    "aws, s3:x, '', ''",
    "aws, s3, eu:west, ''",
    "aws, s3, '', 1:2"
  })
  void noArnCanBeMadeThatWouldReadAsAnother(
      String partition, String service, String region, String account) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Arn(partition, service, region, account, "bucket"));
  }

  @Test
  void aCopyDiffersInTheGivenPartsOnly() {
    Arn arn = new Arn("aws", "kms", "eu-west-1", "111122223333", "alias/a");
    assertEquals("arn:aws:kms:eu-west-1:111122223333:key/*", arn.withResource("key/*").toString());
    assertEquals(
        "arn:aws:kms:us-east-1:444455556666:alias/a",
        arn.within("us-east-1", "444455556666").toString());
  }
}
