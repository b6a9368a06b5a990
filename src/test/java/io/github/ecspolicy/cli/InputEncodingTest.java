package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not UTF-8 are refused at their very place, wherever buffers end. */
class InputEncodingTest {
  private static final String FILE = "task.json";
  private static final String START = "[{\"name\":\"";
  private static final int BUFFER = 1 << 16;

  @TempDir private Path folder;

  private void assertRefusedAt(String place, byte[] bytes) throws IOException {
    Files.write(folder.resolve(FILE), bytes);
    assertEquals(
        FILE
            + ":"
            + place
            + ": error[invalid-utf-8]: the input is not UTF-8 from here on\n"
            + "  hint: save it as UTF-8, with or without a byte order mark\n",
        Refusal.of(folder, FILE));
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      } else {
        bytes.write((Integer) part);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aByteOfLatin1IsFoundAfterAscii() throws IOException {
    assertRefusedAt("1:11", bytes(START, 0xE9, "\"}]"));
  }

  @Test
  void charactersOfSeveralBytesCountAsOneEach() throws IOException {
    assertRefusedAt("2:15", bytes("[\n ", "{\"name\":\"", "äé€漢", 0xFF, "\"}]"));
  }

  @Test
  void aByteOrderMarkCountsAsNothing() throws IOException {
    assertRefusedAt("1:11", bytes("\ufeff", START, 0x80, "\"}]"));
  }

  @ParameterizedTest
  @CsvSource({
    "C0 AF, an overlong slash",
    "ED A0 80, half of a surrogate pair",
    "F5 80 80 80, beyond the last character",
    "E2 82, a character that is cut off by another",
    "80, a continuation without a start",
    "FE, a byte that UTF-8 never has"
  })
  void eachKindOfBadSequenceIsFound(String sequence, String what) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(bytes(START + "ab"));
    for (String hex : sequence.split(" ")) {
      bytes.write(Integer.parseInt(hex, 16));
    }
    bytes.writeBytes(bytes("\"}]"));
    assertRefusedAt("1:13", bytes.toByteArray());
  }

  @Test
  void aCharacterThatTheEndOfTheFileCutsOffIsFound() throws IOException {
    assertRefusedAt("1:11", bytes(START, 0xE2, 0x82));
  }

  @Test
  void aBadByteAfterTheDocumentIsFound() throws IOException {
    assertRefusedAt("2:2", bytes("{\"containerDefinitions\": []}\n ", 0xFF));
  }

  @ParameterizedTest
  @ValueSource(ints = {BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER, 4000, 8000})
  void theEndOfABufferMovesNothing(int offset) throws IOException {
    String padding = "a".repeat(offset - START.length());
    assertRefusedAt("1:" + (offset + 1), bytes(START, padding, 0xFF, "\"}]"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aGoodCharacterAcrossTheEndOfABufferIsNoError(int before) throws IOException {
    String padding = "a".repeat(BUFFER - before - START.length());
    assertRefusedAt("1:" + (BUFFER - before + 2), bytes(START, padding, "漢", 0xFF, "\"}]"));
    assertRefusedAt("1:" + (BUFFER - before + 3), bytes(START, padding, "😀", 0xFF, "\"}]"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, 3})
  void charactersOfTwoUnitsAcrossTheEndOfABufferAreRead(int before) throws IOException {
    for (int buffers = 1; buffers <= 3; buffers++) {
      String padding = "a".repeat(buffers * BUFFER - before - START.length());
      assertRefusedAt(
          "1:" + (buffers * BUFFER - before + 21),
          bytes(START, padding, "😀".repeat(10), 0xFF, "\"}]"));
    }
  }

  @Test
  void manyLinesBeforeABadByteAreCounted() throws IOException {
    String lines = "{\"containerDefinitions\": []}\n".repeat(10_000);
    assertRefusedAt("10001:1", bytes(lines, 0xFF));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 250})
  void aMistakeBeforeABadByteIsToldAtItsPlace(int between) throws IOException {
    Files.write(
        folder.resolve(FILE), bytes("[{\"name\" 1, \"b\":\"" + "a".repeat(between), 0xFF, "\"}]"));
    assertEquals(
        "task.json:1:10: error[malformed-json]: malformed JSON: unexpected `1`, was expecting a"
            + " colon to separate field name and value",
        Refusal.of(folder, FILE).lines().toList().get(0));
  }

  @Test
  void aFileInUtf16WithAByteOrderMarkIsRefusedAtItsStart() throws IOException {
    assertRefusedAt("1:1", "\ufeff[{\"image\":\"a\"}]".getBytes(StandardCharsets.UTF_16LE));
    assertRefusedAt("1:1", "\ufeff[{\"image\":\"a\"}]".getBytes(StandardCharsets.UTF_16BE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void aFileInWideCharactersWithoutAByteOrderMarkIsMalformed(String charset) throws IOException {
    Files.write(folder.resolve(FILE), "[{\"image\":\"a\"}]".getBytes(Charset.forName(charset)));
    String said = Refusal.of(folder, FILE);
    assertEquals(
        charset.endsWith("LE")
            ? FILE + ":1:2: error[malformed-json]: malformed JSON"
            : FILE + ":1:1: error[malformed-yaml]: malformed YAML: a control character",
        said.lines().toList().get(0));
  }

  @Test
  void aByteOrderMarkBeforeGoodJsonIsNoError() throws IOException {
    Files.write(
        folder.resolve(FILE),
        bytes(
            "\ufeff[{\"secrets\":[{\"name\":\"A\",\"valueFrom\":"
                + "\"arn:aws:ssm:eu-west-1:111122223333:parameter/a\"}]}]"));
    Outcome outcome = Invocation.in(folder).run("generate", FILE);
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
  }

  @Test
  void aByteOrderMarkAloneIsAnEmptyInput() throws IOException {
    Files.writeString(folder.resolve(FILE), "\ufeff");
    assertEquals(
        "task.json:1:1: error[empty-input]: the input is empty",
        Refusal.of(folder, FILE).lines().toList().get(0));
  }
}
