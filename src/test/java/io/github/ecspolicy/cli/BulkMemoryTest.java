package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy for a stream of any length is written in the same memory. */
class BulkMemoryTest {
  private static final String HEAP = "-Xmx48m";
  private static final int SECONDS = 120;

  private static final int FEW = 20_000;
  private static final int MANY = 5 * FEW;
  private static final int FAMILIES = 50;

  /** Much less than a hundred bytes for each of those that are more. */
  private static final long SLACK = 1 << 20;

  private static final String[] GENERATE = {
    "generate", "--quiet", "--scope=all", "--split=managed", "--format=terraform", "-"
  };

  @TempDir private Path folder;

  /** Revisions of some families, one a line. */
  private static final class Revisions extends InputStream {
    private final int count;
    private int made;
    private byte[] line = {};
    private int position;
    private long liveAtTheEnd;

    Revisions(int count) {
      this.count = count;
    }

    private static String definition(int i) {
      return """
          {"taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/f-%1$d:%2$d",\
          "family":"f-%1$d","revision":%2$d,"executionRoleArn":"arn:aws:iam::111122223333:role/r",\
          "containerDefinitions":[{"name":"app","image":"111122223333.dkr.ecr.eu-west-1.\
          amazonaws.com/f-%1$d:v%2$d@sha256:%3$064x","environment":[{"name":"V","value":"%2$d"}],\
          "secrets":[{"name":"S","valueFrom":"/f-%1$d/secret"}],"logConfiguration":{"logDriver":\
          "awslogs","options":{"awslogs-group":"f","awslogs-region":"eu-west-1",\
          "awslogs-stream-prefix":"e","awslogs-create-group":"true"}}}]}
          """
          .formatted(i % FAMILIES, i / FAMILIES + 1, i);
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (position == line.length) {
        if (made == count) {
          liveAtTheEnd = live();
          return -1;
        }
        line = definition(made++).getBytes(StandardCharsets.UTF_8);
        position = 0;
      }
      int read = Math.min(length, line.length - position);
      System.arraycopy(line, position, bytes, offset, read);
      position += read;
      return read;
    }

    private static long live() {
      Runtime runtime = Runtime.getRuntime();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        System.gc();
        least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
      }
      return least;
    }
  }

  private long liveAfter(int definitions) {
    Revisions stream = new Revisions(definitions);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            GENERATE,
            new Terminal(
                stream,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of(),
                folder,
                folder));
    assertEquals(ExitStatus.FINE, status, err::toString);
    assertIsOfAll(out.toString(StandardCharsets.UTF_8));
    return stream.liveAtTheEnd;
  }

  private static void assertIsOfAll(String policy) {
    for (int i = 0; i < FAMILIES; i++) {
      assertTrue(policy.contains("parameter/f-" + i + "/secret\""), policy);
      assertTrue(policy.contains("repository/f-" + i + "\""), policy);
    }
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
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(GENERATE));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        new Revisions(MANY).transferTo(stdin);
      }
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still at it");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(ExitStatus.FINE, process.exitValue(), () -> read(err));
    assertIsOfAll(read(out));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
