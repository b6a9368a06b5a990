package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbols;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hands what is written for other languages to the tools of those languages. */
class PastedCodeTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final RenderOptions PLAIN =
      new RenderOptions(Dialect.COMMAND_LINE, Shell.POSIX, false);
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "a \"b\" 'c' `d` \\ /",
          "${x} $${x} %{if x} %%{x} $ % $$ {",
          "line\nreturn\rtab\tnul\u0001del\u007f",
          "caf\u00e9 \u2028\u202e\ufeff \ud83d\ude00 \udb40\udc01");

  /** The classes of the CDK, as far as they are used, which note what they are given. */
  private static final String CDK =
      """
      const noted = [];
      const role = {
        addToPrincipalPolicy(statement) {
          noted.push([null, statement]);
          return { statementAdded: true, policyDependable: statement };
        }
      };
      class DependencyGroup {
        constructor() { this.members = []; }
        add(member) { this.members.push(member); }
      }
      const iam = {
        PolicyStatement: class {
          constructor(given) { Object.assign(this, given); }
        },
        ManagedPolicy: class {
          constructor(scope, id, given) {
            if (given.roles[0] !== role) { throw new Error('not the role'); }
            given.statements.forEach((each) => noted.push([given.managedPolicyName, each]));
            this.members = given.statements;
          }
        },
        ServicePrincipal: class {},
      };
      """;

  /** Where these are all that is known of a policy, the CDK makes up its name. */
  private static final List<String> CDK_NAMES = List.of("EcsTaskSecrets", "EcsTaskExecution");

  @TempDir private Path folder;

  static Stream<Reports> known() {
    return Arrays.stream(Reports.values())
        .filter(report -> report.report().symbols() == Symbols.NONE);
  }

  @ParameterizedTest
  @MethodSource("known")
  void terraformHasNothingToFormat(Reports report) throws Exception {
    assumeTrue(isInstalled("terraform"));
    String written = OutputFormat.TERRAFORM.render(report.report(), PLAIN);
    assertEquals("0", run(written, "terraform", "fmt", "-check", "-diff", "-").get(0));
  }

  static Stream<Path> writtenForTerraform() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/formats"))) {
      return files.filter(file -> file.endsWith("terraform.tf")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("writtenForTerraform")
  void terraformHasNothingToFormatInTheCases(Path written) throws Exception {
    assumeTrue(isInstalled("terraform"));
    assertEquals(
        "0", run(Files.readString(written), "terraform", "fmt", "-check", "-diff", "-").get(0));
  }

  @Test
  void terraformReadsTheTextsThatWereMeant() throws Exception {
    assumeTrue(isInstalled("terraform"));
    StringBuilder list = new StringBuilder();
    TEXTS.forEach(text -> list.append(Hcl.quoted(text)).append(", "));
    List<String> lines = run("base64encode(jsonencode([" + list + "]))\n", "terraform", "console");
    byte[] json = Base64.getDecoder().decode(lines.get(1).replace("\"", ""));
    assertEquals(JSON.valueToTree(TEXTS), JSON.readTree(json));
  }

  @ParameterizedTest
  @MethodSource("known")
  void theCdkGetsEveryStatement(Reports given) throws Exception {
    assumeTrue(isInstalled("node"));
    PolicyReport report = given.report();
    String code =
        OutputFormat.CDK
            .render(report, PLAIN)
            .replaceAll("(?m)^import .*$", "")
            .replaceAll("(?m)^export const ", "const ")
            .replaceAll("scope: Construct", "scope")
            .replaceAll("role: iam.IRole\\): [A-Za-z.]+", "role)");
    StringBuilder calls = new StringBuilder();
    List<JsonNode> expected = new ArrayList<>();
    for (RolePolicy policy : report.policies()) {
      boolean isManaged = policy.kind() == PolicyKind.MANAGED;
      for (Part part : policy.isEmpty() ? List.<Part>of() : policy.parts()) {
        for (JsonNode statement : part.policy().toJsonNode().path("Statement")) {
          boolean isNamed = isManaged && !CDK_NAMES.contains(part.name());
          expected.add(
              JSON.createArrayNode().add(isNamed ? part.name() : null).add(members(statement)));
        }
      }
    }
    String written =
        code.replaceAll(
            "(?m)^export function (\\w+)\\((scope, )?role\\)",
            "calls.push(() => $1(" + "$2role));\nfunction $1($2role)");
    calls.append("const calls = [], scope = {};\n").append(written);
    calls.append("\nconst awaited = calls.flatMap((call) => call().members);\n");
    calls.append("console.log(JSON.stringify(noted));\n");
    calls.append("console.log(JSON.stringify(awaited));\n");
    List<String> lines = run(CDK + calls, "node", "-");
    assertEquals("0", lines.get(0), lines.toString());
    assertEquals(JSON.valueToTree(expected), JSON.readTree(lines.get(1)));
    List<JsonNode> statements = expected.stream().map(each -> each.get(1)).toList();
    assertEquals(JSON.valueToTree(statements), JSON.readTree(lines.get(2)));
  }

  @Test
  void typeScriptReadsTheTextsThatWereMeant() throws Exception {
    assumeTrue(isInstalled("node"));
    String literal = TypeScript.literal(JSON.valueToTree(TEXTS), "");
    List<String> lines = run("console.log(JSON.stringify(" + literal + "))", "node", "-");
    assertEquals(JSON.valueToTree(TEXTS), JSON.readTree(lines.get(1)));
  }

  private static JsonNode members(JsonNode statement) {
    var members = JSON.createObjectNode();
    members.set("sid", statement.path("Sid"));
    members.set("actions", statement.path("Action"));
    members.set("resources", statement.path("Resource"));
    if (statement.has("Condition")) {
      members.set("conditions", statement.path("Condition"));
    }
    return members;
  }

  /** Returns the exit status, then the lines of what is printed. */
  private List<String> run(String input, String... command) throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Files.writeString(in, input);
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    process.environment().put("CHECKPOINT_DISABLE", "1");
    process.environment().put("NO_COLOR", "1");
    int status =
        process
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start()
            .waitFor();
    List<String> lines = new ArrayList<>(List.of(String.valueOf(status)));
    lines.addAll(Files.readAllLines(out, StandardCharsets.UTF_8));
    return lines;
  }

  private static boolean isInstalled(String command) throws IOException {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, command)));
  }
}
