package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy for a stream of any length is written in the same memory. */
class BulkMemoryTest {
  private static final String HEAP = "-Xmx48m";

  private static final int FEW = 20_000;
  private static final int MANY = 5 * FEW;
  private static final int FAMILIES = 50;

  /** Of other families each. */
  private static final int UNLIKE = 8_000;

  private static final int LONG = 24 << 20;

  /** Much less than a hundred bytes for each of those that are more. */
  private static final long SLACK = 1 << 20;

  private static final List<String> GENERATE =
      List.of("generate", "--quiet", "--scope=all", "--split=managed", "--format=terraform", "-");

  @TempDir private Path folder;
  private StreamedRun generate;

  @BeforeEach
  void prepare() {
    generate = new StreamedRun(folder, GENERATE, BulkMemoryTest::revision);
  }

  private static String revision(int i) {
    return revision(i % FAMILIES, i);
  }

  private static String revision(int family, int i) {
    return """
        {"taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/f-%1$d:%2$d",\
        "family":"f-%1$d","revision":%2$d,"executionRoleArn":"arn:aws:iam::111122223333:role/r",\
        "containerDefinitions":[{"name":"app","image":"111122223333.dkr.ecr.eu-west-1.\
        amazonaws.com/f-%1$d:v%2$d@sha256:%3$064x","environment":[{"name":"V","value":"%2$d"}],\
        "secrets":[{"name":"S","valueFrom":"/f-%1$d/secret"}],"logConfiguration":{"logDriver":\
        "awslogs","options":{"awslogs-group":"f","awslogs-region":"eu-west-1",\
        "awslogs-stream-prefix":"e","awslogs-create-group":"true"}}}]}
        """
        .formatted(family, i / FAMILIES + 1, i);
  }

  private static void assertIsOfAll(String policy) {
    for (int i = 0; i < FAMILIES; i++) {
      assertTrue(policy.contains("parameter/f-" + i + "/secret\""), policy);
      assertTrue(policy.contains("repository/f-" + i + "\""), policy);
    }
  }

  private long liveAfter(int definitions) {
    StreamedRun.Outcome outcome = generate.over(definitions);
    assertIsOfAll(outcome.out());
    return outcome.live();
  }

  @Test
  void fiveTimesAsManyTaskDefinitionsLeaveNoMoreBehind() {
    liveAfter(FEW / 10);
    long few = liveAfter(FEW);
    long many = liveAfter(MANY);
    assertTrue(many <= few + SLACK, few + " bytes became " + many);
  }

  @Test
  void aLongStreamPassesThroughASmallHeap() throws Exception {
    assertIsOfAll(generate.over(MANY, HEAP));
  }

  /** They are longer than the heap is large. */
  @Test
  void requirementsAreWrittenLineByLine() throws Exception {
    StreamedRun requirements =
        new StreamedRun(
            folder,
            List.of("generate", "--quiet", "--scope=all", "--format=requirements", "-"),
            i -> revision(i, i));
    assertTrue(requirements.over(UNLIKE, HEAP).length() > LONG);
  }
}
