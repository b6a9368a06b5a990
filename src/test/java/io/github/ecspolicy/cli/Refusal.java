package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has to hold whenever an input cannot be understood: status 2, nothing on standard output,
 * and a policy that was written before stays as it was, with nothing left beside it.
 */
final class Refusal {
  private static final String EARLIER = "the policy of an earlier run\n";

  private Refusal() {}

  /** Runs {@code generate} on {@code inputs} and returns what it said on standard error. */
  static String of(Path folder, String... inputs) throws IOException {
    return of(Invocation.in(folder), folder, inputs);
  }

  static String of(Invocation invocation, Path folder, String... inputs) throws IOException {
    Path policies = Files.createTempDirectory(folder, "written-");
    Path policy = Files.writeString(policies.resolve("policy.json"), EARLIER);
    List<String> args = new ArrayList<>(List.of("generate", "-o", policy.toString()));
    args.addAll(List.of(inputs));
    Outcome toFile = invocation.run(args.toArray(String[]::new));
    List<Path> left;
    try (Stream<Path> files = Files.list(policies)) {
      left = files.toList();
    }
    assertAll(
        () -> assertEquals(ExitStatus.INVALID, toFile.status(), start(toFile.err())),
        () -> assertEquals("", toFile.out()),
        () -> assertEquals(EARLIER, Files.readString(policy)),
        () -> assertEquals(List.of(policy), left));
    Files.delete(policy);
    Files.delete(policies);
    return toFile.err();
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 200));
  }
}
