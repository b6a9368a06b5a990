package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Long streams and folders of many files say the same however they are read: what tells that a task
 * definition repeats another gives way before a byte order mark, with which the same text is read
 * in one piece.
 */
class BulkReadingTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** More than a short input has. */
  private static final int LONG = 70_000;

  private static final int MUTATIONS = 60;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final String[] REPORT = {
    "generate",
    "--format=report",
    "--keep-going",
    "--scope=all",
    "--region=eu-west-1",
    "--account=111122223333",
  };

  @TempDir private Path folder;

  private static String definition(String family, int revision, String more) {
    return """
        {"taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/%1$s:%2$d",\
        "family":"%1$s","revision":%2$d,"executionRoleArn":"arn:aws:iam::111122223333:role/run",\
        "containerDefinitions":[{"name":"app","cpu":%2$d,"essential":true,\
        "image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/%1$s:%2$d",\
        "environment":[{"name":"A","value":"%2$d \\u00e9 é \\"q\\""}],"mountPoints":[],\
        "secrets":[{"name":"S","valueFrom":"/%1$s/secret"}],\
        "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"%1$s",\
        "awslogs-region":"eu-west-1","awslogs-stream-prefix":"ecs"}}}],"cpu":"256",\
        "volumes":[]%3$s}"""
        .formatted(family, revision, more);
  }

  /** With a note, two warnings and an error of its own. */
  private static String faulty(int revision) {
    return definition("faulty", revision, ",\"executionRolArn\":1")
        .replace("\"secrets\"", "\"secret\"")
        .replace("\"cpu\":\"256\"", "\"requiresCompatibilities\":3");
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      lines.add(definition("one", i, ""));
      lines.add(definition("two-" + i % 2, i, ",\"runtimePlatform\":null"));
      lines.add("{\"taskDefinition\":" + definition("three", i, "") + ",\"tags\":[]}");
      lines.add(faulty(i));
      lines.add(i % 5 == 0 ? "" : definition("one", i, "") + definition("one", i, ""));
      lines.add("[" + definition("listed", i, "") + "]");
      lines.add("{\"Statement\":[" + i + "]}");
    }
    return lines;
  }

  private Outcome run(String... arguments) {
    return Invocation.in(folder).run(arguments);
  }

  private static String withoutDigests(Outcome outcome) {
    return outcome.status()
        + outcome.out().replaceAll("\"sha256\": \"[0-9a-f]*\"", "")
        + outcome.err();
  }

  private String report(byte[] input) throws IOException {
    Files.write(folder.resolve("stream.json"), input);
    String[] arguments =
        Stream.concat(Stream.of(REPORT), Stream.of("stream.json")).toArray(String[]::new);
    return withoutDigests(run(arguments));
  }

  private static byte[] padded(byte[] text) {
    ByteArrayOutputStream padded = new ByteArrayOutputStream();
    padded.writeBytes(text);
    padded.writeBytes("\n".repeat(LONG).getBytes(StandardCharsets.US_ASCII));
    return padded.toByteArray();
  }

  private static byte[] marked(byte[] text) {
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.writeBytes(MARK);
    marked.writeBytes(text);
    return marked.toByteArray();
  }

  private void assertSameInOnePiece(byte[] text) throws IOException {
    byte[] input = padded(text);
    assertEquals(
        report(marked(input)), report(input), () -> new String(text, StandardCharsets.UTF_8));
  }

  private void assertSameInOnePiece(List<String> lines) throws IOException {
    assertSameInOnePiece(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aStreamSaysTheSameAsInOnePiece() throws IOException {
    assertSameInOnePiece(lines());
    String report = report(padded(String.join("\n", lines()).getBytes(StandardCharsets.UTF_8)));
    assertTrue(report.contains("\"arn:aws:ssm:eu-west-1:111122223333:parameter/three/secret\""));
    assertTrue(report.contains("stream.json:4:"), "the place of the first mistake");
    assertTrue(report.contains("stream.json:81:"), "the place of the last mistake");
  }

  @Test
  void whateverEndsItsLinesSaysTheSame() throws IOException {
    for (String end : List.of("\r\n", "\r", "\n\n", " \n\t", "\n\r\n", "\u2028")) {
      assertSameInOnePiece(String.join(end, lines()).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void documentsOfAllCasesSayTheSame() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path input : inputs()) {
      byte[] text = Files.readAllBytes(input);
      // What is looked for beside the input is not there in either case.
      assertSameInOnePiece(text);
      try {
        String line = JSON.readTree(text).toString();
        all.add(line);
        all.add(line);
      } catch (JsonProcessingException e) {
        assertFalse(e.getMessage().isEmpty());
      }
    }
    assertTrue(all.size() > 100, "too few to tell");
    assertSameInOnePiece(all);
  }

  private static List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES.resolve("cases"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("input.json"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whateverIsWrongWithALineItSaysTheSame() throws IOException {
    Random random = new Random(6);
    for (int i = 0; i < MUTATIONS; i++) {
      List<String> lines = new ArrayList<>(lines());
      byte[] line = lines.remove(random.nextInt(lines.size())).getBytes(StandardCharsets.UTF_8);
      byte[] mutated = mutated(line, random);
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      int at = random.nextInt(lines.size());
      for (int j = 0; j < lines.size(); j++) {
        if (j == at || j == at / 2) {
          stream.writeBytes(mutated);
          stream.write('\n');
        }
        stream.writeBytes(lines.get(j).getBytes(StandardCharsets.UTF_8));
        stream.write('\n');
      }
      assertSameInOnePiece(stream.toByteArray());
    }
  }

  /** Bytes that mean something to JSON, to UTF-8 or to a reader. */
  private static final byte[] MEANINGFUL =
      "\"\\{}[],:/#*-+.eEtfn0 1\t\r\n\0\u007f\u00e9$*?".getBytes(StandardCharsets.UTF_8);

  private static byte[] mutated(byte[] line, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = random.nextInt(line.length + 1);
    int removed = Math.min(random.nextInt(3), line.length - at);
    out.write(line, 0, at);
    switch (random.nextInt(4)) {
      case 0 -> out.write(MEANINGFUL[random.nextInt(MEANINGFUL.length)]);
      case 1 -> out.write(random.nextInt(256));
      case 2 -> out.write(line, at / 2, Math.min(20, line.length - at / 2));
      default -> out.writeBytes("\"Family\":\"x\",".getBytes(StandardCharsets.US_ASCII));
    }
    out.write(line, at + removed, line.length - at - removed);
    return out.toByteArray();
  }

  @Test
  void aFolderOfManyFilesSaysTheSameAsItsFilesOneByOne() throws IOException {
    List<String> documents = lines().stream().filter(line -> !line.isEmpty()).toList();
    List<String> reports = new ArrayList<>();
    for (boolean marked : List.of(false, true)) {
      Path files = Files.createDirectories(folder.resolve("files"));
      for (int i = 0; i < documents.size(); i++) {
        byte[] text = documents.get(i).getBytes(StandardCharsets.UTF_8);
        Files.write(files.resolve("task-%03d.json".formatted(i)), marked ? marked(text) : text);
      }
      Files.writeString(files.resolve("empty.json"), "");
      Files.writeString(files.resolve("long.json"), documents.get(0) + "\n".repeat(LONG));
      Files.writeString(files.resolve("other.json"), "{\"a\": 1}");
      Files.writeString(files.resolve("template.yaml"), "family: [\n");
      Outcome explained =
          run("explain", "--keep-going", "--scope=all", "--region=eu-west-1", "files");
      reports.add(explained.status() + explained.out() + explained.err());
    }
    assertEquals(reports.get(1), reports.get(0));
    assertTrue(reports.get(0).contains("/three/secret"), reports.get(0));
  }

  private void writeDump() throws IOException {
    Files.writeString(
        folder.resolve("dump.json"),
        """
        {"RoleDetailList": [{"RoleName": "run", "Arn": "arn:aws:iam::111122223333:role/run",
          "AttachedManagedPolicies": [], "RolePolicyList": []}]}
        """);
  }

  @Test
  void aFleetTellsOnceWhatIsWrongWithTheImageOfEachRevision() throws IOException {
    writeDump();
    byte[] stream =
        padded(
            IntStream.range(0, 6)
                .mapToObj(i -> definition("one", i, "").replace("ecr.eu-west-1", "ecr.xx-west-1"))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8));
    List<String> fleets = new ArrayList<>();
    for (byte[] input : List.of(stream, marked(stream))) {
      Files.write(folder.resolve("stream.json"), input);
      Outcome outcome = run("fleet", "--policy=dump.json", "--scope=all", "stream.json");
      fleets.add(outcome.status() + outcome.out() + outcome.err());
    }
    assertEquals(fleets.get(1), fleets.get(0));
    assertEquals(1, fleets.get(0).split("image-placeholder", -1).length - 1, fleets.get(0));
  }

  @Test
  void aFleetCountsEachOfThem() throws IOException {
    writeDump();
    byte[] stream =
        padded(
            IntStream.range(0, 50)
                .mapToObj(i -> definition("family-" + i % 2, i, ""))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8));
    List<String> fleets = new ArrayList<>();
    for (byte[] input : List.of(stream, marked(stream))) {
      Files.write(folder.resolve("stream.json"), input);
      fleets.add(run("fleet", "--policy=dump.json", "--format=json", "stream.json").out());
    }
    assertEquals(fleets.get(1), fleets.get(0));
    assertTrue(fleets.get(0).contains("50"), fleets.get(0));
  }

  @Test
  void aLineOfAnyLengthIsRead() throws IOException {
    String blank = " ".repeat(3 << 20);
    List<String> lines = new ArrayList<>(lines());
    lines.add(20, definition("long", 1, "") + blank);
    lines.add(definition("last", 1, ""));
    assertSameInOnePiece(lines);
  }

  @Test
  void whatIsSaidAtManyPlacesIsToldOfAHundred() throws IOException {
    byte[] stream =
        padded(
            IntStream.range(0, 250)
                .mapToObj(BulkReadingTest::faulty)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8));
    String report = report(stream);
    assertTrue(report.contains("stream.json:100:"), report);
    assertFalse(report.contains("stream.json:101:"), report);
    assertTrue(report.contains("so it is at other places, too: "), report);
    assertEquals(report(marked(stream)), report);
  }
}
