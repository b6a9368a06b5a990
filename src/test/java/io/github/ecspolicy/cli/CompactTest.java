package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that are shortened by patterns, which match nothing else that exists. */
class CompactTest {
  private static final String PARAMETER = "arn:aws:ssm:eu-west-1:111122223333:parameter";
  private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
  private static final String READ_PARAMETER = "ssm:GetParameters";
  private static final String READ_SECRET = "secretsmanager:GetSecretValue";
  private static final int QUOTA = 10_240;

  @TempDir private Path folder;

  private Outcome generate(String... options) {
    return Invocation.in(folder)
        .run(
            Stream.concat(
                    Stream.of("generate", "task.json", "--kms-key=*=alias/aws/ssm"),
                    Stream.of(options))
                .toArray(String[]::new));
  }

  private void task(Collection<String> valueFroms) throws IOException {
    Files.writeString(
        folder.resolve("task.json"), SecretsTask.reading(List.copyOf(valueFroms), "web"));
  }

  private void parameters(Collection<String> names, String more) throws IOException {
    Files.writeString(
        folder.resolve("parameters.json"),
        names.stream()
            .map(
                name ->
                    """
                    {"Name": "%s", "ARN": "%s%s", "Type": "String", "Tier": "Standard"}\
                    """
                        .formatted(name, PARAMETER, name))
            .collect(Collectors.joining(",\n", "{\"Parameters\": [", "]" + more + "}")));
  }

  private void secrets(Collection<String> names) throws IOException {
    Files.writeString(
        folder.resolve("secrets.json"),
        names.stream()
            .map(
                name ->
                    """
                    {"Name": "%s", "ARN": "%s"}\
                    """
                        .formatted(name, secret(name)))
            .collect(Collectors.joining(",\n", "{\"SecretList\": [", "]}")));
  }

  private static String secret(String name) {
    return SECRET
        + name
        + "-"
        + "AbCdEf".substring(name.length() % 6)
        + "x".repeat(name.length() % 6);
  }

  private static List<String> names(String format, int count) {
    return IntStream.range(0, count)
        .mapToObj(format::formatted)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static int length(String document) throws IOException {
    return new JsonMapper().readTree(document).toString().length();
  }

  private static void assertDecides(
      String policy, String action, Collection<String> needed, Collection<String> existing)
      throws Exception {
    PolicyEvaluator evaluator = new PolicyEvaluator(PolicyDocument.parse(policy));
    for (String arn : existing) {
      assertEquals(
          needed.contains(arn) ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED,
          evaluator.decide(new AccessRequest(action, arn)),
          arn);
    }
  }

  private static Set<String> arns(Collection<String> names) {
    return names.stream().map(name -> PARAMETER + name).collect(Collectors.toSet());
  }

  /** Each pattern in the report, checked to match what it covers and to be in the policy. */
  private void assertReported(Set<String> needed, String... options) throws Exception {
    Outcome run =
        generate(
            Stream.concat(Stream.of("--format=report"), Stream.of(options)).toArray(String[]::new));
    JsonNode policy = new JsonMapper().readTree(run.out()).at("/policies/0");
    Set<String> inPolicy = new TreeSet<>();
    policy
        .at("/policy/Statement")
        .forEach(
            statement ->
                statement.path("Resource").forEach(each -> inPolicy.add(each.textValue())));
    Set<String> covered = new TreeSet<>();
    assertFalse(policy.path("patterns").isEmpty());
    for (JsonNode pattern : policy.path("patterns")) {
      String text = pattern.path("pattern").textValue();
      assertTrue(inPolicy.remove(text), text);
      assertTrue(text.endsWith("*") && pattern.path("covers").size() > 1, text);
      for (JsonNode each : pattern.path("covers")) {
        assertTrue(each.textValue().startsWith(text.substring(0, text.length() - 1)), text);
        assertTrue(covered.add(each.textValue()), each.textValue());
      }
    }
    assertTrue(inPolicy.stream().noneMatch(each -> each.endsWith("*")), inPolicy::toString);
    covered.addAll(inPolicy);
    assertEquals(new TreeSet<>(needed), covered);
  }

  @Test
  void aPolicyOfParametersFitsAndAllowsNothingElseThatExists() throws Exception {
    List<String> needed = names("/prod/checkout/%03d/url", 200);
    needed.addAll(names("/prod/shared/web-%d", 20));
    needed.add("/prod/standing-alone");
    List<String> existing = new ArrayList<>(needed);
    existing.addAll(names("/prod/checkout/2%03d/url", 100));
    existing.addAll(names("/prod/shared/web-%d/admin", 5));
    existing.addAll(names("/test/checkout/%03d/url", 200));
    existing.add("/prod/checkouts");
    task(needed);
    parameters(existing, "");
    String whole = generate("--keep-going").out();
    assertTrue(length(whole) > QUOTA);

    Outcome run = generate("--compact", "--inventory=parameters.json");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(
        run.err()
            .matches(
                """
                note\\[compact-patterns\\]: \\d+ patterns stand for \\d+ resources in the policy of \
                `web`
                  hint: each and what it covers is listed by `--format report`
                """),
        run.err());
    assertTrue(length(run.out()) < QUOTA, run.out());
    assertDecides(run.out(), READ_PARAMETER, arns(needed), arns(existing));
    assertReported(arns(needed), "--compact", "--inventory=parameters.json");
    assertFalse(run.out().contains(":parameter/*"), run.out());
  }

  @Test
  void aPolicyOfSecretsFitsAndAllowsNothingElseThatExists() throws Exception {
    List<String> needed = names("prod/checkout/%03d/password", 150);
    List<String> existing = new ArrayList<>(needed);
    existing.addAll(names("prod/checkout-%d", 40));
    existing.addAll(names("prod/checkout/x%03d/password", 40));
    existing.add("prod/checkout/000/password-old");
    Set<String> arns = needed.stream().map(CompactTest::secret).collect(Collectors.toSet());
    task(arns);
    secrets(existing);
    assertTrue(length(generate("--keep-going").out()) > QUOTA);

    Outcome run = generate("--compact", "--inventory=secrets.json");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(length(run.out()) < QUOTA, run.out());
    assertDecides(
        run.out(), READ_SECRET, arns, existing.stream().map(CompactTest::secret).toList());
    assertReported(arns, "--compact", "--inventory=secrets.json");
  }

  /** In a condition, which compares text, a pattern would be a text like any other. */
  @Test
  void encryptionContextsKeepTheVeryNames() throws Exception {
    List<String> needed = names("/prod/checkout/%03d/url", 120);
    List<String> existing = new ArrayList<>(needed);
    existing.add("/prod/checkout/1");
    task(needed);
    parameters(existing, "");
    Files.writeString(
        folder.resolve("parameters.json"),
        Files.readString(folder.resolve("parameters.json"))
            .replace("\"String\"", "\"SecureString\", \"KeyId\": \"alias/app\""));
    String[] options = {
      "--compact",
      "--kms-encryption-context",
      "--inventory=parameters.json",
      "--kms-key=*=alias/app"
    };
    Outcome run =
        Invocation.in(folder)
            .run(
                Stream.concat(Stream.of("generate", "task.json"), Stream.of(options))
                    .toArray(String[]::new));
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(length(run.out()) < QUOTA, run.out());
    PolicyEvaluator evaluator = new PolicyEvaluator(PolicyDocument.parse(run.out()));
    for (String arn : arns(existing)) {
      boolean isNeeded = arns(needed).contains(arn);
      AccessRequest decrypt =
          new AccessRequest(
              "kms:Decrypt",
              "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
              Map.of(
                  "kms:ViaService", List.of("ssm.eu-west-1.amazonaws.com"),
                  "kms:ResourceAliases", List.of("alias/app"),
                  "kms:EncryptionContext:PARAMETER_ARN", List.of(arn)));
      assertEquals(
          isNeeded ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED, evaluator.decide(decrypt), arn);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverExistsPatternsMatchAllThatIsNeededAndNothingElse(long seed) throws Exception {
    Random random = new Random(seed);
    String[] words = {"a", "b", "ab", "aw", "awe", "prod", "pro", "p-1", "p.1", "p_1", "x"};
    Set<String> existing = new TreeSet<>();
    while (existing.size() < 500) {
      StringBuilder name = new StringBuilder();
      for (int depth = 3 + random.nextInt(7); depth > 0; depth--) {
        name.append('/').append(words[random.nextInt(words.length)]);
      }
      existing.add(name.toString());
    }
    // what is needed comes in runs of neighbours, and alone
    List<String> sorted = List.copyOf(existing);
    Set<String> needed = new TreeSet<>();
    while (needed.size() < 250) {
      int start = random.nextInt(sorted.size());
      int run = random.nextInt(4) == 0 ? 1 : random.nextInt(40);
      needed.addAll(sorted.subList(start, Math.min(sorted.size(), start + run)));
    }
    List<String> shuffled = new ArrayList<>(existing);
    Collections.shuffle(shuffled, random);
    task(needed);
    parameters(shuffled, "");
    Outcome run = generate("--compact", "--inventory=parameters.json", "--keep-going");
    assertTrue(length(generate("--keep-going").out()) > QUOTA);
    assertTrue(
        run.err().contains("[compact-patterns]") || run.err().contains("[policy-"), run.err());
    assertDecides(run.out(), READ_PARAMETER, arns(needed), arns(existing));
    assertReported(arns(needed), "--compact", "--inventory=parameters.json", "--keep-going");
  }

  /** AWS's own parameters are in no listing, so nothing may be said of their neighbours. */
  @Test
  void noPatternCoversParametersOfAws() throws Exception {
    List<String> needed = names("/a%03d/some/long/name/of/a/parameter", 150);
    List<String> references = new ArrayList<>(needed);
    references.addAll(names("/aws/reference/secretsmanager/x%d", 5));
    task(references);
    parameters(needed, "");
    secrets(names("x%d", 5));
    Outcome run = generate("--compact", "--inventory=parameters.json", "--inventory=secrets.json");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(length(run.out()) < QUOTA, run.out());
    for (int i = 0; i < 5; i++) {
      String own = PARAMETER + "/aws/reference/secretsmanager/x" + i;
      assertTrue(run.out().contains("\"" + own + "\""), own);
    }
    assertDecides(
        run.out(),
        READ_PARAMETER,
        arns(references),
        Stream.concat(
                arns(references).stream(),
                Stream.of(
                    PARAMETER + "/aws/reference/secretsmanager/y",
                    PARAMETER + "/aws/reference/secretsmanager/x00",
                    PARAMETER + "/aws/service/ami-amazon-linux-latest/x"))
            .toList());
  }

  @Test
  void aPolicyThatFitsStaysAsItIs() throws Exception {
    List<String> needed = names("/prod/checkout/%03d", 20);
    task(needed);
    parameters(needed, "");
    Outcome plain = generate();
    Outcome compact = generate("--compact", "--inventory=parameters.json");
    assertEquals(ExitStatus.FINE, compact.status(), compact.err());
    assertEquals(plain.out(), compact.out());
  }

  // without proof

  @Test
  void withoutAnInventoryNothingIsProven() throws IOException {
    task(names("/prod/checkout/%03d/some/long/name", 200));
    Outcome run = generate("--compact");
    assertEquals(ExitStatus.INVALID, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .startsWith(
                """
                error[compact-unproven]: nothing shows what else exists: a pattern might match \
                what is not needed
                  hint: list what exists with `--inventory`
                """),
        run.err());
  }

  @Test
  void aListingThatGoesOnProvesNothing() throws Exception {
    List<String> needed = names("/prod/checkout/%03d/some/long/name", 200);
    task(needed);
    parameters(needed, ", \"NextToken\": \"x\"");
    assertUnproven(generate("--compact", "--inventory=parameters.json"));
  }

  /** It lists what was asked for. */
  @Test
  void valuesOfParametersProveNothing() throws Exception {
    List<String> needed = names("/prod/checkout/%03d/some/long/name", 200);
    task(needed);
    parameters(needed, ", \"InvalidParameters\": []");
    assertUnproven(generate("--compact", "--inventory=parameters.json"));
  }

  @Test
  void theListingOfAnotherRegionProvesNothing() throws Exception {
    List<String> needed = names("/prod/checkout/%03d/some/long/name", 200);
    task(needed);
    parameters(needed, "");
    Path listing = folder.resolve("parameters.json");
    Files.writeString(listing, Files.readString(listing).replace(":eu-west-1:", ":eu-central-1:"));
    assertUnproven(generate("--compact", "--inventory=parameters.json"));
  }

  private static void assertUnproven(Outcome run) {
    assertEquals(ExitStatus.INVALID, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .contains(
                """
                error[compact-unproven]: no inventory lists all parameters of account 111122223333 \
                in eu-west-1: a pattern might match one that is not needed
                  hint: give the whole output of `aws ssm describe-parameters` with `--inventory`
                """),
        run.err());
  }

  @Test
  void aPolicyThatIsStillTooLongIsSplit() throws Exception {
    // every other parameter is needed, so that there are no patterns
    List<String> existing = names("/prod/checkout/%03d/some/long/name", 400);
    List<String> needed =
        IntStream.range(0, 400).filter(i -> i % 2 == 0).mapToObj(existing::get).toList();
    task(needed);
    parameters(existing, "");
    assertEquals(ExitStatus.INVALID, generate("--compact", "--inventory=parameters.json").status());
    Outcome run =
        generate("--compact", "--inventory=parameters.json", "--split=managed", "--output-dir=out");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertTrue(files.count() > 2);
    }
  }

  /** Nobody knows how a name begins that only AWS will know, nor that it does not exist. */
  @Test
  void noPatternStandsForWhatOnlyAwsWillKnow() throws IOException {
    String secrets =
        IntStream.range(0, 130)
            .mapToObj(
                i ->
                    """
                    {"Name": "N%d", "ValueFrom":
                      {"Fn::Join": ["", ["/app/team/of/a/name/", {"Fn::ImportValue": "e%d"}]]}}
                    """
                        .formatted(i, i))
            .collect(Collectors.joining(","));
    Files.writeString(
        folder.resolve("task.json"),
        """
        {"Resources": {"T": {"Type": "AWS::ECS::TaskDefinition", "Properties": {
          "ExecutionRoleArn": "arn:aws:iam::111122223333:role/x",
          "ContainerDefinitions": [{"Name": "x", "Image": "y", "Secrets": [%s]}]}}}}
        """
            .formatted(secrets));
    parameters(List.of("/other"), "");

    Outcome outcome =
        generate(
            "--region=eu-west-1",
            "--account=111122223333",
            "--inventory=parameters.json",
            "--format=cloudformation",
            "--compact",
            "--split=managed",
            "--output-dir=out");

    assertEquals(0, outcome.status(), outcome.err());
    assertFalse(outcome.err().contains("unknown-parameter"), outcome.err());
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      for (Path file : files.toList()) {
        assertFalse(Files.readString(file).contains("*"), file.toString());
      }
    }
  }
}
