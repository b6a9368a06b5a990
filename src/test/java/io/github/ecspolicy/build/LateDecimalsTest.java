package io.github.ecspolicy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar's parser tells numbers that fit from such that do not, as Jackson's own does. */
class LateDecimalsTest {
  @TempDir private Path folder;

  /** Asks for the number as what it may be too large for. */
  private static Object number(Class<?> factory, String json, String method) throws Exception {
    Object parser =
        factory
            .getMethod("createParser", String.class)
            .invoke(factory.getConstructor().newInstance(), json);
    Class<?> type = factory.getClassLoader().loadClass(JsonParser.class.getName());
    type.getMethod("nextToken").invoke(parser);
    // as a decimal first, which is then compared
    type.getMethod("getDecimalValue").invoke(parser);
    try {
      return type.getMethod(method).invoke(parser);
    } catch (InvocationTargetException e) {
      return e.getCause().getClass().getName();
    }
  }

  @Test
  void numbersAreThoseOfJackson() throws Exception {
    Path jar = Installation.jar(folder.resolve("ecs-policy.jar"));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> ours = loader.loadClass(JsonFactory.class.getName());
      assertNotEquals(JsonFactory.class, ours);
      List<Object> refused = new ArrayList<>();
      for (String json :
          List.of(
              "1.5",
              "-2147483648.0",
              "2147483647.5",
              "2147483648.0",
              "9223372036854775807.0",
              "-9223372036854775808.0",
              "9223372036854775808.5",
              "-1e400")) {
        for (String method : List.of("getIntValue", "getLongValue")) {
          Object expected = number(JsonFactory.class, json, method);
          assertEquals(expected, number(ours, json, method), json + " " + method);
          if (expected instanceof String) {
            refused.add(json);
          }
        }
      }
      assertEquals(8, refused.size(), refused.toString());
    }
  }

  @Test
  void theLimitsAreThoseOfJackson() throws Exception {
    int limits = 0;
    for (Field ours : PlainDecimals.class.getFields()) {
      Field theirs = ParserMinimalBase.class.getDeclaredField(ours.getName());
      theirs.setAccessible(true);
      assertEquals(theirs.get(null), ours.get(null));
      limits++;
    }
    assertEquals(4, limits);
  }

  @Test
  void theParserHasThemNoMore() throws Exception {
    Path jar = Installation.jar(folder.resolve("ecs-policy.jar"));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> ours = loader.loadClass(ParserMinimalBase.class.getName());
      assertThrows(NoSuchFieldException.class, () -> ours.getDeclaredField("BD_MIN_LONG"));
    }
  }
}
