package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Task definitions of which no two are of one family take little memory each. */
class DistinctMemoryTest {
  private static final String HEAP = "-Xmx48m";

  private static final int FEW = 1_000;
  private static final int MANY = 5_000;
  private static final int VERY_MANY = 10_000;
  private static final int OF_A_ROLE = 100;
  private static final int SECRETS = 4;

  /** A third of what one is as objects. */
  private static final long BYTES_EACH = 800;

  private static final List<String> GENERATE =
      List.of(
          "generate", "--quiet", "--scope=all", "--split=managed", "--output-dir=policies", "-");

  @TempDir private Path folder;
  private StreamedRun generate;

  @BeforeEach
  void prepare() {
    generate = new StreamedRun(folder, GENERATE, DistinctMemoryTest::definition);
  }

  private static String definition(int i) {
    return """
        {"taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/f-%1$d:1",\
        "family":"f-%1$d","executionRoleArn":"arn:aws:iam::111122223333:role/r-%2$d",\
        "requiresCompatibilities":["FARGATE"],"containerDefinitions":[%3$s,%4$s]}
        """
        .formatted(i, i / OF_A_ROLE, container(i, "app"), container(i, "proxy"));
  }

  private static String container(int i, String name) {
    List<String> secrets =
        IntStream.range(0, SECRETS)
            .mapToObj(k -> "{\"name\":\"S_%d\",\"valueFrom\":\"/shared/%d\"}".formatted(k, k))
            .toList();
    return """
        {"name":"%1$s","image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/f-%2$d/%1$s:1",\
        "secrets":[%3$s],"logConfiguration":{"logDriver":"awslogs","options":{\
        "awslogs-group":"/ecs/f-%2$d","awslogs-region":"eu-west-1",\
        "awslogs-stream-prefix":"%1$s"}}}"""
        .formatted(name, i, String.join(",", secrets));
  }

  private void assertIsOfAll(int definitions) throws Exception {
    StringBuilder policies = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("policies"))) {
      for (Path file : files.toList()) {
        policies.append(Files.readString(file));
      }
    }
    String[] repositories = policies.toString().split("repository/f-", -1);
    assertEquals(2 * definitions, repositories.length - 1);
    String[] streams = policies.toString().split("log-group:/ecs/f-", -1);
    assertEquals(2 * definitions, streams.length - 1);
  }

  private long liveAfter(int definitions) throws Exception {
    StreamedRun.Outcome outcome = generate.over(definitions);
    assertIsOfAll(definitions);
    return outcome.live();
  }

  @Test
  void eachThatWaitsTakesLittleMemory() throws Exception {
    liveAfter(FEW);
    long few = liveAfter(FEW);
    long many = liveAfter(MANY);
    long each = (many - few) / (MANY - FEW);
    assertTrue(each <= BYTES_EACH, each + " bytes each");
  }

  @Test
  void manyFamiliesPassThroughASmallHeap() throws Exception {
    generate.over(VERY_MANY, HEAP);
    assertIsOfAll(VERY_MANY);
  }
}
