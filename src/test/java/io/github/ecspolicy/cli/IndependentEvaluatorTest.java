package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.cli.PolicyCase.ExpectedPolicy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Asks an evaluator that shares nothing with ours about every call of every {@link PolicyCase}: the
 * npm package {@code @cloud-copilot/iam-simulate}, which runs as a process of its own since its
 * licence is the AGPL.
 */
class IndependentEvaluatorTest {
  private static final Path SOURCES = Path.of("src", "test", "iam-simulate");
  private static final Path INSTALLED = Path.of("target", "iam-simulate");
  private static final Path LOG = Path.of("target", "iam-simulate.log").toAbsolutePath();
  private static final String LOCK = "package-lock.json";
  private static final String ALLOWED = "Allowed";

  /** ARNs without an account, which it takes for no parameters at all. */
  private static final String PUBLIC_PARAMETER = "::parameter/aws/service/";

  private static final JsonMapper JSON = new JsonMapper();

  /** A call, the policy it is made under, and what the evaluator has to answer. */
  private record Question(ExpectedPolicy policy, Access access, String answer) {
    @Override
    public String toString() {
      return policy + ": " + access;
    }
  }

  @Test
  void theIndependentEvaluatorAgreesOnEveryCallOfEveryCase() throws Exception {
    install();
    List<Question> questions = questions();
    assertFalse(questions.isEmpty());
    List<String> wrong = new ArrayList<>();
    Process evaluator =
        new ProcessBuilder("node", "simulate.mjs")
            .directory(INSTALLED.toFile())
            .redirectError(LOG.toFile())
            .start();
    try (BufferedWriter requests = evaluator.outputWriter(StandardCharsets.UTF_8);
        BufferedReader answers = evaluator.inputReader(StandardCharsets.UTF_8)) {
      for (Question question : questions) {
        requests.write(request(question).toString() + "\n");
        requests.flush();
        String answer = answers.readLine();
        assertNotNull(answer, () -> "the evaluator stopped at " + question + ", see " + LOG);
        if (!isRight(question, JSON.readTree(answer))) {
          wrong.add(question + ": " + answer);
        }
      }
    } finally {
      evaluator.destroy();
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean isRight(Question question, JsonNode answer) {
    if (question.access().resource().contains(PUBLIC_PARAMETER)) {
      return answer.path("error").asText().contains("no.resource.types");
    }
    return answer.path("result").asText().equals(question.answer()) && !answer.has("ignored");
  }

  private static List<Question> questions() throws IOException {
    List<Question> questions = new ArrayList<>();
    for (PolicyCase each : PolicyCase.all()) {
      for (ExpectedPolicy policy : each.policies().values()) {
        Access.Expected expected = policy.expected();
        for (Access access : expected.accesses()) {
          questions.add(new Question(policy, access, ALLOWED));
        }
        for (Access denied : expected.denied()) {
          questions.add(new Question(policy, denied, "ImplicitlyDenied"));
        }
      }
    }
    return questions;
  }

  private static ObjectNode request(Question question) throws IOException {
    Access access = question.access();
    ObjectNode request = JSON.createObjectNode();
    request.set("policy", JSON.readTree(question.policy().text()));
    request.put("action", access.action());
    request.put("resource", access.resource());
    request.put("principal", principal(question.policy().expected()));
    ObjectNode context = request.putObject("context");
    access
        .context()
        .forEach(
            (key, values) -> {
              if (key.equals("kms:ResourceAliases")) {
                values.forEach(context.withArray(key)::add);
              } else {
                context.put(key, String.join("", values));
              }
            });
    return request;
  }

  /** The execution role, in the partition of what it reads. */
  private static String principal(Access.Expected expected) {
    String partition =
        expected.accesses().stream()
            .map(Access::resource)
            .filter(resource -> resource.startsWith("arn:"))
            .map(resource -> resource.split(":")[1])
            .findFirst()
            .orElse("aws");
    return "arn:" + partition + ":iam::111122223333:role/ecsTaskExecutionRole";
  }

  /**
   * Installs the evaluator, and skips the test where that is not possible: not everybody has
   * Node.js, but the continuous build does.
   */
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
