package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manual pages are shown without a complaint, within the width of the terminal. */
class ManPageIT {
  private static final int WIDTH = 80;

  @TempDir private Path folder;

  private List<Path> pages() throws IOException {
    String archive = "ecs-policy-" + InstalledCommand.VERSION + ".tar.gz";
    Path home = InstalledCommand.unpack(archive, folder);
    try (Stream<Path> pages = Files.list(home.resolve("share/man/man1"))) {
      return pages.sorted().toList();
    }
  }

  private Shell.Outcome shown(Path page) {
    return Shell.in(folder)
        .with("MANWIDTH", Integer.toString(WIDTH))
        .with("MANPAGER", "cat")
        .run("man", "--warnings", "-l", page.toString());
  }

  @Test
  void everyPageIsShownWithoutAComplaint() throws IOException {
    Shell.need("man");
    List<Path> pages = pages();
    assertTrue(pages.size() > 1, pages::toString);
    for (Path page : pages) {
      Shell.Outcome shown = shown(page);
      assertEquals("", shown.err(), page::toString);
      for (String heading : List.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS")) {
        assertTrue(shown.success().contains("\n" + heading + "\n"), page + heading);
      }
      shown.out().lines().forEach(line -> assertTrue(line.length() <= WIDTH, line));
    }
  }

  @Test
  void signsThatRoffTakesForItsOwnAreShownAsTheyAre() throws IOException {
    Shell.need("man");
    Path generate =
        pages().stream().filter(page -> page.endsWith("ecs-policy-generate.1")).findFirst().get();
    String shown = shown(generate).success().replaceAll("\\s+", " ");
    assertTrue(shown.contains("--kms-key=NAME-PATTERN=KEY"), shown);
    assertTrue(shown.contains("* and ? are wildcards"), shown);
    assertTrue(shown.contains("{{resolve:...}}"), shown);
    assertTrue(shown.contains("AWS's pages"), shown);
  }
}
