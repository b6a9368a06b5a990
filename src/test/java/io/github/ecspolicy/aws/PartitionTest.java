package io.github.ecspolicy.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names are those of botocore's {@code partitions.json}. */
class PartitionTest {

  @ParameterizedTest
  @CsvSource({
    "us-east-1, aws",
    "eu-central-2, aws",
    "ap-southeast-7, aws",
    "sa-east-1, aws",
    "ca-west-1, aws",
    "me-central-1, aws",
    "af-south-1, aws",
    "il-central-1, aws",
    "mx-central-1, aws",
    "cn-north-1, aws-cn",
    "cn-northwest-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
    "us-gov-east-1, aws-us-gov",
    "us-iso-east-1, aws-iso",
    "us-isob-east-1, aws-iso-b",
    "eu-isoe-west-1, aws-iso-e",
    "us-isof-south-1, aws-iso-f",
    "eusc-de-east-1, aws-eusc"
  })
  void aRegionBelongsToThePartitionThatItsNameTells(String region, String partition) {
    assertEquals(Optional.of(partition), Partition.ofRegion(region).map(Partition::id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "region",
        "us-east",
        "us-east-",
        "us-east-1a",
        "us-east-1 ",
        " us-east-1",
        "us-east-1\n",
        "US-EAST-1",
        "us-east-١",
        "xx-east-1",
        "us-gov-1-west",
        "aws-global",
        "*",
        "us-*-1",
        "eusc-fr-east-1"
      })
  void whatIsNotWrittenAsARegionIsOfNoPartition(String region) {
    assertEquals(Optional.empty(), Partition.ofRegion(region));
  }

  @Test
  void everyPartitionIsFoundByTheIdThatArnsShow() {
    List<String> ids = Arrays.stream(Partition.values()).map(Partition::id).toList();
    assertEquals(
        List.of(
            "aws",
            "aws-cn",
            "aws-us-gov",
            "aws-iso",
            "aws-iso-b",
            "aws-iso-e",
            "aws-iso-f",
            "aws-eusc"),
        ids);
    for (Partition partition : Partition.values()) {
      assertEquals(Optional.of(partition), Partition.ofId(partition.id()));
      assertEquals(partition.id(), partition.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AWS", "aws-", "aws-mars", "*"})
  void anUnknownIdIsOfNoPartition(String id) {
    assertEquals(Optional.empty(), Partition.ofId(id));
  }
}
