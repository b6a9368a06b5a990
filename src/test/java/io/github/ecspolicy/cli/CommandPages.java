package io.github.ecspolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes what is installed beside the command: completion scripts and manual pages. */
public final class CommandPages {
  private CommandPages() {}

  /** Writes the files below the folder that is named. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (Map.Entry<String, String> page : all().entrySet()) {
      Path file = folder.resolve(page.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.getValue());
    }
  }

  /** Returns the texts by the names of their files. */
  static Map<String, String> all() {
    CommandManual root = CommandManual.root();
    Map<String, String> pages = new TreeMap<>();
    pages.put("completions/ecs-policy.bash", BashCompletion.script(root));
    pages.put("completions/_ecs-policy", ZshCompletion.script(root));
    pages.put("completions/ecs-policy.fish", FishCompletion.script(root));
    Stream.concat(Stream.of(root), root.commands().stream())
        .forEach(
            command ->
                pages.put("share/man/man1/" + ManPage.file(command), ManPage.page(command, root)));
    return pages;
  }
}
