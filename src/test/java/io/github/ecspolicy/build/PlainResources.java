package io.github.ecspolicy.build;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Resources that each run reads, as constants: to look for one in the jar, the JDK looks for it in
 * itself first, and opens its own image of modules to do so.
 */
public final class PlainResources {
  /** The folder of which all is a constant. */
  static final String TEMPLATES = "policy-templates/";

  private PlainResources() {}

  /** Replaces {@link Class#getResourceAsStream}. */
  public static InputStream getResourceAsStream(Class<?> type, String name) {
    String path =
        name.startsWith("/")
            ? name.substring(1)
            : type.getPackageName().replace('.', '/') + "/" + name;
    String text = text(path);
    if (text != null) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
    return path.startsWith(TEMPLATES) ? null : type.getResourceAsStream(name);
  }

  /**
   * Returns what is in the resource, or null if that is no constant; {@link ResourceTexts} writes
   * this method anew.
   */
  private static String text(String path) {
    return null;
  }
}
