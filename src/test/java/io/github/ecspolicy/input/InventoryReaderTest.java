package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Listing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is read of inventories. Most stands in {@code inventories/} and {@code bad-input/}. */
class InventoryReaderTest {
  private static final Path CASES = Path.of("src", "test", "resources", "inventories");
  private static final Path REFUSED =
      Path.of("src", "test", "resources", "bad-input", "inventories.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Stands in the inputs wherever something is that must not be read. */
  private static final String CANARY = "CANARY";

  private static final String FILE = "input.json";
  private static final int LONGEST = 268_435_456;

  @TempDir private Path folder;

  /**
   * A document and what is said of it.
   *
   * @param input the lines of the file; the last has no line end
   * @param at line and column of the first error
   * @param error code and message
   */
  record Refused(String name, List<String> input, String at, String error, String hint) {
    String printed() {
      String[] parts = error.split(": ", 2);
      return FILE
          + (":" + at + ": error[" + parts[0] + "]: " + parts[1])
          + ("\n  hint: " + hint + "\n");
    }
  }

  @TestFactory
  Stream<DynamicTest> whatTheAwsCliPrintsIsRead() throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      return cases
          .sorted()
          .map(each -> dynamicTest(each.getFileName().toString(), () -> reads(each)))
          .toList()
          .stream();
    }
  }

  private static void reads(Path each) throws IOException {
    try (Stream<Path> files = Files.list(each)) {
      Set<String> names =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      assertTrue(names.containsAll(Set.of(FILE, "listings.txt")), names.toString());
      names.removeAll(Set.of(FILE, "listings.txt", "diagnostics.txt"));
      assertEquals(Set.of(), names);
    }
    InventoryBatch batch = read(each, FILE);
    Path diagnostics = each.resolve("diagnostics.txt");
    assertAll(
        () -> assertEquals(Files.readString(each.resolve("listings.txt")), listings(batch)),
        () ->
            assertEquals(
                Files.exists(diagnostics) ? Files.readString(diagnostics) : "", said(batch)),
        () -> assertFalse(batch.toString().contains(CANARY), batch.toString()));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoInventoryIsRefusedAtItsVeryPlace() throws IOException {
    List<Refused> all = List.of(JSON.readValue(Files.readString(REFUSED), Refused[].class));
    assertEquals(all.size(), all.stream().map(Refused::name).distinct().count());
    return all.stream().map(each -> dynamicTest(each.name(), () -> refuses(each)));
  }

  private void refuses(Refused each) throws IOException {
    InventoryBatch batch = write(String.join("\n", each.input()));
    assertAll(
        () -> assertEquals(each.printed(), said(batch)),
        () -> assertFalse(batch.toString().contains(CANARY), batch.toString()));
  }

  private static InventoryBatch read(Path base, String... arguments) {
    return InventoryReader.read(List.of(arguments), base, InputStream.nullInputStream());
  }

  private InventoryBatch write(String text) throws IOException {
    Files.writeString(folder.resolve(FILE), text);
    return read(folder, FILE);
  }

  private static String said(InventoryBatch batch) {
    return batch.diagnostics().stream()
        .sorted(Diagnostic.ORDER)
        .map(diagnostic -> diagnostic.in(Dialect.COMMAND_LINE) + "\n")
        .collect(Collectors.joining());
  }

  private static String listings(InventoryBatch batch) {
    return batch.inventory().listings().stream()
        .map(InventoryReaderTest::print)
        .collect(Collectors.joining());
  }

  private static String print(Listing listing) {
    return (listing.complete() ? "complete\n" : "not complete\n")
        + listing.entries().stream()
            .map(entry -> "  " + print(entry) + "\n")
            .collect(Collectors.joining());
  }

  private static String print(Entry entry) {
    String name = entry.name().text();
    if (entry instanceof Entry.Parameter it) {
      return "parameter "
          + name
          + (print("arn", it.arn()) + print("type", it.type()) + print("key", it.keyId()));
    }
    if (entry instanceof Entry.MissingParameter) {
      return "missing parameter " + name;
    }
    if (entry instanceof Entry.Secret it) {
      return "secret "
          + name
          + (print("arn", it.arn()) + print("key", it.keyId()) + (it.deleted() ? " deleted" : ""))
          + it.replicas().stream().map(InventoryReaderTest::print).collect(Collectors.joining());
    }
    if (entry instanceof Entry.Alias it) {
      return "alias " + name + print("arn", it.arn()) + print("target", it.targetKeyId());
    }
    if (entry instanceof Entry.Key it) {
      return "key "
          + name
          + (print("manager", it.manager()) + print("state", it.state()))
          + it.related().stream().map(arn -> print("related", arn)).collect(Collectors.joining());
    }
    if (entry instanceof Entry.Bucket it) {
      return "bucket " + name + print("algorithm", it.algorithm()) + print("key", it.keyId());
    }
    if (entry instanceof Entry.LogGroup it) {
      return "log group " + name + print("arn", it.arn()) + print("key", it.keyId());
    }
    Entry.Rule rule = (Entry.Rule) entry;
    return "rule " + rule.of() + " " + name + print("key", rule.key());
  }

  private static String print(Entry.Replica replica) {
    return print("replica", replica.region())
        + replica.keyId().map(key -> ":" + key.text()).orElse("");
  }

  private static String print(String what, Optional<FieldValue> value) {
    return value.map(it -> print(what, it)).orElse("");
  }

  private static String print(String what, FieldValue value) {
    return " " + what + "=" + value.text();
  }

  @Test
  void everyTextKnowsWhereItStands() throws IOException {
    Entry.Parameter parameter =
        (Entry.Parameter)
            write("\n[{\"Parameters\": [\n {\"KeyId\": \"alias/app\", \"Name\": \"/a\"}]}]")
                .inventory()
                .listings()
                .get(0)
                .entries()
                .get(0);
    assertAll(
        () -> assertEquals("input.json:3:33", parameter.name().location().toString()),
        () -> assertEquals("input.json:3:12", parameter.keyId().get().location().toString()),
        () ->
            assertEquals("/0/Parameters/0/Name", parameter.name().location().pointer().toString()));
  }

  @Test
  void noArgumentMeansThatNothingIsKnown() {
    assertEquals(InventoryBatch.EMPTY, read(folder));
  }

  @Test
  void standardInputIsRead() {
    byte[] text = "{\"Keys\": []}".getBytes(StandardCharsets.UTF_8);
    InventoryBatch batch =
        InventoryReader.read(List.of("-"), folder, new ByteArrayInputStream(text));
    assertAll(
        () -> assertEquals("complete\n", listings(batch)),
        () -> assertEquals("<stdin>", batch.inputs().get(0).source()),
        () -> assertEquals(64, batch.inputs().get(0).sha256().length()));
  }

  @Test
  void ofAFolderEveryInventoryIsReadAndTheRestIsNamed() throws IOException {
    Files.createDirectory(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/a.json"), "{\"Keys\": []}");
    Files.writeString(folder.resolve("b.json"), "{\"parameters\": {\"/b\": \"alias/b\"}}");
    Files.writeString(folder.resolve("task.json"), "{\"containerDefinitions\": []}");
    Files.writeString(folder.resolve("value.json"), "{\"SecretString\": \"CANARY\"}");
    Files.writeString(folder.resolve("notes.txt"), "none");
    InventoryBatch batch = read(folder, ".");
    assertAll(
        () ->
            assertEquals(
                "not complete\n  rule PARAMETERS /b key=alias/b\ncomplete\n", listings(batch)),
        () ->
            assertEquals(
                "note[skipped-files]: 2 files found in folders held no inventory: `./task.json`,"
                    + " `./value.json`\n"
                    + "  hint: name a file by itself to learn why it is none, or list them with"
                    + " `--verbose`\n",
                said(batch)));
  }

  @Test
  void aFolderWithoutAnInventoryIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        "empty:1:1: error[inventory-shape]: the folder holds no file of JSON or YAML\n"
            + "  hint: name files of other endings one by one, or by a glob\n",
        said(read(folder, "empty")));
    Files.writeString(folder.resolve("empty/task.json"), "{\"containerDefinitions\": []}");
    String said = said(read(folder, "empty"));
    assertTrue(
        said.startsWith("empty:1:1: error[inventory-shape]: no inventory was found\n"), said);
  }

  @Test
  void allProblemsOfAllFilesAreReportedInOneRun() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"Keys\": ");
    Files.writeString(folder.resolve("b.json"), "");
    Files.writeString(folder.resolve("c.json"), "{\"Keys\": [{}, {\"KeyArn\": 1}]}");
    Files.write(folder.resolve("d.json"), new byte[] {'[', '"', (byte) 0xe9, '"', ']'});
    Files.writeString(folder.resolve("e.json"), "[".repeat(201) + "]".repeat(201));
    assertEquals(
        List.of(
            "a.json:1:10: error[malformed-json]",
            "b.json:1:1: error[empty-input]",
            "c.json:1:11: error[inventory-shape]",
            "c.json:1:26: error[wrong-type]",
            "d.json:1:3: error[invalid-utf-8]",
            "e.json:1:201: error[nested-too-deep]",
            "f.json:1:1: error[file-not-found]"),
        said(read(folder, "*.json", "f.json"))
            .lines()
            .filter(line -> !line.startsWith("  hint: "))
            .map(line -> line.replaceAll("]: .*", "]"))
            .toList());
  }

  /** Cuts a file off at each character, then leaves out each, then doubles each. */
  @Test
  void whereverAFileIsBrokenNoValueIsKeptAndNothingCrashes() throws IOException {
    String good =
        """
        [{"Parameters": [{"Name": "/a", "Type": "String", "Value": "CANARY-1", "Version": 1}],
        "InvalidParameters": []}, {"Parameter": {"Name": "/b", "Value": "CANARY-2"}}]
        {"ARN": "arn:aws:secretsmanager:us-west-2:111122223333:secret:a-a1b2c3", "Name": "a",
        "SecretString": "CANARY-3"}
        """;
    for (int i = 0; i < good.length(); i++) {
      keepsNothing(good.substring(0, i));
      keepsNothing(good.substring(0, i) + good.substring(i + 1));
      keepsNothing(good.substring(0, i) + good.charAt(i) + good.substring(i));
    }
  }

  private static void keepsNothing(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String kept =
        InventoryReader.read(List.of("-"), Path.of(""), new ByteArrayInputStream(bytes)).toString();
    // where a quotation mark is missing, a piece of a value may become a key
    assertFalse(kept.contains("CANARY-"), text + "\n" + kept);
  }

  /** An account may have so many; the AWS CLI prints 600 characters of each. */
  @Test
  void fiftyThousandParametersAreOneDocument() throws IOException {
    String parameters =
        Stream.iterate(1, i -> i + 1)
            .limit(50_000)
            .map(
                i ->
                    """
                    {
                        "Name": "/prod/%s/password",
                        "Type": "SecureString",
                        "KeyId": "alias/app",
                        "LastModifiedUser": "%s"
                    }\
                    """
                        .formatted(i, "arn:aws:iam::111122223333:user/Mary-Major".repeat(8)))
            .collect(Collectors.joining(",\n"));
    InventoryBatch batch = write("{\n    \"Parameters\": [\n" + parameters + "\n    ]\n}\n");
    assertAll(
        () -> assertEquals(List.of(), batch.diagnostics()),
        () -> assertTrue(Files.size(folder.resolve(FILE)) > 16 << 20),
        () -> assertTrue(batch.inventory().listings().get(0).complete()),
        () -> assertEquals(50_000, batch.inventory().listings().get(0).entries().size()));
  }

  @Test
  void aDocumentThatNobodyCouldHavePrintedIsRefused() {
    InputStream endless =
        new InputStream() {
          private boolean started;

          @Override
          public int read() {
            throw new UnsupportedOperationException("only whole buffers are asked for");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) ' ');
            bytes[offset + length - 2] = (byte) '0';
            bytes[offset + length - 1] = (byte) ',';
            if (!started) {
              started = true;
              System.arraycopy("{\"x\": [ ".getBytes(StandardCharsets.UTF_8), 0, bytes, offset, 7);
            }
            return length;
          }
        };
    InventoryBatch batch = InventoryReader.read(List.of("-"), folder, endless);
    String said = said(batch);
    assertTrue(
        said.contains(
            "error[document-too-large]: the document is longer than " + LONGEST + " characters\n"),
        said);
    assertTrue(said.contains("one document for each Region or page"), said);
  }
}
