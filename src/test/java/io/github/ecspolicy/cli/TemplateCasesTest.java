package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.render.StackDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what is written for CloudFormation to what is granted, over all cases, and to the template
 * it is for.
 */
class TemplateCasesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern TASKS =
      Pattern.compile("AWS::(ECS::TaskDefinition|ECS::ExpressGatewayService|Batch::JobDefinition)");

  /** What the options of a case say of the place where its template is deployed. */
  private static final Map<String, String> PLACE =
      Map.of("--region=", "AWS::Region", "--account=", "AWS::AccountId");

  /** A condition that compares the Region: without it, both of its branches count. */
  private static final Set<String> DEPENDENT_ON_PLACE = Set.of("a-condition-is-made-of-others");

  /** Without physical ids, these do not tell which permission is needed, or where. */
  private static final Set<String> DEPENDENT_ON_IDS =
      Set.of(
          "a-key-of-another-account-is-in-the-region-of-its-secret",
          "a-physical-id-is-of-something-that-a-template-names",
          "an-exported-value-is-given-by-its-name",
          "an-image-that-a-template-leaves-open-is-known-by-its-names");

  /** Each of them is written for in a run of its own. */
  private static final Set<String> OF_SEVERAL_TEMPLATES =
      Set.of(
          "a-cloud-assembly-tells-where-its-stacks-are",
          "nested-stacks-and-modules-are-read-only-where-their-templates-are");

  private static final String PHYSICAL_ID = "--physical-id=";

  @TempDir private Path scratch;

  static Stream<PolicyCase> templates() throws IOException {
    List<PolicyCase> templates = new ArrayList<>();
    for (PolicyCase each : PolicyCase.all()) {
      if (!each.policies().isEmpty()
          && isTemplate(each)
          && !DEPENDENT_ON_IDS.contains(each.name())
          && !OF_SEVERAL_TEMPLATES.contains(each.name())) {
        templates.add(each);
      }
    }
    assertFalse(templates.isEmpty());
    return templates.stream();
  }

  static Stream<PolicyCase> templatesInOneFile() throws IOException {
    List<PolicyCase> ofFormats = new ArrayList<>();
    for (FormatCase each : FormatCase.all()) {
      PolicyCase template = new PolicyCase(each.folder());
      // nobody here replaces the trust policy of a role in lines of YAML
      boolean isPasted = !template.arguments().contains("--trust-policy");
      if (isPasted && each.template().isPresent() && isTemplate(template)) {
        ofFormats.add(template);
      }
    }
    assertFalse(ofFormats.isEmpty());
    return Stream.concat(
        templates().filter(each -> !Files.exists(each.folder().resolve("input"))),
        ofFormats.stream());
  }

  private static boolean isTemplate(PolicyCase each) throws IOException {
    for (Path file : each.givenFiles()) {
      if (TASKS.matcher(Files.readString(file)).find()) {
        return true;
      }
    }
    return false;
  }

  /** Cases that are no templates, and have one policy. */
  static Stream<PolicyCase> others() throws IOException {
    List<PolicyCase> others = new ArrayList<>();
    for (PolicyCase each : PolicyCase.all()) {
      if (each.policies().containsKey("policy.json") && !isTemplate(each)) {
        others.add(each);
      }
    }
    return others.stream();
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsWrittenForNoTemplateGrantsWhatTheJsonGrants(PolicyCase each) throws IOException {
    List<String> arguments = new ArrayList<>(each.arguments());
    arguments.add("--format=cloudformation");
    String written = each.run("generate", arguments).out();
    assertEquals(
        permissions(JSON.readTree(Files.readString(each.policyFile()))),
        permissions(statements(written, new StackDeployment(Map.of()))));
  }

  private static ObjectNode statements(String fragment, StackDeployment stack) {
    ObjectNode written = JSON.createObjectNode().put("Version", "2012-10-17");
    ArrayNode statements = written.putArray("Statement");
    for (JsonNode resource : StackDeployment.read(fragment).path("Resources")) {
      JsonNode document = stack.evaluated(resource.at("/Properties/PolicyDocument"));
      document.path("Statement").forEach(statements::add);
    }
    return written;
  }

  @ParameterizedTest
  @MethodSource("templates")
  void boundByPhysicalIdsItGrantsWhatTheJsonGrants(PolicyCase each) throws Exception {
    ObjectNode written = statements(fragment(each), new StackDeployment(values(each)));
    JsonNode expected = JSON.readTree(Files.readString(each.policyFile()));
    assertEquals(permissions(expected), permissions(written));
    PolicyLaws laws =
        new PolicyLaws(
            PolicyDocument.parse(written.toString()),
            each.policies().get("policy.json").expected());
    laws.everyAccessIsAllowed();
    laws.everyNeighbourIsDenied();
  }

  @ParameterizedTest
  @MethodSource("templatesInOneFile")
  void pastedIntoItsTemplateItChangesNothing(PolicyCase each) throws IOException {
    String file = file(each);
    String fragment = fragment(each);
    String pasted = pasted(each, fragment);
    JsonNode resources = StackDeployment.read(pasted).path("Resources");
    StackDeployment.read(fragment)
        .path("Resources")
        .fieldNames()
        .forEachRemaining(id -> assertTrue(resources.has(id), id));
    Path folder = Files.createDirectories(scratch.resolve(each.name()));
    for (Path given : each.givenFiles()) {
      Files.copy(given, folder.resolve(given.getFileName()));
    }
    Files.writeString(folder.resolve(file), pasted);
    PolicyCase after = new PolicyCase(folder);
    for (String subcommand : List.of("explain", "generate")) {
      List<String> arguments = new ArrayList<>(unbound(each));
      if (subcommand.equals("generate")) {
        arguments.add("--format=cloudformation");
      }
      Outcome expected = each.run(subcommand, arguments);
      Outcome actual = after.run(subcommand, arguments);
      assertEquals(ExitStatus.FINE, expected.status(), expected::err);
      assertEquals(expected.out(), actual.out());
      assertEquals(expected.status(), actual.status(), actual::err);
    }
  }

  /** CloudFormation refuses what refers to a resource that its condition has left out. */
  @ParameterizedTest
  @MethodSource("templatesInOneFile")
  void whateverAPolicyRefersToExistsWhereItDoes(PolicyCase each) throws IOException {
    String fragment = fragment(each);
    JsonNode template = StackDeployment.read(pasted(each, fragment));
    Set<String> present = new TreeSet<>();
    template.path("Parameters").fieldNames().forEachRemaining(present::add);
    template.path("Resources").fieldNames().forEachRemaining(present::add);
    StackDeployment.read(fragment)
        .path("Resources")
        .properties()
        .forEach(
            added -> {
              Set<String> held =
                  PastedTemplate.conditions(added.getValue().path("Condition").asText(), template);
              for (String name : PastedTemplate.references(added.getValue().path("Properties"))) {
                assertTrue(present.contains(name) || name.startsWith("AWS::"), name);
                String needed = template.at("/Resources/" + name + "/Condition").asText();
                assertTrue(needed.isEmpty() || held.contains(needed), added.getKey() + ": " + name);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("templatesInOneFile")
  void whateverWaitsForAPolicyFindsItThere(PolicyCase each) throws IOException {
    JsonNode resources = StackDeployment.read(pasted(each, fragment(each))).path("Resources");
    for (JsonNode resource : resources) {
      for (JsonNode awaited : resource.path("DependsOn")) {
        JsonNode other = resources.path(awaited.asText());
        assertTrue(other.has("Type"), awaited::asText);
        assertTrue(
            !other.has("Condition") || other.path("Condition").equals(resource.path("Condition")),
            awaited::asText);
      }
    }
  }

  private static String file(PolicyCase each) {
    return Files.exists(each.folder().resolve("input.yaml")) ? "input.yaml" : "input.json";
  }

  /** Returns the template of {@code each} with {@code fragment} pasted in. */
  private static String pasted(PolicyCase each, String fragment) throws IOException {
    String file = file(each);
    String template = Files.readString(each.folder().resolve(file));
    return file.endsWith(".yaml")
        ? PastedTemplate.inYaml(template, fragment)
        : PastedTemplate.inJson(template, fragment);
  }

  /** Returns what is written where nothing is said of the stack. */
  private static String fragment(PolicyCase each) throws IOException {
    List<String> arguments = new ArrayList<>(unbound(each));
    arguments.add("--format=cloudformation");
    Outcome run = each.run("generate", arguments);
    assertEquals(ExitStatus.FINE, run.status(), run::err);
    return run.out();
  }

  private static List<String> unbound(PolicyCase each) throws IOException {
    return each.arguments().stream()
        .filter(
            argument ->
                DEPENDENT_ON_PLACE.contains(each.name())
                    || PLACE.keySet().stream().noneMatch(argument::startsWith))
        .filter(argument -> !argument.startsWith(PHYSICAL_ID))
        .filter(argument -> !argument.startsWith("--inventory="))
        .toList();
  }

  private static Map<String, String> values(PolicyCase each) throws IOException {
    Map<String, String> values = new HashMap<>(Map.of("AWS::Partition", "aws"));
    for (Path file : each.givenFiles()) {
      StackDeployment.read(Files.readString(file))
          .path("Parameters")
          .properties()
          .forEach(
              parameter ->
                  values.put(parameter.getKey(), parameter.getValue().path("Default").asText()));
    }
    for (String argument : each.arguments()) {
      if (argument.startsWith(PHYSICAL_ID)) {
        String[] binding = argument.substring(PHYSICAL_ID.length()).split("=", 2);
        values.put(binding[0], binding[1]);
      }
      PLACE.forEach(
          (option, name) -> {
            if (argument.startsWith(option)) {
              values.put(name, argument.substring(option.length()));
            }
          });
    }
    for (Path inventory : each.inventoryFiles()) {
      for (JsonNode resource : JSON.readTree(inventory.toFile()).path("StackResources")) {
        values.put(
            resource.path("LogicalResourceId").textValue(),
            resource.path("PhysicalResourceId").textValue());
      }
    }
    return values;
  }

  private static TreeSet<String> permissions(JsonNode policy) {
    TreeSet<String> permissions = new TreeSet<>();
    for (JsonNode statement : policy.path("Statement")) {
      for (JsonNode action : statement.path("Action")) {
        for (JsonNode resource : statement.path("Resource")) {
          permissions.add(action + " on " + resource + " if " + statement.path("Condition"));
        }
      }
    }
    return permissions;
  }
}
