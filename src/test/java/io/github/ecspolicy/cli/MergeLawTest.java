package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parts of a fleet can be resolved apart: however generated task definitions are divided, and in
 * whatever order, grouping and number their requirements come, merging them writes what a single
 * run over everything does.
 */
class MergeLawTest {
  private static final int FLEETS = 24;

  private static final List<String> RESOLVING =
      List.of(
          "--region=eu-west-1",
          "--account=111122223333",
          "--scope=all",
          "--kms-key=app/k*=alias/app",
          "--kms-key=/app/*=1234abcd-12ab-34cd-56ef-1234567890ab",
          "--kms-key=other/*=alias/other",
          "--pull-through-prefix=hub",
          "--guardduty",
          "--quiet");

  /** As above, with an inventory that lacks much, and so that all is said. */
  private static final List<String> RESOLVING_ALOUD =
      Stream.concat(
              RESOLVING.stream().filter(option -> !option.equals("--quiet")),
              Stream.of("--inventory=known.json", "--keep-going"))
          .toList();

  private static final String KNOWN =
      """
      {"Parameters":[],"InvalidParameters":["/app/db","/app/gone","/app/gone2"]}
      """;

  private static final List<String> OPEN =
      List.of(
          "/app/db",
          "app/x",
          "arn:aws:ssm:us-east-1:111122223333:parameter/app/far",
          "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-AbCdEf",
          "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key",
          "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-AbCdEf:user::",
          "arn:aws:secretsmanager:eu-west-1:444455556666:secret:shared-AbCdEf",
          "/aws/reference/secretsmanager/app/key",
          "/aws/service/ami-amazon-linux-latest/x");

  /** About each of them there is something to say. */
  private static final List<String> FAULTY =
      List.of(
          "/app/gone",
          "/app/gone2",
          "app/key-AbCdEf",
          "app/*",
          "arn:aws:ssm:eu-west-1::parameter/app/db",
          "arn:aws:ssm:eu-west-1:111122223333:parameter/app/db:3",
          "arn:aws:ssm:eu-west-1:444455556666:parameter/app/db",
          "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/key-AbCdEf:a:b:c:d");

  private static final List<String> IMAGES =
      List.of(
          "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:TAG",
          "444455556666.dkr.ecr.us-east-1.amazonaws.com/hub/library/nginx@sha256:" + "0".repeat(64),
          "nginx:1");

  private static final List<String> FAULTY_IMAGES =
      List.of(
          "111122223333.dkr.ecr.eu-west-1.amazonaws.com/App:TAG",
          "111122223333.dkr-ecr.eu-west-1.on.aws/app:TAG",
          "1111.dkr.ecr.eu-west-1.amazonaws.com/app:TAG");

  @TempDir private Path folder;

  /** Makes the same task definitions of the same seed. */
  private static final class Fleet {
    private final Random random;
    private final List<String> secrets;
    private final List<String> images;
    private final List<String> families = new ArrayList<>();

    Fleet(Random random) {
      this(random, OPEN, IMAGES);
    }

    private Fleet(Random random, List<String> secrets, List<String> images) {
      this.random = random;
      this.secrets = secrets;
      this.images = images;
    }

    /** One of which there is much to say. */
    static Fleet faulty(Random random) {
      return new Fleet(random, both(OPEN, FAULTY), both(IMAGES, FAULTY_IMAGES));
    }

    private static List<String> both(List<String> some, List<String> more) {
      return Stream.concat(some.stream(), more.stream()).toList();
    }

    private <T> T any(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    private boolean sometimes() {
      return random.nextInt(3) == 0;
    }

    private String several(int most, Supplier<String> one) {
      return Stream.generate(one).limit(random.nextInt(most + 1)).collect(Collectors.joining(","));
    }

    /** Returns another task definition, or another revision of one that was returned. */
    String definition() {
      String one = !families.isEmpty() && sometimes() ? any(families) : family();
      families.add(one);
      return one.replace("REVISION", Integer.toString(1 + random.nextInt(9)))
          .replace("TAG", Integer.toString(random.nextInt(9)));
    }

    private String family() {
      String family = any(List.of("web", "job", "batch"));
      String role =
          any(
              List.of(
                  "\"executionRoleArn\":\"arn:aws:iam::111122223333:role/path/%s\",",
                  "\"executionRoleArn\":\"%s\",",
                  "\"executionRoleArn\":\"arn:aws:iam::777788889999:role/%s\",",
                  ""));
      return "{\"family\":\"%s\",%s%s%s\"containerDefinitions\":[%s]}"
          .formatted(
              family,
              role.formatted(family),
              sometimes()
                  ? "\"requiresCompatibilities\":[\"%s\"],"
                      .formatted(any(List.of("EC2", "FARGATE")))
                  : "",
              sometimes()
                  ? "\"taskDefinitionArn\":\"arn:aws:ecs:eu-west-1:111122223333:task-definition/%s:REVISION\","
                      .formatted(family)
                  : "",
              several(3, this::container));
    }

    private String container() {
      return ("{\"name\":\"%s\",\"image\":\"%s\",\"environment\":[{\"name\":\"X\",\"value\":\"hunter2\"}],"
              + "\"secrets\":[%s],\"environmentFiles\":[%s]%s}")
          .formatted(
              any(List.of("app", "side")),
              any(images),
              several(4, this::secret),
              several(1, this::file),
              sometimes() ? ",\"logConfiguration\":" + log() : "");
    }

    private String secret() {
      return "{\"name\":\"S%d\",\"valueFrom\":\"%s\"}".formatted(random.nextInt(4), any(secrets));
    }

    private String file() {
      return "{\"type\":\"s3\",\"value\":\"arn:aws:s3:::files/%s.env\"}"
          .formatted(any(List.of("a", "b*?${x", "c\\u00e9", "d")));
    }

    private String log() {
      return "{\"logDriver\":\"awslogs\",\"options\":{\"awslogs-group\":\"/ecs/%s\",\"awslogs-region\":\"eu-west-1\"%s%s}}"
          .formatted(
              any(List.of("web", "job")),
              sometimes() ? ",\"awslogs-create-group\":\"true\"" : "",
              sometimes() ? ",\"awslogs-stream-prefix\":\"p\"" : "");
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, FLEETS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void partsMergedInAnyWayAreTheWhole(int seed) throws IOException {
    Random random = new Random(seed);
    List<String> files = write(new Fleet(random), random);
    divide(files, RESOLVING, random);
    for (String form :
        List.of(
            "--merge",
            "--format=report",
            "--format=markdown",
            "--format=terraform",
            "--format=cloudformation",
            "--format=aws-cli",
            "--merge --kms-encryption-context",
            "--merge --split=managed --format=console",
            "--role-name=web --templates=aws-docs --format=console")) {
      List<String> shape = List.of(form.split(" "));
      Outcome whole = run("generate", RESOLVING, shape, files);
      assertTrue(whole.status() <= ExitStatus.FINDINGS, whole.err());
      assertEquals(whole, run("merge", List.of("--quiet"), shape, List.of("requirements")), form);
    }
    assertEquals(
        inFolder("generate", RESOLVING, files),
        inFolder("merge", List.of("--quiet"), List.of("requirements")));
  }

  /** All that is said is the same, too, and on which of those that are alike. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsSaidOfPartsIsWhatIsSaidOfTheWhole(int seed) throws IOException {
    Random random = new Random(seed);
    Files.writeString(folder.resolve("known.json"), KNOWN);
    List<String> files = write(Fleet.faulty(random), random);
    divide(files, RESOLVING_ALOUD, random);
    for (String form : List.of("--merge", "--merge --format=report", "--merge --format=markdown")) {
      List<String> shape = List.of(form.split(" "));
      Outcome whole = run("generate", RESOLVING_ALOUD, shape, files);
      assertTrue(whole.err().contains("]: "), whole.err());
      assertEquals(
          whole, run("merge", List.of("--keep-going"), shape, List.of("requirements")), form);
    }
    List<String> strict = RESOLVING_ALOUD.subList(0, RESOLVING_ALOUD.size() - 1);
    Outcome stopped = run("generate", strict, List.of("--merge"), files);
    assertEquals(stopped, run("merge", List.of(), List.of("--merge"), List.of("requirements")));
  }

  /** Writes the requirements of parts of {@code files} into a folder, in any order. */
  private void divide(List<String> files, List<String> resolving, Random random)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (List<String> part : divided(files, random)) {
      lines.addAll(requirements(part, resolving));
    }
    List<String> merged = grouped(lines, random);
    Path written = folder.resolve("requirements");
    Files.createDirectories(written);
    Files.write(written.resolve("part-00000"), merged.subList(0, merged.size() / 2));
    Files.write(written.resolve("part-00001"), merged.subList(merged.size() / 2, merged.size()));
    Files.writeString(written.resolve("_SUCCESS"), "no requirement");
  }

  /** Files of one task definition a line, the first with all kinds of settings in use. */
  private List<String> write(Fleet fleet, Random random) throws IOException {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String file = "f" + random.nextInt(1_000) + "-" + i + ".json";
      List<String> definitions =
          Stream.generate(fleet::definition).limit(1 + random.nextInt(4)).toList();
      Files.write(folder.resolve(file), definitions);
      files.add(file);
    }
    return files;
  }

  private static List<List<String>> divided(List<String> files, Random random) {
    Map<Integer, List<String>> parts = new TreeMap<>();
    files.forEach(
        file -> parts.computeIfAbsent(random.nextInt(3), i -> new ArrayList<>()).add(file));
    return List.copyOf(parts.values());
  }

  private List<String> requirements(List<String> files, List<String> resolving) {
    Outcome part = run("generate", resolving, List.of("--format=requirements"), files);
    assertTrue(part.status() <= ExitStatus.FINDINGS, part.err());
    assertTrue(!part.out().contains("hunter2"), part.out());
    return part.out().lines().toList();
  }

  /** Some lines stand twice, some are merged before the others, and some of these once more. */
  private List<String> grouped(List<String> lines, Random random) throws IOException {
    List<String> all = new ArrayList<>(lines);
    lines.stream().filter(line -> random.nextBoolean()).forEach(all::add);
    for (int i = 0; i < 2; i++) {
      Collections.shuffle(all, random);
      int some = 1 + random.nextInt(all.size());
      Files.write(folder.resolve("some.ndjson"), all.subList(0, some));
      Outcome merged =
          run(
              "merge",
              List.of("--quiet", "--format=requirements", "--keep-going"),
              List.of(),
              List.of("some.ndjson"));
      assertTrue(merged.status() <= ExitStatus.FINDINGS, merged.err());
      List<String> rest = new ArrayList<>(all.subList(some, all.size()));
      rest.addAll(merged.out().lines().toList());
      all = rest;
    }
    return all;
  }

  private Map<String, String> inFolder(String command, List<String> options, List<String> inputs)
      throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    Outcome run = run(command, options, List.of("--output-dir=" + out.getFileName()), inputs);
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private Outcome run(
      String command, List<String> options, List<String> more, List<String> inputs) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(options);
    arguments.addAll(more);
    arguments.addAll(inputs);
    return Invocation.in(folder).run(arguments.toArray(String[]::new));
  }

  /** As for a partition of Spark that has no line; for anybody else it is a mistake. */
  @Test
  void aPartWithoutALineNeedsNothing() throws IOException {
    Outcome none = Invocation.in(folder).reading("").run("generate", "--format=requirements", "-");
    assertEquals(ExitStatus.FINE, none.status(), none.err());
    Outcome some =
        Invocation.in(folder)
            .reading(
                """
                {"family":"web","executionRoleArn":"arn:aws:iam::111122223333:role/web",
                 "containerDefinitions":[{"name":"app","image":"app","secrets":[{"name":"DB",
                  "valueFrom":"arn:aws:ssm:eu-west-1:111122223333:parameter/web/db"}]}]}
                """)
            .run("generate", "--format=requirements", "-");
    Files.writeString(folder.resolve("0.ndjson"), none.out());
    Files.writeString(folder.resolve("1.ndjson"), some.out());
    assertEquals(
        Invocation.in(folder).run("merge", "1.ndjson"),
        Invocation.in(folder).run("merge", "0.ndjson", "1.ndjson"));
    Outcome nothing = Invocation.in(folder).run("merge", "0.ndjson");
    assertEquals(ExitStatus.INVALID, nothing.status());
    assertTrue(nothing.err().contains("error[no-requirements]"), nothing.err());
    Files.writeString(folder.resolve("empty.json"), "");
    assertEquals(
        ExitStatus.INVALID,
        Invocation.in(folder).run("generate", "--format=requirements", "empty.json").status());
    assertEquals(ExitStatus.INVALID, Invocation.in(folder).run("generate", "-").status());
  }

  /** As ECS prints a task definition, it stands in an object with more about it. */
  @Test
  void theSameInTwoFormsIsOneInPartsToo() throws IOException {
    String task =
        """
        {"family":"web","executionRoleArn":"arn:aws:iam::111122223333:role/web",\
        "containerDefinitions":[{"image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/app",\
        "secrets":[{"valueFrom":"arn:aws:ssm:eu-west-1:111122223333:parameter/web/db"}]}]}""";
    Files.writeString(folder.resolve("a.json"), task);
    Files.writeString(folder.resolve("b.json"), "{\"taskDefinition\":" + task + "}");
    List<String> options =
        List.of(
            "--quiet",
            "--scope=all",
            "--extra-repository=arn:aws:ecr:eu-west-1:111122223333:repository/sidecar");
    List<String> parts = new ArrayList<>();
    for (String file : List.of("a.json", "b.json")) {
      Outcome part = run("generate", options, List.of("--format=requirements"), List.of(file));
      parts.addAll(part.out().lines().toList());
    }
    Files.write(folder.resolve("parts.ndjson"), parts);
    List<String> console = List.of("--format=console");
    Outcome whole = run("generate", options, console, List.of("a.json", "b.json"));
    assertTrue(whole.out().contains("extra repository"), whole.out());
    assertEquals(whole, run("merge", List.of("--quiet"), console, List.of("parts.ndjson")));
  }

  /** What is said at more places than a person reads is said at the first of them. */
  @Test
  void whatIsSaidAtManyPlacesIsToldOfTheSameOnes() throws IOException {
    List<String> lines =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    ("{\"family\":\"f%d\",\"executionRolArn\":1,\"containerDefinitions\":[{\"name\":\"a\",\"image\":\"nginx\",\"secrets\":["
                            + "{\"name\":\"A\",\"valueFrom\":\"/a\"}]}]}")
                        .formatted(i % 7))
            .toList();
    List<String> where = List.of("--region=eu-west-1", "--account=111122223333", "--quiet");
    List<String> files = List.of("a.json", "b.json", "c.json");
    List<String> requirements = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Files.write(folder.resolve(files.get(i)), lines.subList(i * 100, i * 100 + 100 - i * 40));
      Outcome part =
          run("generate", where, List.of("--format=requirements"), List.of(files.get(i)));
      requirements.addAll(part.out().lines().toList());
    }
    requirements.addAll(requirements.subList(0, requirements.size() / 2));
    Files.write(folder.resolve("all.ndjson"), grouped(requirements, new Random(1)));
    List<String> report = List.of("--format=report");
    Outcome whole = run("generate", where, report, files);
    assertTrue(whole.out().contains("so it is at other places, too: "), whole.out());
    assertEquals(whole, run("merge", List.of("--quiet"), report, List.of("all.ndjson")));
  }

  /** The first of those that are alike is told, in its own words, however many there are. */
  @Test
  void whatIsSaidOfTheFirstOfManyIsToldOfTheSameOnes() throws IOException {
    List<String> where = List.of("--region=eu-west-1", "--account=111122223333", "--scope=all");
    List<String> files = List.of("a.json", "b.json", "c.json");
    Random random = new Random(1);
    List<String> requirements = new ArrayList<>();
    for (String file : files) {
      List<String> lines =
          IntStream.range(0, 150)
              .mapToObj(
                  i ->
                      ("{\"family\":\"f%d\",\"containerDefinitions\":[{\"name\":\"a\",\"image\":"
                              + "\"111122223333.dkr-ecr.eu-west-1.on.aws/app:%s\",\"secrets\":["
                              + "{\"name\":\"A\",\"valueFrom\":\"app/key-AbCdEf\"}]}]}")
                          .formatted(i, file.charAt(0)))
              .collect(Collectors.toList());
      Collections.shuffle(lines, random);
      Files.write(folder.resolve(file), lines.subList(0, 140));
      Outcome part = run("generate", where, List.of("--format=requirements"), List.of(file));
      requirements.addAll(part.out().lines().toList());
    }
    Files.write(folder.resolve("all.ndjson"), grouped(requirements, random));
    List<String> report = List.of("--format=report");
    Outcome whole = run("generate", where, report, files);
    assertTrue(whole.err().contains("so it is at other places, too: "), whole.err());
    assertEquals(whole, run("merge", List.of(), report, List.of("all.ndjson")));
  }

  /**
   * A line that says the same as others at another place is not read, and one that is written a
   * little differently is; nothing else comes of it, whatever the lines are.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsToldAgainIsToldAsIfItWasRead(int seed) throws IOException {
    Random random = new Random(seed);
    List<String> files = write(new Fleet(random), random);
    List<String> lines = requirements(files, RESOLVING);
    List<String> changed = new ArrayList<>(lines);
    for (int i = 0; i < 200; i++) {
      changed.add(changed(changed.get(random.nextInt(changed.size())), lines, random));
    }
    Collections.shuffle(changed, random);
    Files.write(folder.resolve("as-written.ndjson"), changed);
    Files.write(
        folder.resolve("otherwise.ndjson"), changed.stream().map(line -> " " + line).toList());
    for (String form : List.of("--merge", "--format=requirements")) {
      Outcome written = run("merge", List.of("--keep-going", form), List.of(), "as-written");
      Outcome otherwise = run("merge", List.of("--keep-going", form), List.of(), "otherwise");
      assertEquals(otherwise.out(), written.out());
      assertEquals(withoutColumns(otherwise), withoutColumns(written));
      assertEquals(otherwise.status(), written.status());
    }
  }

  private Outcome run(String command, List<String> options, List<String> more, String input) {
    return run(command, options, more, List.of(input + ".ndjson"));
  }

  private static String withoutColumns(Outcome outcome) {
    return outcome
        .err()
        .replaceAll("(?m)^[a-z-]+\\.ndjson:(\\d+):\\d+: ", "line $1: ")
        .lines()
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** At another place, of another task definition, or with a mistake in it. */
  private static String changed(String line, List<String> lines, Random random) {
    String other = lines.get(random.nextInt(lines.size()));
    int needs = line.indexOf(",\"needs\":");
    int otherNeeds = other.indexOf(",\"needs\":");
    return switch (random.nextInt(9)) {
      case 0 -> line.replaceAll("\"line\":\\d+", "\"line\":" + random.nextInt(40));
      case 1 -> line.replaceFirst("\"column\":\\d+", "\"column\":" + random.nextInt(1 << 30));
      case 2 -> line.replaceAll("\"column\":(\\d)", "\"column\":" + random.nextInt(3) + "$1");
      case 3 -> line.replaceAll("f\\d+-", "f" + random.nextInt(1_000) + "-");
      case 4 ->
          line.replaceAll("f\\d+-", any(List.of("\\\\\"", "\\\\u0041", "\\u00e4", "\t"), random));
      case 5 ->
          line.replaceFirst("app:\\d", "app:" + any(List.of("z", "", "\\\\/", "\u00e4"), random));
      case 6 ->
          needs < 0 || otherNeeds < 0
              ? line
              : line.substring(0, needs) + other.substring(otherNeeds);
      case 7 -> line.replaceFirst("\\d", Integer.toString(random.nextInt(10)));
      default -> {
        int at = random.nextInt(line.length());
        yield line.substring(0, at)
            + any(List.of("", "\"", "}", ",", "\\", "0", "x"), random)
            + line.substring(at + random.nextInt(2));
      }
    };
  }

  private static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
