package io.github.ecspolicy.synthesis;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.JsonTree;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.PolicySynthesizer.Synthesis;
import io.github.ecspolicy.synthesis.TemplateCatalog.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped sets are complete, and a user's own templates take their places one by one. */
class TemplateCatalogTest {
  private static final Path SHIPPED = Path.of("policy-templates");
  private static final String PARAMETER = "arn:aws:ssm:eu-west-1:111122223333:parameter/a";

  @TempDir private Path folder;

  private static Set<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Statement bound(TemplateCatalog catalog, TemplateKind kind) {
    Map<String, String> scalars = new HashMap<>();
    kind.scalars().forEach(name -> scalars.put(name, "X" + name));
    Map<String, List<String>> lists = new HashMap<>();
    kind.lists().forEach(name -> lists.put(name, List.of(PARAMETER)));
    return catalog.template(kind).bind(new Bindings(scalars, lists));
  }

  private void write(String file, String template) throws IOException {
    Files.writeString(folder.resolve(file), template);
  }

  private Diagnostic onlyProblem() {
    Loaded loaded = TemplateCatalog.withOverrides(folder, folder.toString());
    assertEquals(Optional.empty(), loaded.catalog());
    assertEquals(1, loaded.diagnostics().size(), loaded.diagnostics().toString());
    return loaded.diagnostics().get(0);
  }

  // the shipped sets

  /** Nothing checks them when they are used. */
  @ParameterizedTest
  @ValueSource(strings = {"", "aws-docs"})
  void eachShippedTemplateIsAValidOne(String set) throws Exception {
    Path shipped = SHIPPED.resolve(set);
    for (String file : filesIn(shipped)) {
      try (InputStream in = Files.newInputStream(shipped.resolve(file))) {
        TemplateKind kind = TemplateKind.ofFileName(file).orElseThrow();
        assertEquals(kind, PolicyTemplate.of(kind, JsonTree.read(in)).kind());
      }
    }
  }

  @Test
  void everyShippedFileIsOfAKindAndEveryKindButTheJoiningOneIsShipped() throws IOException {
    Set<String> kinds =
        Arrays.stream(TemplateKind.values())
            .filter(kind -> kind != TemplateKind.SINGLE_STATEMENT)
            .map(TemplateKind::fileName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(kinds, filesIn(SHIPPED));
    assertEquals(Optional.empty(), TemplateCatalog.builtIn().singleStatement());
  }

  @Test
  void everyFileOfTheShapeOfAwsPagesIsOfAKindAndOneJoinsThem() throws IOException {
    Set<String> files = filesIn(SHIPPED.resolve(TemplateCatalog.AWS_DOCS));
    for (String file : files) {
      assertTrue(TemplateKind.ofFileName(file).isPresent(), file);
    }
    assertTrue(files.contains(TemplateKind.SINGLE_STATEMENT.fileName()));
    assertTrue(TemplateCatalog.awsDocs().singleStatement().isPresent());
  }

  @Test
  void everyShippedFilePassesTheChecksForAUsersOwn() {
    // Those of aws-docs do not: AWS's own examples leave a key open to every caller.
    assertEquals(
        List.of(), TemplateCatalog.withOverrides(SHIPPED, SHIPPED.toString()).diagnostics());
  }

  @Test
  void everyShippedStatementAllowsTheCallItsKindIsFor() {
    for (TemplateCatalog catalog : List.of(TemplateCatalog.builtIn(), TemplateCatalog.awsDocs())) {
      for (TemplateKind kind : TemplateKind.values()) {
        if (kind != TemplateKind.SINGLE_STATEMENT) {
          assertEquals(kind.actions(), bound(catalog, kind).actions(), kind.fileName());
        }
      }
    }
  }

  // overrides

  @Test
  void aUsersOwnTemplateTakesThePlaceOfItsKindAlone() throws IOException {
    write(
        "ssm-parameter.json",
        """
        {"Sid": "Mine", "Effect": "Allow", "Action": "ssm:GetParameters",
         "Resource": "${ParameterArns}"}
        """);
    TemplateCatalog own =
        TemplateCatalog.withOverrides(folder, folder.toString()).catalog().orElseThrow();
    assertTrue(own.isOverridden());
    for (TemplateKind kind : TemplateKind.values()) {
      if (kind == TemplateKind.SSM_PARAMETER) {
        assertEquals(Optional.of("Mine"), bound(own, kind).sid());
      } else if (kind != TemplateKind.SINGLE_STATEMENT) {
        assertEquals(bound(TemplateCatalog.builtIn(), kind), bound(own, kind));
      }
    }
  }

  @Test
  void anEmptyFolderChangesNothing() {
    TemplateCatalog own =
        TemplateCatalog.withOverrides(folder, folder.toString()).catalog().orElseThrow();
    assertEquals(
        bound(TemplateCatalog.builtIn(), TemplateKind.KMS_ALIAS),
        bound(own, TemplateKind.KMS_ALIAS));
  }

  @Test
  void theActionThatAwsPagesLeaveOutOfThePullMayBeLeftOut() throws IOException {
    write(
        "ecr-repository.json",
        """
        {"Effect": "Allow", "Action": ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
         "Resource": "${RepositoryArns}"}
        """);
    TemplateCatalog own =
        TemplateCatalog.withOverrides(folder, folder.toString()).catalog().orElseThrow();
    assertEquals(
        List.of("ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"),
        bound(own, TemplateKind.ECR_REPOSITORY).actions());
  }

  @Test
  void hiddenFilesAndFoldersAreNoTemplates() throws IOException {
    write(".DS_Store", "x");
    Files.createDirectory(folder.resolve("old"));
    assertEquals(List.of(), TemplateCatalog.withOverrides(folder, folder.toString()).diagnostics());
  }

  @Test
  void aFileThatIsCalledLikeNoTemplateIsAnErrorThatListsTheNames() throws IOException {
    write("ssm-paramter.json", "{}");
    Diagnostic problem = onlyProblem();
    String said = problem.in(Dialect.COMMAND_LINE);
    assertEquals(DiagnosticCode.TEMPLATE_UNKNOWN, problem.code());
    assertTrue(said.contains("no template is called `ssm-paramter.json`"), said);
    assertTrue(said.contains("ssm-paramter.json:1:1: "), said);
    for (TemplateKind kind : TemplateKind.values()) {
      assertTrue(said.contains("`" + kind.fileName() + "`"), kind.fileName());
    }
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    Path none = folder.resolve("none");
    Loaded loaded = TemplateCatalog.withOverrides(none, none.toString());
    assertEquals(Optional.empty(), loaded.catalog());
    assertEquals(DiagnosticCode.TEMPLATE_UNKNOWN, loaded.diagnostics().get(0).code());
    assertTrue(loaded.diagnostics().get(0).in(Dialect.MAVEN).startsWith(none + ":1:1: error["));
  }

  @Test
  void allProblemsOfAllTemplatesAreReportedInOneRun() throws IOException {
    write("kms-key.json", "{");
    write("s3-bucket.json", "{}");
    write("readme.md", "");
    write("ssm-parameter.json", "{\"Effect\": \"Deny\"}");
    List<String> files =
        TemplateCatalog.withOverrides(folder, folder.toString()).diagnostics().stream()
            .map(problem -> Path.of(problem.location().orElseThrow().source()))
            .map(file -> file.getFileName().toString())
            .toList();
    assertEquals(
        List.of("kms-key.json", "readme.md", "s3-bucket.json", "ssm-parameter.json"), files);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Sid': 'A',~ 'Effect' 'Allow'}           | 2:11",
        "{'Sid': 'A'                               | 1:12",
        "{'Sid': 'A'}~ {'Sid': 'B'}                | 2:2",
        "{'Sid': 'A', }                            | 1:14"
      })
  void aTemplateThatIsNotJsonIsRefusedAtItsPlace(String text, String place) throws IOException {
    write("ssm-parameter.json", text.strip().replace('\'', '"').replace('~', '\n'));
    Diagnostic problem = onlyProblem();
    SourceLocation at = problem.location().orElseThrow();
    assertAll(
        () -> assertEquals(DiagnosticCode.TEMPLATE_INVALID, problem.code()),
        () -> assertEquals("the template is not well-formed JSON", problem.message()),
        () -> assertEquals(folder.resolve("ssm-parameter.json").toString(), at.source()),
        () -> assertEquals(place, at.line() + ":" + at.column()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u0000", "{\"Sid\": \"A\", \"Sid\": \"B\"}"})
  void whatIsEmptyOrSaysSomethingTwiceIsRefused(String text) throws IOException {
    write("ssm-parameter.json", text);
    assertEquals(DiagnosticCode.TEMPLATE_INVALID, onlyProblem().code());
  }

  @Test
  void aTemplateThatIsNestedBeyondReasonIsRefused() throws IOException {
    write("ssm-parameter.json", "[".repeat(10_000));
    assertEquals(DiagnosticCode.TEMPLATE_INVALID, onlyProblem().code());
  }

  @Test
  void aTemplateThatIsNotUtf8IsRefused() throws IOException {
    Files.write(folder.resolve("ssm-parameter.json"), new byte[] {'{', '"', (byte) 0xe9, '"'});
    assertEquals(DiagnosticCode.TEMPLATE_INVALID, onlyProblem().code());
  }

  /** A template that must not be used, and words of the error that says why. */
  record Refused(String name, String file, JsonNode template, String says) {}

  @TestFactory
  Stream<DynamicTest> whatIsNoValidStatementOfItsKindIsRefused() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/templates/refused.json")) {
      Refused[] all = JsonMapper.builder().build().readValue(in, Refused[].class);
      return Arrays.stream(all).map(each -> dynamicTest(each.name(), () -> refuses(each)));
    }
  }

  private void refuses(Refused refused) throws IOException {
    Path file = Files.writeString(folder.resolve(refused.file()), refused.template().toString());
    try {
      Diagnostic problem = onlyProblem();
      assertAll(
          () -> assertEquals(DiagnosticCode.TEMPLATE_INVALID, problem.code()),
          () -> assertEquals(file.toString(), problem.location().orElseThrow().source()),
          () -> assertTrue(problem.message().contains(refused.says()), problem.message()));
    } finally {
      Files.delete(file);
    }
  }

  // what a template may take away

  private Synthesis synthesis() {
    FieldValue written =
        new FieldValue(
            PARAMETER, new SourceLocation("task.json", 1, 1, JsonPointer.ROOT.member("a")));
    Reference reference =
        new Reference(
            Reference.Field.SECRET,
            written,
            "web",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    ResolvedReference parameter =
        new ResolvedReference(
            reference,
            ResolvedReference.Kind.PARAMETER,
            Optional.of(Arn.parse(PARAMETER).orElseThrow()),
            new KeyStatus.AwsManaged());
    TemplateCatalog own =
        TemplateCatalog.withOverrides(folder, folder.toString()).catalog().orElseThrow();
    return new PolicySynthesizer(own, new SynthesisOptions(false, List.of()))
        .synthesize(List.of(parameter));
  }

  @Test
  void aTemplateWhoseConditionNoCallOfEcsMeetsIsReported() throws IOException {
    write(
        "ssm-parameter.json",
        """
        {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "${ParameterArns}",
         "Condition": {"StringEquals": {"ssm:Version": "1"}}}
        """);
    List<Diagnostic> said = synthesis().diagnostics();
    assertEquals(1, said.size());
    assertEquals(DiagnosticCode.TEMPLATE_DENIES, said.get(0).code());
    assertEquals(
        "the template `ssm-parameter.json` does not allow `ssm:GetParameters` as ECS needs it",
        said.get(0).message());
  }

  @Test
  void aTemplateWithAConditionOfTheUsersOwnIsNotReported() throws IOException {
    write(
        "ssm-parameter.json",
        """
        {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "${ParameterArns}",
         "Condition": {"StringEquals": {"aws:PrincipalTag/team": "payments"}}}
        """);
    assertEquals(List.of(), synthesis().diagnostics());
  }
}
