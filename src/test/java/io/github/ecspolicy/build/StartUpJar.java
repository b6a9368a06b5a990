package io.github.ecspolicy.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Rewrites the jar of the command so that it starts sooner. */
public final class StartUpJar {
  private static final String OURS = "io/github/ecspolicy/";
  private static final String CLASS = ".class";

  /** Where the classes are that most runs load. */
  private static final List<String> OFTEN =
      List.of(OURS, "com/fasterxml/jackson/core/", "com/fasterxml/jackson/databind/node/");

  private StartUpJar() {}

  /** Rewrites the jar named by the first argument in its place. */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        JarFile in = new JarFile(jar.toFile(), false);
        OutputStream file = Files.newOutputStream(rewritten);
        JarOutputStream out = new JarOutputStream(file)) {
      List<JarEntry> entries = Collections.list(in.entries());
      Map<String, byte[]> ours = new TreeMap<>();
      for (JarEntry entry : entries) {
        if (isOurs(entry)) {
          String name = entry.getName();
          ours.put(
              name.substring(0, name.length() - CLASS.length()),
              in.getInputStream(entry).readAllBytes());
        }
      }
      for (JarEntry entry : entries) {
        if (!isOurs(entry) && !entry.isDirectory()) {
          byte[] bytes = in.getInputStream(entry).readAllBytes();
          write(out, entry.getName(), entry, shipped(entry.getName(), bytes, loader));
        }
      }
      ours.putAll(counterparts());
      ours.compute(
          Type.getInternalName(PlainResources.class),
          (name, bytes) -> ResourceTexts.in(bytes, texts(in, entries)));
      JarEntry like = entries.get(0);
      for (Map.Entry<String, byte[]> each : PlainClasses.of(ours).entrySet()) {
        write(out, each.getKey() + CLASS, like, PlainCalls.of(each.getKey(), each.getValue()));
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the classes that ship in place of the JDK's, with what is nested in them. */
  static Map<String, byte[]> counterparts() throws IOException {
    List<Class<?>> types = new ArrayList<>(PlainCalls.COUNTERPARTS);
    types.add(JarLoader.class);
    Map<String, byte[]> counterparts = new TreeMap<>();
    for (Class<?> type : types) {
      String name = Type.getInternalName(type);
      Path folder = folder(type);
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder, type.getSimpleName() + "{,$*}" + CLASS)) {
        for (Path file : files) {
          String nested = file.getFileName().toString();
          counterparts.put(
              name.substring(0, name.lastIndexOf('/') + 1)
                  + nested.substring(0, nested.length() - CLASS.length()),
              Files.readAllBytes(file));
        }
      }
    }
    return counterparts;
  }

  private static Path folder(Class<?> type) throws IOException {
    try {
      return Path.of(type.getResource(type.getSimpleName() + CLASS).toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Returns what runs read most, and no more than a class has room for. */
  private static Map<String, String> texts(JarFile in, List<JarEntry> entries) {
    Map<String, String> texts = new TreeMap<>();
    for (JarEntry entry : entries) {
      String name = entry.getName();
      if (name.startsWith(PlainResources.TEMPLATES) && !entry.isDirectory()
          || name.equals(OURS + "version.properties")) {
        try {
          texts.put(name, new String(in.getInputStream(entry).readAllBytes(), UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return texts;
  }

  private static boolean isOften(String name) {
    return name.endsWith(CLASS) && OFTEN.stream().anyMatch(name::startsWith);
  }

  private static boolean isOurs(JarEntry entry) {
    return entry.getName().startsWith(OURS) && entry.getName().endsWith(CLASS);
  }

  /** All entries have the same time, which the build has fixed. */
  private static void write(JarOutputStream out, String name, JarEntry like, byte[] bytes)
      throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTimeLocal(like.getTimeLocal());
    // to inflate it takes as long as to load it
    if (isOften(name)) {
      CRC32 check = new CRC32();
      check.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(check.getValue());
    }
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  /** Returns what ships for an entry that is no class of ours. */
  private static byte[] shipped(String name, byte[] bytes, ClassLoader loader) throws IOException {
    if (name.equals(JarFile.MANIFEST_NAME)) {
      return manifest(bytes);
    }
    if (!name.endsWith(CLASS)) {
      return bytes;
    }
    if (version(bytes) < Opcodes.V1_6) {
      return upgraded(bytes, loader);
    }
    byte[] late = LateDecimals.concerns(name) ? LateDecimals.of(bytes) : bytes;
    return isOften(name) ? LateTypes.of(late) : late;
  }

  /** The class that the launcher begins with stays the same. */
  private static byte[] manifest(byte[] bytes) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, JarLoader.class.getName());
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    manifest.write(written);
    return written.toByteArray();
  }

  private static int version(byte[] bytes) {
    return (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
  }

  /** The JVM puts no class file before Java 6 in an archive of classes. */
  private static byte[] upgraded(byte[] bytes, ClassLoader loader) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return loader;
          }
        };
    ClassVisitor upgrade =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
          }
        };
    new ClassReader(bytes).accept(upgrade, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
