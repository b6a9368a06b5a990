package io.github.ecspolicy.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package for Debian has everything in its place, and its command runs from there. */
class DebIT {
  private static final Path DEB =
      InstalledCommand.TARGET.resolve(
          "ecs-policy_" + InstalledCommand.VERSION.replace("-SNAPSHOT", "~SNAPSHOT") + "_all.deb");

  @TempDir private Path folder;

  @BeforeEach
  void extract() {
    Shell.need("dpkg-deb");
    Shell.in(folder).run("dpkg-deb", "-x", DEB.toString(), "root").success();
    Shell.in(folder).run("dpkg-deb", "-e", DEB.toString(), "control").success();
  }

  @Test
  void everythingIsInItsPlaceAndRoots() {
    String contents = Shell.in(folder).run("dpkg-deb", "-c", DEB.toString()).success();
    for (String expected :
        List.of(
            "-rwxr-xr-x root/root .* ./usr/share/ecs-policy/bin/ecs-policy",
            "-rw-r--r-- root/root .* ./usr/share/ecs-policy/lib/ecs-policy.jar",
            "lrwxrwxrwx root/root .* ./usr/bin/ecs-policy -> ../share/ecs-policy/bin/ecs-policy",
            "-rw-r--r-- root/root .* ./usr/share/bash-completion/completions/ecs-policy",
            "-rw-r--r-- root/root .* ./usr/share/zsh/vendor-completions/_ecs-policy",
            "-rw-r--r-- root/root .* ./usr/share/fish/vendor_completions.d/ecs-policy.fish",
            "-rw-r--r-- root/root .* ./usr/share/man/man1/ecs-policy.1.gz",
            "-rw-r--r-- root/root .* ./usr/share/man/man1/ecs-policy-generate.1.gz",
            "-rw-r--r-- root/root .* ./usr/share/doc/ecs-policy/copyright",
            "-rw-r--r-- root/root .* ./usr/share/doc/ecs-policy/changelog.gz")) {
      assertTrue(contents.lines().anyMatch(line -> line.matches(expected)), expected);
    }
    assertTrue(contents.lines().allMatch(line -> line.contains(" root/root ")), contents);
  }

  @Test
  void theCommandRunsFromThere() throws IOException {
    Shell shell = Shell.in(folder).with("JAVA_HOME", System.getProperty("java.home"));
    InstalledCommand.assertWorks(folder.resolve("root/usr/bin/ecs-policy").toString(), shell);
  }

  @Test
  void nothingIsLeftWhenItIsRemoved() throws IOException {
    Path root = folder.resolve("root");
    Path control = folder.resolve("control");
    Shell shell =
        Shell.in(folder)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("DPKG_ROOT", root.toString());
    shell.run(control.resolve("postinst").toString(), "configure").success();
    InstalledCommand.assertWorks(root.resolve("usr/bin/ecs-policy").toString(), shell);
    Path lib = root.resolve("usr/share/ecs-policy/lib");
    Files.writeString(lib.resolve("ecs-policy-made-by-a-run.jsa"), "");
    shell.run(control.resolve("prerm").toString(), "remove").success();
    try (Stream<Path> left = Files.list(lib)) {
      assertEquals(List.of(lib.resolve("ecs-policy.jar")), left.toList());
    }
  }

  @Test
  void itAsksForAJavaAndTellsWhatItHolds() throws IOException {
    String control = Files.readString(folder.resolve("control/control"));
    assertTrue(control.contains("\nArchitecture: all\n"), control);
    assertTrue(control.contains("java17-runtime-headless"), control);
    assertTrue(!control.contains("@" + "VERSION@"), control);
    Shell.in(folder.resolve("root"))
        .run("md5sum", "--quiet", "-c", folder.resolve("control/md5sums").toString())
        .success();
  }

  @Test
  void nothingTellsWhenItWasMade() {
    String contents =
        Shell.in(folder).with("TZ", "UTC").run("dpkg-deb", "-c", DEB.toString()).success();
    assertEquals(
        List.of("2026-01-01"),
        contents.lines().map(line -> line.split(" +")[3]).distinct().toList());
  }
}
