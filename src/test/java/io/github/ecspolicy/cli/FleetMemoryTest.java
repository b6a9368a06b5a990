package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory grows with what is distinct, and not with how much is read. */
class FleetMemoryTest {
  private static final String HEAP = "-Xmx48m";

  private static final int FEW = 1_000;
  private static final int MANY = 4 * FEW;
  private static final int VERY_MANY = 20_000;
  private static final int FAMILIES = 20;

  /**
   * Less than what {@link #MANY} task definitions are as text, and a third of what they are as
   * objects.
   */
  private static final long SLACK = 512 << 10;

  private static final List<String> FLEET =
      List.of("fleet", "--quiet", "--fail-on=none", "--policy=dump.json", "--format=csv", "-");

  @TempDir private Path folder;
  private StreamedRun fleet;

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(
        folder.resolve("dump.json"),
        """
        {"RoleDetailList": [{"RoleName": "fleet", "Arn": "arn:aws:iam::111122223333:role/fleet",
          "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "read",
            "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
              "Action": "ssm:GetParameters",
              "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/family-*"}}}]}]}
        """);
    fleet = new StreamedRun(folder, FLEET, FleetMemoryTest::revision);
  }

  /** A task definition of which only revision and names differ within its family. */
  private static String revision(int i) {
    String family = "family-" + i % FAMILIES;
    return """
        {"family":"%s","taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/%s:%d",\
        "executionRoleArn":"arn:aws:iam::111122223333:role/fleet","containerDefinitions":[\
        {"name":"app-%d","image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/%s:%d",\
        "secrets":[{"name":"DB_%d",\
        "valueFrom":"arn:aws:ssm:eu-west-1:111122223333:parameter/%s"}]}]}
        """
        .formatted(family, family, i, i, family, i, i, family);
  }

  private static void assertCounts(String table, int definitions) {
    String row = "fleet,111122223333,%d,%d,%d,".formatted(FAMILIES, definitions, 3 * FAMILIES + 1);
    assertTrue(table.contains(row), table);
  }

  private long liveAfter(int definitions) {
    StreamedRun.Outcome outcome = fleet.over(definitions);
    assertCounts(outcome.out(), definitions);
    return outcome.live();
  }

  @Test
  void fourTimesAsManyTaskDefinitionsLeaveNoMoreBehind() {
    liveAfter(FEW);
    long few = liveAfter(FEW);
    long many = liveAfter(MANY);
    assertTrue(many <= few + SLACK, few + " bytes became " + many);
  }

  @Test
  void twentyThousandTaskDefinitionsPassThroughASmallHeap() throws Exception {
    assertCounts(fleet.over(VERY_MANY, HEAP), VERY_MANY);
  }
}
