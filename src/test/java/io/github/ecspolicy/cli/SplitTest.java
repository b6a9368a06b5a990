package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Policies that are too long, and the documents that they become.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">quotas</a>
 */
class SplitTest {
  private static final int PARAMETERS = 2_000;
  private static final int INLINE = 10_240;
  private static final int MANAGED = 6_144;

  @TempDir private Path folder;

  @BeforeEach
  void writeTask() throws IOException {
    write("web", names(PARAMETERS));
  }

  /** Short enough that the policies fit into what a role takes at most. */
  private static List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "/t" + (i % 7) + "/p" + i)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void write(String role, List<String> names) throws IOException {
    Files.writeString(folder.resolve(role + ".task.json"), SecretsTask.reading(names, role));
  }

  private Outcome generate(String... options) {
    return Invocation.in(folder)
        .run(
            Stream.concat(
                    Stream.of("generate", "web.task.json", "--kms-key=*=alias/aws/ssm"),
                    Stream.of(options))
                .toArray(String[]::new));
  }

  private Map<String, String> written(String output) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(output))) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /** Every pair of action and resource; each document has to be one that can be read. */
  private static Set<String> allowed(Collection<String> documents) throws Exception {
    Set<String> allowed = new TreeSet<>();
    for (String document : documents) {
      for (Statement statement : PolicyDocument.parse(document).statements()) {
        assertEquals(List.of(), statement.conditions());
        for (String action : statement.actions()) {
          statement.resources().forEach(resource -> allowed.add(action + " on " + resource));
        }
      }
    }
    return allowed;
  }

  /** IAM does not count white space, and there is none within what is quoted here. */
  private static int length(String document) throws IOException {
    return new JsonMapper().readTree(document).toString().length();
  }

  private Set<String> whole() throws Exception {
    return allowed(List.of(generate("--keep-going").out()));
  }

  /** What was asked for already, and what would not help, is no way out. */
  @Test
  void onlyWhatMayHelpIsAWayOut() throws IOException {
    Files.writeString(folder.resolve("none.json"), "{\"parameters\": {}}");
    write("web", names(130));
    Files.writeString(
        folder.resolve("more.task.json"),
        SecretsTask.reading(names(150).subList(130, 150), "web")
            .replace("\"family\": \"web\"", "\"family\": \"more\""));
    assertWayOut(
        "split the policy with `--split managed`, or shorten it with `--compact`, or make it part"
            + " of the role with `--policy-kind inline`",
        generate("--policy-kind=managed"));
    assertWayOut(
        "give the task definitions execution roles of their own, or split the policy with `--split"
            + " managed`, or shorten it with `--compact`, or make it part of the role with"
            + " `--policy-kind inline`",
        generate("--policy-kind=managed", "more.task.json"));
    write("web", names(PARAMETERS));
    assertWayOut(
        "split the policy with `--split managed`, or shorten it with `--compact`",
        generate("--split=inline"));
    assertWayOut(
        "split the policy with `--split managed`", generate("--compact", "--inventory=none.json"));
    write("web", names(PARAMETERS).stream().map(name -> "/production" + name).toList());
    assertWayOut(
        "divide the containers among task definitions with execution roles of their own",
        generate("--split=managed", "--compact", "--inventory=none.json"));
  }

  private static void assertWayOut(String expected, Outcome run) {
    assertEquals(ExitStatus.INVALID, run.status());
    List<String> lines = run.err().lines().toList();
    int over =
        lines.indexOf(
            lines.stream()
                .filter(line -> line.startsWith("error[policy-over-quota]"))
                .findFirst()
                .orElseThrow());
    assertEquals("  hint: " + expected, lines.get(over + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--split=managed", "--policy-kind=inline", "--compact"})
  void aStatementThatIsTooLongByItselfIsShortenedInItsTemplate(String option) throws IOException {
    Files.writeString(folder.resolve("none.json"), "{\"parameters\": {}}");
    write("web", names(1));
    Files.writeString(
        Files.createDirectory(folder.resolve("mine")).resolve("ssm-parameter.json"),
        """
        {
          "Effect": "Allow",
          "Action": "ssm:GetParameters",
          "Resource": "${ParameterArns}",
          "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": ["%s"]}}
        }
        """
            .formatted("x".repeat(INLINE)));
    Outcome run = generate("--templates=mine", "--inventory=none.json", option);
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(
        run.err()
            .contains(
                """
                error[policy-over-quota]: a statement of the policy of `web` is too long even with \
                a single resource, IAM accepts 6144 characters
                  hint: neither several policies nor patterns make room for it: shorten its \
                template in `--templates`
                """),
        run.err());
  }

  @Test
  void aNameThatIsTooLongWithItsNumberIsAnError() {
    String name = "p".repeat(127);
    Outcome run = generate("--split=managed", "--output-dir=out", "--policy-name=" + name);
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(
        run.err()
            .contains(
                "error[policy-name-length]: a policy would be named `"
                    + name
                    + "-1`, 129 characters, IAM accepts 128\n"),
        run.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void aPolicyThatDoesNotFitIsAnErrorWithTheWaysOut() {
    Outcome run = generate();
    assertEquals(ExitStatus.INVALID, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .matches(
                """
                error\\[policy-over-quota\\]: the policy of `web` has 1\\d{5} characters, IAM \
                accepts 10240
                  hint: split the policy with `--split managed`, or shorten it with `--compact`
                """),
        run.err());
  }

  @Test
  void managedPoliciesTogetherAllowTheSame() throws Exception {
    Set<String> expected =
        names(PARAMETERS).stream()
            .map(name -> "ssm:GetParameters on arn:aws:ssm:eu-west-1:111122223333:parameter" + name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(expected, whole());
    Outcome run = generate("--split=managed", "--output-dir=out");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    Map<String, String> documents = written("out");
    assertEquals(expected, allowed(documents.values()));
    for (String document : documents.values()) {
      assertTrue(length(document) <= MANAGED, document.length() + " characters");
    }
    assertEquals(
        IntStream.rangeClosed(1, documents.size())
            .mapToObj(number -> "web-" + number + ".json")
            .collect(Collectors.toCollection(TreeSet::new)),
        documents.keySet());
    // a role takes 10 unless the quota is raised, and never more than 20
    assertTrue(documents.size() > 10 && documents.size() <= 20, documents.size() + " documents");
    assertEquals(
        """
        warning[policy-near-quota]: the policy of `web` is split into %d managed policies, a role \
        takes 10 unless the quota is raised
          hint: ask for up to 20 in Service Quotas, or shorten the policy with `--compact`
        """
            .formatted(documents.size()),
        run.err());
  }

  @Test
  void moreThanTwentyManagedPoliciesAreAnError() throws Exception {
    write("web", names(PARAMETERS).stream().map(name -> "/production" + name).toList());
    Outcome run = generate("--split=managed", "--output-dir=out");
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(
        run.err()
            .matches(
                """
                error\\[policy-over-quota\\]: the policy of `web` is split into 2\\d managed \
                policies, a role takes 20 at most
                  hint: shorten it with `--compact`
                """),
        run.err());
    assertFalse(Files.exists(folder.resolve("out")));

    assertEquals(
        ExitStatus.FINDINGS,
        generate("--split=managed", "--output-dir=out", "--keep-going").status());
    assertEquals(whole(), allowed(written("out").values()));
  }

  // "You can add as many inline policies as you want to an IAM user, role, or group. But the total
  // aggregate policy size (the sum size of all inline policies) per entity can't exceed" it
  @Test
  void inlinePoliciesOfARoleCountTogether() throws Exception {
    Outcome run = generate("--split=inline", "--output-dir=out");
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(run.err().startsWith("error[policy-over-quota]: the policy of `web` has 1"));
    assertFalse(Files.exists(folder.resolve("out")));

    assertEquals(
        ExitStatus.FINDINGS,
        generate("--split=inline", "--output-dir=out", "--keep-going").status());
    Map<String, String> documents = written("out");
    assertTrue(documents.size() > 1);
    for (String document : documents.values()) {
      assertTrue(length(document) <= INLINE, document.length() + " characters");
    }
    assertEquals(whole(), allowed(documents.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "managed"})
  void aPolicyThatFitsIsOneDocumentAsEver(String kind) throws Exception {
    write("web", names(50));
    Outcome plain = generate("--policy-kind=" + kind);
    Outcome split = generate("--split=" + kind);
    assertEquals(ExitStatus.FINE, split.status(), split.err());
    assertEquals("", split.err());
    assertEquals(plain.out(), split.out());
    assertEquals(ExitStatus.FINE, generate("--split=" + kind, "--output-dir=out").status());
    assertEquals(Map.of("web.json", plain.out()), written("out"));
    assertEquals(ExitStatus.FINE, generate("--split=" + kind, "-o", "one.json").status());
    assertEquals(plain.out(), Files.readString(folder.resolve("one.json")));
  }

  @Test
  void oneParameterMoreOrLessChangesFewFiles() throws Exception {
    // not where one document more is needed, which draws from all
    int count = 1_950;
    write("web", names(count));
    assertEquals(ExitStatus.FINE, generate("--split=managed", "--output-dir=before").status());
    Map<String, String> before = written("before");
    for (String other : List.of("/a-new-one", "/t3/p500x", "/zz")) {
      List<String> names = names(count);
      names.add(other);
      write("web", names);
      assertEquals(ExitStatus.FINE, generate("--split=managed", "--output-dir=after").status());
      assertFew(before, written("after"));
    }
    for (int gone : new int[] {0, 777, count - 1}) {
      List<String> names = names(count);
      names.remove(gone);
      write("web", names);
      assertEquals(ExitStatus.FINE, generate("--split=managed", "--output-dir=after").status());
      assertFew(before, written("after"));
    }
  }

  private static void assertFew(Map<String, String> before, Map<String, String> after) {
    assertEquals(before.keySet(), after.keySet());
    List<String> changed =
        before.keySet().stream().filter(name -> !before.get(name).equals(after.get(name))).toList();
    // one file, unless the document is full and passes something on
    assertTrue(changed.size() >= 1 && changed.size() <= 3, changed::toString);
  }

  @Test
  void aPolicyWithKeysIsSplitWithItsConditions() throws Exception {
    String[] options = {"--kms-encryption-context", "--kms-key=/t*=alias/app"};
    Outcome whole = generate(with(options, "--keep-going"));
    Set<String> expected = conditionValues(List.of(whole.out()));
    assertEquals(PARAMETERS, expected.size());
    generate(with(options, "--split=managed", "--output-dir=out", "--keep-going"));
    Map<String, String> documents = written("out");
    for (String document : documents.values()) {
      assertTrue(length(document) <= MANAGED, document.length() + " characters");
    }
    assertEquals(expected, conditionValues(documents.values()));
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }

  /** The encryption contexts; all other conditions have to stand beside each. */
  private static Set<String> conditionValues(Collection<String> documents) throws Exception {
    Set<String> values = new TreeSet<>();
    for (String document : documents) {
      for (Statement statement : PolicyDocument.parse(document).statements()) {
        if (statement.actions().equals(List.of("kms:Decrypt"))) {
          assertEquals(
              Set.of(
                  "kms:ResourceAliases", "kms:ViaService", "kms:EncryptionContext:PARAMETER_ARN"),
              statement.conditions().stream().map(each -> each.key()).collect(Collectors.toSet()));
          statement.conditions().stream()
              .filter(each -> each.key().endsWith("PARAMETER_ARN"))
              .forEach(each -> values.addAll(each.values()));
        }
      }
    }
    return values;
  }

  // where the documents go

  @Test
  void severalDocumentsOfJsonAreNoSingleOne() {
    for (String[] destination : new String[][] {{}, {"-o", "policy.json"}}) {
      Outcome run = generate(with(destination, "--split=managed"));
      assertEquals(ExitStatus.INVALID, run.status());
      assertEquals("", run.out());
      assertFalse(Files.exists(folder.resolve("policy.json")));
      assertTrue(
          run.err()
              .matches(
                  """
                  (?s).*error\\[documents-several\\]: the policy is split into 1\\d documents, and \
                  one file of JSON holds one
                    hint: write one file for each with `--output-dir`, or choose another `--format`
                  .*\
                  """),
          run.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"console", "aws-cli", "report"})
  void theOtherFormatsHoldAllDocuments(String format) throws IOException {
    Outcome run = generate("--split=managed", "--format=" + format);
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    generate("--split=managed", "--output-dir=out");
    for (String file : written("out").keySet()) {
      String name = "web-EcsTaskSecrets" + file.replace("web", "").replace(".json", "");
      assertTrue(run.out().matches("(?s).*\\b" + name + "\\b.*"), name);
    }
    Outcome toFile = generate("--split=managed", "--format=" + format, "-o", "all.txt");
    assertEquals(ExitStatus.FINE, toFile.status(), toFile.err());
    assertEquals(run.out(), Files.readString(folder.resolve("all.txt")));
    assertFalse(toFile.err().contains("output-stale"));
  }

  // what an earlier run has left

  @Test
  void documentsOfAnEarlierRunAreReported() throws IOException {
    generate("--split=managed", "--output-dir=out");
    int most = written("out").size();
    assertEquals("", staleFiles(generate("--split=managed", "--output-dir=out")));

    write("web", names(PARAMETERS / 2));
    Outcome fewer = generate("--split=managed", "--output-dir=out");
    String stale = staleFiles(fewer);
    int left = stale.isEmpty() ? 0 : stale.split(" ").length;
    assertTrue(left > 2 && left < most - 2, stale);
    for (int number = most - left + 1; number <= most; number++) {
      assertTrue(stale.contains("web-" + number + ".json"), stale);
    }

    write("web", names(10));
    assertEquals(most, staleFiles(generate("--output-dir=out")).split(" ").length);
    assertTrue(Files.exists(folder.resolve("out/web.json")));

    write("web", names(PARAMETERS));
    assertEquals("web.json", staleFiles(generate("--split=managed", "--output-dir=out")));

    write("web", List.of());
    assertEquals(most + 1, staleFiles(generate("--output-dir=out")).split(" ").length);
  }

  private static String staleFiles(Outcome run) {
    return run.err()
        .lines()
        .filter(line -> line.startsWith("warning[output-stale]: an older policy stays in `"))
        .map(line -> line.replaceFirst(".*/", "").replace("`", ""))
        .collect(Collectors.joining(" "));
  }

  /** {@code web-1.json} would be the first document of one role, and the policy of the other. */
  @Test
  void noDocumentReplacesTheOneOfAnotherRole() throws IOException {
    write("web-1", List.of("/other"));
    Outcome run = generate("web-1.task.json", "--split=managed", "--output-dir=out");
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(
        run.err().contains("error[output-unwritable]: two documents would stand in `"), run.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }
}
