package io.github.ecspolicy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some rows of AWS's table.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/guardduty/latest/ug/ecs-runtime-agent-ecr-image-uri.html">
 *     repositories</a>
 */
class GuardDutyAgentTest {
  @ParameterizedTest
  @CsvSource({
    "us-west-2, 733349766148",
    "us-east-1, 593207742271",
    "ca-central-1, 354763396469",
    "ca-west-1, 339712888787",
    "sa-east-1, 758426053663",
    "mx-central-1, 311141559934",
    "eu-central-1, 323658145986",
    "eu-central-2, 529164026651",
    "eu-west-3, 665651866788",
    "af-south-1, 197869348890",
    "il-central-1, 870907303882",
    "me-central-1, 000014521398",
    "ap-southeast-2, 005257825471",
    "ap-southeast-7, 054037130133",
    "ap-east-2, 259886477082",
    "ap-northeast-3, 273192626886",
  })
  void eachRegionHasAnAccount(String region, String account) {
    assertEquals(Optional.of(account), GuardDutyAgent.account(region));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cn-north-1", "us-iso-east-1", "eusc-de-east-1", "EU-WEST-1"})
  void otherRegionsHaveNone(String region) {
    assertEquals(Optional.empty(), GuardDutyAgent.account(region));
  }

  @Test
  void theRepositoryIsNamedTheSameEverywhere() {
    assertEquals("aws-guardduty-agent-fargate", GuardDutyAgent.REPOSITORY);
  }
}
