package io.github.ecspolicy.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSetTest {
  private static final List<String> ALL =
      List.of("app.json", "app.yaml", "jobs/a+b.json", "jobs/deep/job.json", "jobs/job1.json");

  @TempDir private Path base;

  @BeforeEach
  void createFiles() throws IOException {
    for (String name : ALL) {
      Path file = base.resolve("tasks").resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "**/*.json,       app.json jobs/a+b.json jobs/deep/job.json jobs/job1.json",
    "*.json,          app.json",
    "*,               app.json app.yaml",
    "**,              app.json app.yaml jobs/a+b.json jobs/deep/job.json jobs/job1.json",
    "jobs/,           jobs/a+b.json jobs/deep/job.json jobs/job1.json",
    "jobs/**,         jobs/a+b.json jobs/deep/job.json jobs/job1.json",
    "jobs/**/*.json,  jobs/a+b.json jobs/deep/job.json jobs/job1.json",
    "**/deep/**,      jobs/deep/job.json",
    "jobs\\job?.json, jobs/job1.json",
    "jobs/a+b.json,   jobs/a+b.json",
    "jobs**,          ''",
    "JOBS/**,         ''",
  })
  void patternsMatchAsInOtherPlugins(String pattern, String expected) throws IOException {
    List<String> found = new FileSet("tasks", List.of(pattern), List.of()).files(base);

    assertEquals(
        expected.isEmpty() ? List.of() : List.of(expected.split(" ")),
        found.stream().map(name -> name.substring("tasks/".length())).toList());
  }

  @Test
  void whatIsExcludedIsLeftOut() throws IOException {
    FileSet set = new FileSet("tasks", List.of("**/*.json"), List.of("jobs/deep/", "app.*"));

    assertEquals(List.of("tasks/jobs/a+b.json", "tasks/jobs/job1.json"), set.files(base));
  }

  @Test
  void aFolderThatIsMissingIsAnError() {
    FileSet set = new FileSet("missing", List.of("**"), List.of());

    assertThrows(IOException.class, () -> set.files(base));
  }
}
