package io.github.ecspolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.PolicyScope;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.ReferenceResolver;
import io.github.ecspolicy.reference.Resolution;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.SynthesisOptions;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form that a reference can have, and what ECS asks for because of it. {@code
 * value-from-vectors.json} is a table of facts about AWS, {@code value-from-diagnostics.json} says
 * what the tool remarks on each of its rows.
 */
class ValueFromVectorsTest {
  private static final String ACCOUNT = "111122223333";
  private static final JsonMapper JSON = new JsonMapper();

  /** A row of the table; the members that are only for people are left out. */
  @JsonIgnoreProperties({"service", "region", "call", "confidence", "note"})
  record Row(
      int n,
      String field,
      String valueFrom,
      String taskRegion,
      Set<String> actions,
      Set<String> resources,
      List<String> diagnostics) {
    Row withDiagnostics(List<String> codes) {
      return new Row(n, field, valueFrom, taskRegion, actions, resources, codes);
    }

    Reference reference() {
      return new Reference(
          fieldOfReference(),
          new FieldValue(valueFrom, SourceLocation.startOf("row-" + n)),
          "web",
          Optional.of("web"),
          Optional.of("NAME"),
          Optional.empty(),
          false);
    }

    private Field fieldOfReference() {
      return switch (field) {
        case "secrets" -> Field.SECRET;
        case "secretOptions" -> Field.SECRET_OPTION;
        case "repositoryCredentials" -> Field.REPOSITORY_CREDENTIALS;
        case "credentialSpecs" -> Field.CREDENTIAL_SPEC;
        case "fsx credentialsParameter" -> Field.FSX_CREDENTIALS;
        default -> throw new IllegalArgumentException("row " + n + " has no known field: " + field);
      };
    }

    @Override
    public String toString() {
      return n + ": " + field + " " + valueFrom + " in " + taskRegion;
    }
  }

  static Stream<Row> rows() throws IOException {
    List<Row> rows = read("value-from-vectors.json", new TypeReference<List<Row>>() {});
    Map<Integer, List<String>> diagnostics =
        read("value-from-diagnostics.json", new TypeReference<Map<Integer, List<String>>>() {});
    assertEquals(64, rows.size());
    assertEquals(
        rows.stream().map(Row::n).collect(Collectors.toSet()), new HashSet<>(diagnostics.keySet()));
    return rows.stream().map(row -> row.withDiagnostics(diagnostics.get(row.n())));
  }

  private static <T> T read(String resource, TypeReference<T> type) throws IOException {
    try (InputStream in = ValueFromVectorsTest.class.getResourceAsStream("/" + resource)) {
      return JSON.readValue(in, type);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aReferenceComesToWhatEcsAsksFor(Row row) {
    TargetAccount target = new TargetAccount(Optional.of(row.taskRegion()), Optional.of(ACCOUNT));
    Resolution resolution =
        new ReferenceResolver(target, AccountInventory.EMPTY, PolicyScope.SECRETS)
            .resolve(row.reference());
    List<Statement> statements =
        new PolicySynthesizer(TemplateCatalog.builtIn(), new SynthesisOptions(false, List.of()))
            .synthesize(resolution.resources())
            .policy()
            .statements();
    assertEquals(row.actions(), all(statements.stream().map(Statement::actions)));
    assertEquals(row.resources(), all(statements.stream().map(Statement::resources)));
    assertEquals(
        row.diagnostics(),
        resolution.diagnostics().stream()
            .sorted(Diagnostic.ORDER)
            .map(diagnostic -> diagnostic.code().toString())
            .toList());
    boolean isWrong = resolution.diagnostics().stream().anyMatch(Diagnostic::isError);
    assertTrue(isWrong || !row.resources().isEmpty(), "nothing comes of it, and nobody is told");
  }

  private static Set<String> all(Stream<List<String>> lists) {
    return lists.flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
  }
}
