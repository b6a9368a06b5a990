package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of 200 MB, in a JVM that has the heap of a small container. */
class HugeInputTest {
  private static final long SIZE = 200_000_000;
  private static final String HEAP = "-Xmx256m";
  private static final int SECONDS = 30;

  private static final String TOO_LONG =
      "error[document-too-large]: the document is longer than 16777216 characters";
  private static final String TOO_LONG_A_VALUE =
      "error[document-too-large]: a key, number or string is too long";

  @TempDir private Path folder;

  @Test
  void aListOfContainersWithoutEndIsRefused() throws Exception {
    String container =
        """
        ,{"name":"web","image":"nginx","secrets":[{"name":"A","valueFrom":"/a"}]}\
        """;
    refuses("{\"containerDefinitions\":[{}", n -> container, "]}", TOO_LONG);
  }

  @Test
  void aReferenceWithoutEndIsRefused() throws Exception {
    refuses(
        "[{\"secrets\":[{\"name\":\"A\",\"valueFrom\":\"",
        n -> "a".repeat(1000),
        "\"}]}]",
        TOO_LONG_A_VALUE);
  }

  @Test
  void aStringThatNobodyReadsIsRefusedThoughItIsTheLastOne() throws Exception {
    refuses("[{\"secrets\":[],\"user\":\"", n -> "a".repeat(1000), "\"}]", TOO_LONG);
  }

  @Test
  void aListThatNobodyReadsIsRefused() throws Exception {
    refuses("[{\"secrets\":[],\"command\":[0", n -> ",0".repeat(500), "]}]", TOO_LONG);
  }

  @Test
  void anObjectOfManyKeysThatNobodyReadsIsRefused() throws Exception {
    refuses("[{\"secrets\":[],\"dockerLabels\":{\"\":0", n -> ",\"" + n + "\":0", "}}]", TOO_LONG);
  }

  @Test
  void aKeyWithoutEndIsRefused() throws Exception {
    refuses("[{\"secrets\":[],\"", n -> "k".repeat(1000), "\":0}]", TOO_LONG_A_VALUE);
  }

  @Test
  void aNumberWithoutEndIsRefused() throws Exception {
    refuses("[{\"secrets\":[],\"cpu\":1", n -> "0".repeat(1000), "}]", TOO_LONG_A_VALUE);
  }

  @Test
  void whiteSpaceWithinADocumentCountsToo() throws Exception {
    refuses("[{\"secrets\":[]", n -> " ".repeat(1000), "}]", TOO_LONG);
  }

  @Test
  void aPlanMayBeThatLong() throws Exception {
    write(
        folder.resolve("huge.json"),
        "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{\"resources\":[{}",
        n ->
            ",{\"address\":\"aws_instance.n[%d]\",\"mode\":\"managed\",\"type\":\"aws_instance\",\"values\":{"
                    .formatted(n)
                + "\"arn\":\"arn:aws:ec2:eu-west-1:111122223333:instance/%d\",".formatted(n)
                + "\"user_data\":\"%s\"}}".formatted("a".repeat(5000)),
        ",{\"address\":\"aws_ecs_task_definition.web\",\"type\":\"aws_ecs_task_definition\",\"values\":"
            + "{\"container_definitions\":\"[{\\\"secrets\\\":[{\\\"valueFrom\\\":\\\"a\\\"}]}]\"}}]}}}");
    Run run = generate();
    assertAll(
        () -> assertEquals(ExitStatus.FINE, run.status()),
        () -> assertTrue(run.out().contains("eu-west-1:111122223333:parameter/a"), run.err()));
  }

  @Test
  void aPlanOfTaskDefinitionsWithoutEndIsRefused() throws Exception {
    refuses(
        "{\"format_version\":\"1.2\",\"values\":{\"root_module\":{\"resources\":[{}",
        n -> ",{}",
        "]}}}",
        "error[document-too-large]: the document has more than 1000000 values that are read");
  }

  private record Run(int status, String out, String err) {}

  private void refuses(String start, LongFunction<String> piece, String end, String error)
      throws Exception {
    write(folder.resolve("huge.json"), start, piece, end);
    Run run = generate();
    String said = run.err();
    Pattern expected =
        Pattern.compile("huge\\.json:1:[0-9]+: " + Pattern.quote(error) + "\n  hint: .+\n");
    assertAll(
        () -> assertEquals(ExitStatus.INVALID, run.status()),
        () -> assertEquals("", run.out()),
        () -> assertTrue(expected.matcher(said).matches(), said));
  }

  private Run generate() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "generate",
                "huge.json")
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    try {
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still at it");
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static void write(Path file, String start, LongFunction<String> piece, String end)
      throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      writer.write(start);
      long written = start.length();
      for (long n = 0; written < SIZE; n++) {
        String next = piece.apply(n);
        writer.write(next);
        written += next.length();
      }
      writer.write(end);
    }
  }
}
