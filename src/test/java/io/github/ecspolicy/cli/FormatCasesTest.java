package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.ecspolicy.cli.FormatCase.Expected;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every {@link FormatCase} through the command.
 *
 * <p>{@code -Dgolden.update} rewrites what is expected.
 */
class FormatCasesTest {
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  static Stream<FormatCase> cases() throws IOException {
    return FormatCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheFilesItNeeds(FormatCase each) throws IOException {
    assertEquals(List.of(), each.problems());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesWhatIsExpected(FormatCase each) throws IOException {
    for (Map.Entry<String, Expected> expected : each.expected().entrySet()) {
      String format = expected.getKey().replaceFirst("[.].*", "");
      Outcome run = each.run("generate", "--format=" + format);
      Expected actual = new Expected(run.out(), run.err());
      if (UPDATE) {
        each.update(expected.getKey(), actual);
        continue;
      }
      assertEquals(expected.getValue().text(), actual.text());
      assertEquals(expected.getValue().said(), actual.said());
      assertNotEquals(ExitStatus.BUG, run.status());
      assertFalse(run.status() == ExitStatus.FINE && actual.text().isEmpty());
    }
  }
}
