package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a folder is listed in one order, with links and without, however much it is. */
class FolderListingTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private List<String> listed() {
    FolderListing listing = FolderListing.of(folder, file -> file.toString().endsWith(".json"));
    assertEquals(List.of(), listing.problems());
    return listing.files().stream()
        .map(file -> folder.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void filesStandBeforeAndAfterWhatIsInFolders() throws IOException {
    List<String> inOrder =
        List.of("a.json", "b-c.json", "b.json", "b/d.json", "b/e/f.json", "b/g.json", "i.json");
    for (String name : inOrder) {
      file(name);
    }
    file("b/other.txt");
    assertEquals(inOrder, listed());
    Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("a.json"));
    assertEquals(inOrder, listed());
  }

  /** Of much, two threads list some each. */
  @Test
  void muchIsListedInTheSameOrder() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      names.add("f%03d.json".formatted(i));
      names.add("f%03d/x.json".formatted(i));
      names.add("f%03d/y/z.json".formatted(i));
    }
    for (String name : names) {
      file(name);
    }
    assertEquals(names.stream().sorted().toList(), listed());
  }
}
