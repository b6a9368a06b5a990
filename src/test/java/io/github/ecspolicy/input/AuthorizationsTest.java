package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.authorization.Authorizations;
import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.TemplateValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/**
 * What templates and plans allow roles: {@code authorizations/<case>} holds {@code input.*}, or a
 * folder {@code input}, perhaps {@code values.json}, and what has to be read of it.
 */
class AuthorizationsTest {
  private static final Path CASES = Path.of("src", "test", "resources", "authorizations");
  private static final JsonMapper JSON = new JsonMapper();

  /** The parts of the ARN of a secret; what follows selects a part of its value. */
  private static final int PARTS_OF_ARN = 7;

  @TestFactory
  Stream<DynamicTest> whatRolesAreAllowedIsRead() throws IOException {
    return cases().map(each -> dynamicTest(each.getFileName().toString(), () -> reads(each)));
  }

  private static Stream<Path> cases() throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      return cases.sorted().toList().stream();
    }
  }

  private static void reads(Path folder) throws Exception {
    InputBatch batch = read(folder, true);
    String expected = Files.readString(folder.resolve("expected.json"));
    String actual = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(dump(batch));
    if (Boolean.getBoolean("authorizations.print")) {
      System.out.println(folder + "\n" + actual);
    }
    JSONAssert.assertEquals(actual, expected, actual, JSONCompareMode.STRICT);
  }

  /** What a policy is written from is the same, whether others are read or not. */
  @Test
  void nothingIsReadUnlessItIsAskedFor() throws IOException {
    for (Path folder : cases().toList()) {
      assertEquals(Authorizations.NONE, read(folder, false).authorizations(), folder.toString());
    }
  }

  private static InputBatch read(Path folder, boolean withPolicies) throws IOException {
    List<String> inputs;
    try (Stream<Path> files = Files.list(folder)) {
      inputs =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("input"))
              .sorted()
              .toList();
    }
    return InputReader.read(
        inputs,
        folder,
        InputStream.nullInputStream(),
        List.of(),
        values(folder.resolve("values.json")),
        false,
        false,
        withPolicies);
  }

  private static TemplateValues values(Path file) throws IOException {
    if (!Files.exists(file)) {
      return TemplateValues.NONE;
    }
    JsonNode json = JSON.readTree(file.toFile());
    Map<String, String> parameters = new LinkedHashMap<>();
    json.path("parameters")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), each.getValue().textValue()));
    return new TemplateValues(
        Optional.ofNullable(json.path("region").textValue()),
        Optional.ofNullable(json.path("account").textValue()),
        parameters,
        Map.of());
  }

  private static JsonNode dump(InputBatch batch) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode tasks = all.putArray("tasks");
    batch.taskDefinitions().forEach(task -> tasks.add(dump(task, batch.authorizations())));
    ArrayNode roles = all.putArray("roles");
    batch.authorizations().roles().forEach(role -> roles.add(dump(role)));
    ArrayNode resources = all.putArray("resources");
    batch.authorizations().resources().forEach(resource -> resources.add(dump(resource)));
    if (!batch.diagnostics().isEmpty()) {
      ArrayNode diagnostics = all.putArray("diagnostics");
      batch
          .diagnostics()
          .forEach(
              each ->
                  diagnostics.add(
                      each.location().map(SourceLocation::line).map(line -> line + ": ").orElse("")
                          + each.code()
                          + ": "
                          + each.message()));
    }
    return described(all, batch);
  }

  private static JsonNode described(JsonNode node, InputBatch batch) {
    if (node.isTextual()) {
      return JSON.getNodeFactory().textNode(batch.symbols().describe(node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode copy = JSON.createArrayNode();
      node.forEach(each -> copy.add(described(each, batch)));
      return copy;
    }
    if (node.isObject()) {
      ObjectNode copy = JSON.createObjectNode();
      node.properties()
          .forEach(
              each ->
                  copy.set(
                      batch.symbols().describe(each.getKey()), described(each.getValue(), batch)));
      return copy;
    }
    return node;
  }

  /** A task definition, and whether its role's policies have the very text of what it refers to. */
  private static JsonNode dump(TaskDefinition task, Authorizations authorizations) {
    Optional<String> role =
        task.origin() instanceof Origin.Stack stack
            ? stack.role()
            : task.origin() instanceof Origin.Configuration configuration
                ? configuration.role()
                : Optional.empty();
    ObjectNode dumped = JSON.createObjectNode();
    task.family().ifPresent(family -> dumped.put("family", family.text()));
    role.ifPresent(id -> dumped.put("role", id));
    List<String> policies =
        authorizations.roles().stream()
            .filter(each -> role.isPresent() && each.role().id().equals(role))
            .filter(each -> each.role().source().equals(Optional.of(task.location().source())))
            .flatMap(each -> each.policies().stream())
            .flatMap(policy -> texts(policy.document()).stream())
            .toList();
    Map<String, Boolean> named = new TreeMap<>();
    task.containerDefinitions().stream()
        .flatMap(container -> container.secrets().stream())
        .map(Secret::valueFrom)
        .forEach(
            value ->
                named.put(
                    value.text(), policies.stream().anyMatch(each -> isOf(each, value.text()))));
    if (!named.isEmpty()) {
      ObjectNode secrets = dumped.putObject("named");
      named.forEach(secrets::put);
    }
    return dumped;
  }

  private static boolean isOf(String resource, String valueFrom) {
    if (valueFrom.startsWith("arn:")) {
      String[] parts = valueFrom.split(":");
      return resource.equals(
          String.join(":", List.of(parts).subList(0, Math.min(parts.length, PARTS_OF_ARN))));
    }
    return resource.endsWith(
        ":parameter" + (valueFrom.startsWith("/") ? valueFrom : "/" + valueFrom));
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.forEach(each -> texts.addAll(texts(each)));
    return texts;
  }

  private static JsonNode dump(RoleAuthorization role) {
    ObjectNode dumped = JSON.createObjectNode();
    role.role().id().ifPresent(id -> dumped.put("id", id));
    role.role().name().ifPresent(name -> dumped.put("name", name));
    role.role().account().ifPresent(account -> dumped.put("account", account));
    role.role().source().ifPresent(source -> dumped.put("source", source));
    dumped.put("whole", role.isWhole());
    ArrayNode policies = dumped.putArray("policies");
    role.policies().forEach(policy -> policies.add(dump(policy)));
    if (!role.unknownPolicies().isEmpty()) {
      ArrayNode unknown = dumped.putArray("unknown");
      role.unknownPolicies().forEach(unknown::add);
    }
    role.boundary().ifPresent(policy -> dumped.set("boundary", dump(policy)));
    role.unknownBoundary().ifPresent(arn -> dumped.put("unknownBoundary", arn));
    role.trustPolicy().ifPresent(policy -> dumped.set("trust", dump(policy)));
    return dumped;
  }

  private static JsonNode dump(ResourceAuthorization resource) {
    ObjectNode dumped = JSON.createObjectNode();
    dumped.put("resource", resource.resource());
    dumped.set("policy", dump(resource.policy()));
    return dumped;
  }

  /** The line is that of the first resource or else of the document. */
  private static JsonNode dump(WrittenPolicy policy) {
    ObjectNode dumped = JSON.createObjectNode();
    dumped.put("kind", policy.kind().name());
    dumped.put("name", policy.name());
    dumped.put(
        "at", policy.location().line() + " " + policy.locate("/Statement/0/Resource/0").line());
    if (policy.kind() != Kind.AWS_MANAGED) {
      dumped.set("document", policy.document());
    }
    return dumped;
  }
}
