package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The site has every page, and its links lead to what is there. */
class SiteIT {
  private static final Path SITE = InstalledCommand.TARGET.resolve("site");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

  private static List<String> names(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyPageIsThere() throws IOException {
    List<String> pages = names(InstalledCommand.ROOT.resolve("src/site/markdown"), ".md");
    assertTrue(pages.contains("index"), pages::toString);
    assertEquals(pages, names(SITE, ".html"));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    int links = 0;
    for (String page : names(SITE, ".html")) {
      String html = Files.readString(SITE.resolve(page + ".html"));
      for (MatchResult match : LINK.matcher(html).results().toList()) {
        String link = match.group(1);
        if (!link.matches("(https?|mailto):.*")) {
          String[] parts = link.split("#", 2);
          Path target = SITE.resolve(parts[0].isEmpty() ? page + ".html" : parts[0]);
          assertTrue(Files.exists(target), page + ": " + link);
          assertTrue(
              parts.length < 2
                  || parts[1].isEmpty()
                  || Files.readString(target).contains("id=\"" + parts[1] + "\""),
              page + ": " + link);
          links++;
        }
      }
    }
    assertTrue(links > 0);
  }
}
