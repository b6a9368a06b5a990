package io.github.ecspolicy.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The command as it is installed: the launcher in {@code bin}, the jar in {@code lib}. */
final class Installation {
  private static final Path LAUNCHER = Path.of("src", "dist", "bin", "ecs-policy");
  private static final String MAIN = "io.github.ecspolicy.cli.Main";

  /** The libraries that the command's jar holds. */
  private static final List<String> LIBRARIES =
      List.of("jackson-", "picocli-", "commons-", "java-diff-utils-", "snakeyaml-engine-");

  private Installation() {}

  /** Installs into {@code root} the launcher, and a jar as the build makes it. */
  static Path in(Path root, Path jar) throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    Path lib = Files.createDirectories(root.resolve("lib"));
    Files.copy(jar, lib.resolve("ecs-policy.jar"));
    Path launcher = Files.copy(LAUNCHER, bin.resolve("ecs-policy"));
    launcher.toFile().setExecutable(true, false);
    return launcher;
  }

  /** Writes the command's jar: what the tests run on, in one file, as the build rewrites it. */
  static Path jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN);
    Set<String> names = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      addFolder(jar, Path.of("target", "classes"), names);
      for (Path library : libraries()) {
        addJar(jar, library, names);
      }
    }
    StartUpJar.main(new String[] {file.toString()});
    return file;
  }

  /** Returns a JVM of this JDK, to be started in {@code folder}. */
  static ProcessBuilder java(Path folder, List<String> options, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(args));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  private static List<Path> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .filter(path -> LIBRARIES.stream().anyMatch(path.getFileName().toString()::startsWith))
        .toList();
  }

  private static void addFolder(JarOutputStream jar, Path folder, Set<String> names)
      throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      if (!name.startsWith("io/github/ecspolicy/maven/") && names.add(name)) {
        add(jar, name, Files.readAllBytes(file));
      }
    }
  }

  private static void addJar(JarOutputStream jar, Path library, Set<String> names)
      throws IOException {
    try (JarFile in = new JarFile(library.toFile())) {
      for (JarEntry entry : in.stream().toList()) {
        boolean isWanted = !entry.isDirectory() && !entry.getName().startsWith("META-INF/");
        if (isWanted && names.add(entry.getName())) {
          try (InputStream bytes = in.getInputStream(entry)) {
            add(jar, entry.getName(), bytes.readAllBytes());
          }
        }
      }
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
