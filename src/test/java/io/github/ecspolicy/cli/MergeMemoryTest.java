package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many parts of a fleet need is merged in the same memory as what few need. */
class MergeMemoryTest {
  private static final String HEAP = "-Xmx48m";

  private static final int FEW = 50_000;
  private static final int MANY = 5 * FEW;
  private static final int FAMILIES = 50;
  private static final int NEEDS = 3;

  /** Much less than a hundred bytes for each of those that are more. */
  private static final long SLACK = 1 << 20;

  private static final List<String> MERGE =
      List.of("merge", "--quiet", "--split=managed", "--format=terraform", "-");

  private static final String LINE =
      """
      {"requirements":1,"scope":"all","task":{"name":"f-%1$d","form":"whole","executionRoleArn":"r",\
      "role":"r","region":"eu-west-1","account":"111122223333","launchTypes":[],\
      "logsToCloudWatch":false,"at":{"file":"part-%2$d","line":%1$d,"column":1,"pointer":""}},\
      "needs":"%3$s","resource":"%4$s","key":{"status":"%5$s"},"reference":{"field":"%6$s",\
      "valueFrom":"%4$s%7$s","container":"app","windows":false,"at":{"file":"part-%2$d",\
      "line":%1$d,"column":9,"pointer":"/containerDefinitions/0/x/%3$s"}}}
      """;

  @TempDir private Path folder;
  private StreamedRun merge;

  @BeforeEach
  void prepare() {
    merge = new StreamedRun(folder, MERGE, MergeMemoryTest::line);
  }

  /** The later a part is read, the sooner it was in the order of places. */
  private static String line(int i) {
    int family = i / NEEDS % FAMILIES + 1;
    int part = 1_000_000 - i / NEEDS / FAMILIES;
    return switch (i % NEEDS) {
      case 0 ->
          LINE.formatted(
              family,
              part,
              "parameter",
              "arn:aws:ssm:eu-west-1:111122223333:parameter/f-" + family + "/secret",
              "unknown",
              "secrets",
              "");
      case 1 ->
          LINE.formatted(
              family,
              part,
              "repository",
              "arn:aws:ecr:eu-west-1:111122223333:repository/f-" + family,
              "none",
              "image",
              ":" + part);
      default ->
          LINE.formatted(
              family,
              part,
              "s3-object",
              "arn:aws:s3:::files/f-" + family + ".env",
              "unknown",
              "environmentFiles",
              "");
    };
  }

  private static void assertIsOfAll(String policy) {
    for (int i = 1; i <= FAMILIES; i++) {
      assertTrue(policy.contains("parameter/f-" + i + "/secret\""), policy);
      assertTrue(policy.contains("repository/f-" + i + "\""), policy);
    }
  }

  private long liveAfter(int lines) {
    StreamedRun.Outcome outcome = merge.over(lines);
    assertIsOfAll(outcome.out());
    return outcome.live();
  }

  @Test
  void fiveTimesAsManyLinesLeaveNoMoreBehind() {
    liveAfter(FEW / 10);
    long few = liveAfter(FEW);
    long many = liveAfter(MANY);
    assertTrue(many <= few + SLACK, few + " bytes became " + many);
  }

  @Test
  void manyLinesPassThroughASmallHeap() throws Exception {
    assertIsOfAll(merge.over(MANY, HEAP));
  }
}
