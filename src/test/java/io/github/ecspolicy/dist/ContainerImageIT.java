package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image, which the profile {@code image} writes, starts the command as nobody. */
class ContainerImageIT {
  private static final Path IMAGE =
      InstalledCommand.TARGET.resolve("ecs-policy-" + InstalledCommand.VERSION + "-image.tar");

  @TempDir private Path folder;

  private JsonNode manifest;
  private JsonNode config;

  @BeforeEach
  void unpack() throws IOException {
    boolean isAsked = System.getenv("CI") != null;
    Assumptions.assumeTrue(isAsked || Files.exists(IMAGE), "built without the profile image");
    Shell.in(folder).run("tar", "-xf", IMAGE.toString()).success();
    JsonMapper json = new JsonMapper();
    manifest = json.readTree(folder.resolve("manifest.json").toFile()).get(0);
    config = json.readTree(folder.resolve(manifest.get("Config").textValue()).toFile());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  @Test
  void itSaysWhatItIsAndRunsAsNobodyInParticular() {
    JsonNode container = config.get("config");
    assertEquals("65532:65532", container.get("User").textValue());
    assertEquals("/work", container.get("WorkingDir").textValue());
    JsonNode labels = container.get("Labels");
    assertEquals("ecs-policy", labels.get("org.opencontainers.image.title").textValue());
    assertEquals(
        InstalledCommand.VERSION, labels.get("org.opencontainers.image.version").textValue());
    assertEquals("Apache-2.0", labels.get("org.opencontainers.image.licenses").textValue());
    assertTrue(texts(manifest.get("RepoTags")).contains("ecs-policy:" + InstalledCommand.VERSION));
  }

  @Test
  void itsEntryPointIsTheCommand() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    for (String layer : texts(manifest.get("Layers"))) {
      Shell.in(root)
          .run("tar", "-xzf", folder.resolve(layer).toString(), "--warning=no-unknown-keyword")
          .success();
    }
    List<String> entry = texts(config.get("config").get("Entrypoint"));
    assertEquals("java", entry.get(0));
    // as if root were /: the classpath stands in a file that the entry point names
    Path classpath = root.resolve("app/jib-classpath-file");
    Files.writeString(
        classpath, Files.readString(classpath).replace("/app/", root.resolve("app") + "/"));
    List<String> words =
        entry.stream()
            .map(word -> word.replace("/app/", root.resolve("app") + "/"))
            .map(word -> "'" + word + "'")
            .toList();
    Path command = folder.resolve("ecs-policy");
    Files.writeString(command, "#!/bin/sh\nexec " + String.join(" ", words) + " \"$@\"\n");
    assertTrue(command.toFile().setExecutable(true));
    Path java = Path.of(System.getProperty("java.home"), "bin");
    InstalledCommand.assertWorks(
        command.toString(), Shell.in(folder).with("PATH", java + ":" + System.getenv("PATH")));
  }

  @Test
  void nothingInItTellsWhenItWasMade() {
    assertTrue(config.get("created").textValue().startsWith("1970-01-01"), config::toString);
  }
}
