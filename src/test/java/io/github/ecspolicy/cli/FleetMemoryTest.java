package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory grows with what is distinct, and not with how much is read. */
class FleetMemoryTest {
  private static final String HEAP = "-Xmx48m";
  private static final int FEW = 5_000;
  private static final int MANY = 4 * FEW;
  private static final int FAMILIES = 20;
  private static final int SECONDS = 60;

  /** What a collection may leave behind by chance, in KB. */
  private static final long SLACK = 2_048;

  @TempDir private Path folder;

  private record Run(String out, long retainedKb) {}

  @Test
  void fourTimesAsManyTaskDefinitionsNeedNoMoreMemory() throws Exception {
    Files.writeString(
        folder.resolve("dump.json"),
        """
        {"RoleDetailList": [{"RoleName": "fleet", "Arn": "arn:aws:iam::111122223333:role/fleet",
          "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "read",
            "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
              "Action": "ssm:GetParameters",
              "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/family-*"}}}]}]}
        """);
    Run few = fleet(FEW);
    Run many = fleet(MANY);
    assertEquals(few.out().replace("," + FEW + ",", "," + MANY + ","), many.out());
    assertTrue(
        many.out().contains("fleet,111122223333," + FAMILIES + "," + MANY + "," + FAMILIES + ",0,"),
        many.out());
    assertTrue(
        many.retainedKb() <= few.retainedKb() + SLACK,
        few.retainedKb() + " KB became " + many.retainedKb() + " KB");
  }

  /** A line of a stream, in which nothing but the revision tells it from others of its family. */
  private static String definition(int i) {
    String family = "family-" + i % FAMILIES;
    return """
        {"family":"%s","taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/%s:%d",\
        "executionRoleArn":"arn:aws:iam::111122223333:role/fleet","containerDefinitions":[\
        {"name":"app-%d","image":"nginx:%d","secrets":[{"name":"DB_%d",\
        "valueFrom":"arn:aws:ssm:eu-west-1:111122223333:parameter/%s"}]}]}
        """
        .formatted(family, family, i, i, i, i, family);
  }

  private Run fleet(int definitions) throws Exception {
    Path out = folder.resolve("out");
    Path log = folder.resolve("gc.log");
    Files.deleteIfExists(log);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:gc:file=gc.log",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "fleet",
                    "--fail-on=none",
                    "--policy=dump.json",
                    "--format=csv",
                    "-"))
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      write(process, definitions);
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still at it");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(
        ExitStatus.FINE, process.exitValue(), () -> read(folder.resolve("err")));
    return new Run(Files.readString(out), retained(Files.readString(log)));
  }

  private static void write(Process process, int definitions) throws IOException {
    try (BufferedWriter lines =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < definitions; i++) {
        lines.write(definition(i));
      }
    }
  }

  /** The least that a collection in the second half of the run has left. */
  private static long retained(String log) {
    List<Long> left =
        Pattern.compile("->(\\d+)([KM])\\(")
            .matcher(log)
            .results()
            .map(pause -> Long.parseLong(pause.group(1)) * (pause.group(2).equals("M") ? 1024 : 1))
            .toList();
    assertTrue(left.size() >= 4, "the collector has run " + left.size() + " times");
    return left.stream().skip(left.size() / 2).mapToLong(each -> each).min().orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
