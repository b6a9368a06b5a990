package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory grows with what is distinct, and not with how much is read. */
class FleetMemoryTest {
  private static final String HEAP = "-Xmx48m";
  private static final int SECONDS = 60;

  private static final int FEW = 1_000;
  private static final int MANY = 4 * FEW;
  private static final int VERY_MANY = 20_000;
  private static final int FAMILIES = 20;

  /**
   * Less than what {@link #MANY} task definitions are as text, and a third of what they are as
   * objects.
   */
  private static final long SLACK = 512 << 10;

  private static final String[] FLEET = {
    "fleet", "--quiet", "--fail-on=none", "--policy=dump.json", "--format=csv", "-"
  };

  @TempDir private Path folder;

  @BeforeEach
  void writeTheDump() throws IOException {
    Files.writeString(
        folder.resolve("dump.json"),
        """
        {"RoleDetailList": [{"RoleName": "fleet", "Arn": "arn:aws:iam::111122223333:role/fleet",
          "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "read",
            "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
              "Action": "ssm:GetParameters",
              "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/family-*"}}}]}]}
        """);
  }

  /** One task definition a line, in which only revision and names differ within a family. */
  private static final class Definitions extends InputStream {
    private final int count;
    private int made;
    private byte[] line = {};
    private int position;
    private long liveAtTheEnd;

    Definitions(int count) {
      this.count = count;
    }

    private static String definition(int i) {
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

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
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

    /** What is still reachable while the reader has read everything and decided nothing. */
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

  private static String expected(int definitions) {
    return "fleet,111122223333,%d,%d,%d,".formatted(FAMILIES, definitions, 3 * FAMILIES + 1);
  }

  private long liveAfter(int definitions) {
    Definitions stream = new Definitions(definitions);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    int status =
        Main.run(
            FLEET,
            new Terminal(
                stream,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                nowhere,
                false,
                Map.of(),
                folder,
                folder));
    assertEquals(ExitStatus.FINE, status);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains(expected(definitions)), out::toString);
    return stream.liveAtTheEnd;
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
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(java));
    builder.command().addAll(List.of(FLEET));
    Process process =
        builder
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        new Definitions(VERY_MANY).transferTo(stdin);
      }
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still at it");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(ExitStatus.FINE, process.exitValue(), () -> read(err));
    assertTrue(read(out).contains(expected(VERY_MANY)), () -> read(out));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
