package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * An evaluator that shares nothing with ours: the npm package {@code @cloud-copilot/iam-simulate},
 * which runs as a process of its own since its licence is the AGPL.
 */
public final class IndependentEvaluator implements AutoCloseable {
  private static final Path SOURCES = Path.of("src", "test", "iam-simulate");
  private static final Path INSTALLED = Path.of("target", "iam-simulate");
  private static final Path LOG = Path.of("target", "iam-simulate.log").toAbsolutePath();
  private static final String LOCK = "package-lock.json";

  /** Keys that have lists of values, which it tells from single ones. */
  private static final Set<String> LISTS =
      Set.of(
          "aws:calledvia",
          "aws:principalorgpaths",
          "aws:principalservicenameslist",
          "aws:tagkeys",
          "kms:encryptioncontextkeys",
          "kms:grantoperations",
          "kms:resourcealiases");

  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private IndependentEvaluator(Process process) {
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts it, and skips the test where it cannot be installed: not everybody has Node.js, but the
   * continuous build does.
   */
  public static IndependentEvaluator start() throws IOException, InterruptedException {
    install();
    return new IndependentEvaluator(
        new ProcessBuilder("node", "simulate.mjs")
            .directory(INSTALLED.toFile())
            .redirectError(LOG.toFile())
            .start());
  }

  /** The call as a request to it, without policies. */
  public static ObjectNode request(
      String principal, String action, String resource, Map<String, List<String>> context) {
    ObjectNode request = JSON.createObjectNode();
    request.put("principal", principal);
    request.put("action", action);
    request.put("resource", resource);
    ObjectNode keys = request.putObject("context");
    context.forEach((key, values) -> put(keys, key, values));
    return request;
  }

  private static void put(ObjectNode keys, String key, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    if (values.size() > 1 || LISTS.contains(key.toLowerCase(Locale.ROOT))) {
      ArrayNode list = keys.putArray(key);
      values.forEach(list::add);
    } else {
      keys.put(key, values.get(0));
    }
  }

  /** Its answers to all requests, in their order. */
  public List<JsonNode> ask(List<? extends JsonNode> all) throws IOException {
    CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(all));
    List<JsonNode> answered = new ArrayList<>();
    for (JsonNode request : all) {
      String answer = answers.readLine();
      assertNotNull(answer, () -> "the evaluator stopped at " + request + ", see " + LOG);
      answered.add(JSON.readTree(answer));
    }
    written.join();
    return answered;
  }

  // in a thread of its own, since it answers while it reads, and neither side keeps everything
  private void write(List<? extends JsonNode> all) {
    try {
      for (JsonNode request : all) {
        requests.write(request.toString() + "\n");
      }
      requests.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (requests;
        answers) {
      process.destroy();
    }
  }

  private static void install() throws IOException, InterruptedException {
    Path installedLock = INSTALLED.resolve(LOCK);
    boolean current =
        Files.exists(INSTALLED.resolve("node_modules"))
            && Files.exists(installedLock)
            && Files.mismatch(SOURCES.resolve(LOCK), installedLock) == -1;
    copySources();
    if (!current && !runs(npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts")) {
      Files.delete(installedLock);
      if ("true".equals(System.getenv("CI"))) {
        fail("npm cannot install the evaluator, see " + LOG);
      }
      abort("npm is missing or cannot install the evaluator");
    }
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .directory(INSTALLED.toFile())
              .redirectErrorStream(true)
              .redirectOutput(LOG.toFile())
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String npm() {
    return System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
  }

  private static void copySources() throws IOException {
    Files.createDirectories(INSTALLED);
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
