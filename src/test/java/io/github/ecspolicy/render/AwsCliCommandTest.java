package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicySyntaxException;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbols;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the commands in real shells, with a program in place of {@code aws} that notes its call. */
class AwsCliCommandTest {
  private static final String GIVEN_ROLE = "given-role";
  private static final String CREATED = "arn:aws:iam::111122223333:policy/created";
  private static final String FAKE =
      """
      #!/bin/sh
      n=0
      while [ -e "$CALLS/$n" ]; do n=$((n + 1)); done
      printf '%s\\0' "$@" >"$CALLS/$n"
      case "$4" in
        file://*) cp "${4#file://}" "$CALLS/$n.input" ;;
      esac
      if [ "$2" = create-policy ]; then printf '%s\\n' '\
      """
          + CREATED
          + "'; fi\n";

  @TempDir private Path folder;

  static Stream<Arguments> reportsInShells() {
    return Stream.of("sh", "bash", "zsh", "pwsh")
        .flatMap(
            shell ->
                Arrays.stream(Reports.values())
                    // a policy that holds stand-ins is written for templates only
                    .filter(report -> report.report().symbols() == Symbols.NONE)
                    .map(report -> Arguments.of(shell, report)));
  }

  @ParameterizedTest
  @MethodSource("reportsInShells")
  void everyNameAndPolicyArrives(String shell, Reports report) throws Exception {
    assertEquals(0, run(shell, report, GIVEN_ROLE));
    Iterator<Map<String, String>> calls = calls().iterator();
    for (RolePolicy policy : report.report().policies()) {
      assertSaysThatOf(policy, calls);
    }
    assertTrue(!calls.hasNext(), "one call too many");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "zsh", "pwsh"})
  void nothingIsDoneWithoutARole(String shell) throws Exception {
    for (Reports report : List.of(Reports.NO_ROLE, Reports.MANAGED_NO_ROLE)) {
      assertNotEquals(0, run(shell, report, ""));
      assertEquals(List.of(), calls());
      assertTrue(
          Files.readString(folder.resolve("err"))
              .contains("to the name of the task execution role"));
    }
  }

  /** What {@code !} stands for is looked up at the prompt only. */
  @ParameterizedTest
  @EnumSource(names = {"ONE_ROLE", "HOSTILE"})
  void thePromptOfBashLeavesQuotedTextAlone(Reports report) throws Exception {
    assumeTrue(isInstalled("bash"));
    assertEquals(0, run(List.of("bash", "--norc", "-i"), report, Shell.POSIX, ""));
    assertSaysThatOf(report.report().policies().get(0), calls().iterator());
  }

  private static void assertSaysThatOf(RolePolicy policy, Iterator<Map<String, String>> calls)
      throws IOException, PolicySyntaxException {
    String role = policy.role().map(ExecutionRole::name).orElse(GIVEN_ROLE);
    for (Part part : policy.isEmpty() ? List.<Part>of() : policy.parts()) {
      Map<String, String> call = calls.next();
      assertEquals(part.name(), call.get("policy-name"));
      assertEquals(part.policy(), PolicyDocument.parse(call.get("policy-document")));
      if (policy.kind() == PolicyKind.MANAGED) {
        assertEquals("create-policy", call.get(""));
        call = calls.next();
        assertEquals("attach-role-policy", call.get(""));
        assertEquals(CREATED, call.get("policy-arn"));
      } else {
        assertEquals("put-role-policy", call.get(""));
      }
      assertEquals(role, call.get("role-name"));
    }
    if (policy.trustPolicy().isPresent()) {
      Map<String, String> call = calls.next();
      assertEquals("update-assume-role-policy", call.get(""));
      assertEquals(role, call.get("role-name"));
      assertEquals(
          policy.trustPolicy().get().toJsonNode(),
          JsonMapper.builder().build().readTree(call.get("policy-document")));
    }
  }

  private int run(String shell, Reports report, String role) throws Exception {
    assumeTrue(isInstalled(shell));
    if (shell.equals("pwsh")) {
      String script = "$roleName = $env:ROLE_NAME\n";
      return run(
          List.of("pwsh", "-NoProfile", "-NonInteractive", "-File"),
          report,
          Shell.POWERSHELL,
          role,
          script);
    }
    return run(List.of(shell), report, Shell.POSIX, role);
  }

  private int run(List<String> command, Reports report, Shell shell, String role) throws Exception {
    return run(command, report, shell, role, "");
  }

  private int run(List<String> command, Reports report, Shell shell, String role, String before)
      throws Exception {
    RenderOptions options = new RenderOptions(Dialect.COMMAND_LINE, shell, false);
    Path script = folder.resolve(shell == Shell.POSIX ? "script" : "script.ps1");
    Files.writeString(script, before + OutputFormat.AWS_CLI.render(report.report(), options));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("calls"));
    Files.writeString(bin.resolve("aws"), FAKE);
    Files.setPosixFilePermissions(bin.resolve("aws"), PosixFilePermissions.fromString("rwx------"));
    List<String> arguments = new ArrayList<>(command);
    ProcessBuilder process = new ProcessBuilder(arguments).directory(folder.toFile());
    if (shell == Shell.POSIX) {
      process.redirectInput(script.toFile());
    } else {
      arguments.add(script.toString());
    }
    Map<String, String> environment = process.environment();
    environment.put("PATH", bin + File.pathSeparator + environment.get("PATH"));
    environment.put("CALLS", folder.resolve("calls").toString());
    environment.put("ROLE_NAME", role);
    return process
        .redirectError(folder.resolve("err").toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .start()
        .waitFor();
  }

  /** Each call: its operation under the empty name, then its options. */
  private List<Map<String, String>> calls() throws IOException {
    List<Map<String, String>> calls = new ArrayList<>();
    for (int n = 0; Files.exists(folder.resolve("calls/" + n)); n++) {
      List<String> words =
          new ArrayList<>(List.of(Files.readString(folder.resolve("calls/" + n)).split("\0", -1)));
      assertEquals("iam", words.get(0));
      Map<String, String> call = new LinkedHashMap<>(Map.of("", words.get(1)));
      Path input = folder.resolve("calls/" + n + ".input");
      if (Files.exists(input)) {
        call.putAll(members(Files.readString(input)));
      }
      for (int i = 2; i < words.size() - 1; i++) {
        String name = words.get(i).substring("--".length());
        int separator = name.indexOf('=');
        if (separator > 0) {
          call.put(name.substring(0, separator), name.substring(separator + 1));
        } else {
          call.put(name, words.get(++i));
        }
      }
      calls.add(call);
    }
    return calls;
  }

  private static Map<String, String> members(String json) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    JsonNode input = JsonMapper.builder().build().readTree(json);
    Map.of(
            "RoleName", "role-name",
            "PolicyName", "policy-name",
            "PolicyArn", "policy-arn",
            "PolicyDocument", "policy-document")
        .forEach(
            (member, option) -> {
              if (input.has(member)) {
                members.put(option, input.get(member).textValue());
              }
            });
    return members;
  }

  private static boolean isInstalled(String shell) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
  }
}
