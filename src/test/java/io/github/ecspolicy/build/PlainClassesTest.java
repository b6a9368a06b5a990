package io.github.ecspolicy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes do the same after they are rewritten. */
class PlainClassesTest {

  /** A record with a component of each kind. */
  record Kinds(
      boolean a, byte b, char c, short d, int e, long f, float g, double h, String i, int[] j) {}

  record Nothing() {}

  record Pair<A, B>(A first, B second) {}

  interface Greeter {
    String greet(String name);

    default Greeter twice() {
      return name -> greet(greet(name));
    }

    private String quietly(String name) {
      return name.toLowerCase(java.util.Locale.ROOT);
    }

    default UnaryOperator<String> quiet() {
      return this::quietly;
    }
  }

  /** Runs lambda expressions and records of every kind. */
  public static final class Sample implements Callable<String> {
    private final String mine = "mine";
    private int count;

    private String add(String text, long number) {
      return mine + text + number;
    }

    private static <T> T same(T value) {
      return value;
    }

    @Override
    public String call() {
      List<Object> said = new ArrayList<>();
      long wide = 1L << 40;
      double half = 0.5;
      boolean yes = true;
      Function<String, String> captures = text -> add(text, wide) + half + yes;
      said.add(captures.apply("x"));
      BiFunction<String, Long, String> bound = this::add;
      said.add(bound.apply("y", 7L));
      Function<String, Integer> boxed = String::length;
      ToIntFunction<String> unboxed = String::length;
      ToLongFunction<Integer> widened = number -> number * wide;
      said.add(boxed.andThen(number -> number + 1).apply("abc"));
      said.add(unboxed.applyAsInt("abcd") + widened.applyAsLong(3));
      Supplier<List<String>> made = ArrayList::new;
      said.add(made.get());
      IntFunction<String[]> array = String[]::new;
      said.add(array.apply(3).length);
      Consumer<String> ignoring = said::add;
      ignoring.accept("added");
      Predicate<String> empty = String::isEmpty;
      said.add(empty.negate().or(text -> text == null).test("z"));
      IntPredicate even = number -> number % 2 == 0;
      said.add(IntStream.range(0, 9).filter(even).boxed().map(Object::toString).toList());
      Runnable counts = () -> count++;
      counts.run();
      counts.run();
      said.add(count);
      Greeter greeter = name -> "Hello " + name;
      said.add(greeter.twice().greet("you"));
      said.add(greeter.quiet().apply("LOUD"));
      said.add(
          Stream.of("b", "a", "cc")
              .sorted(Comparator.comparing(String::length).thenComparing(Sample::same))
              .collect(Collectors.joining(",")));
      said.add(
          Stream.of("k=1", "l=2")
              .map(text -> new Pair<>(text.substring(0, 1), text))
              .collect(Collectors.toMap(Pair::first, Pair::second, (a, b) -> a, TreeMap::new)));
      said.addAll(records());
      return said.toString();
    }

    private static List<Object> records() {
      int[] array = {1};
      Kinds one = new Kinds(true, (byte) 1, 'c', (short) 2, 3, 4L, -0.0f, Double.NaN, "i", array);
      Kinds same = new Kinds(true, (byte) 1, 'c', (short) 2, 3, 4L, -0.0f, Double.NaN, "i", array);
      List<Object> said = new ArrayList<>();
      said.add(one.equals(same));
      said.add(one.hashCode() == same.hashCode());
      said.add(
          one.equals(
              new Kinds(true, (byte) 1, 'c', (short) 2, 3, 4L, 0.0f, Double.NaN, "i", array)));
      said.add(
          one.equals(
              new Kinds(true, (byte) 1, 'c', (short) 2, 3, 5L, -0.0f, Double.NaN, "i", array)));
      said.add(one.equals(new Kinds(true, (byte) 1, 'c', (short) 2, 3, 4L, -0.0f, 1, "i", array)));
      said.add(
          one.equals(
              new Kinds(false, (byte) 1, 'c', (short) 2, 3, 4L, -0.0f, Double.NaN, "i", array)));
      said.add(
          one.equals(
              new Kinds(true, (byte) 1, 'c', (short) 2, 3, 4L, -0.0f, Double.NaN, null, array)));
      said.add(one.equals(null));
      said.add(one.equals("one"));
      said.add(new Pair<>("a", 1).hashCode());
      said.add(new Pair<>(null, List.of(1)));
      said.add(new Pair<>(null, null).equals(new Pair<>(null, null)));
      said.add(new Nothing());
      said.add(new Nothing().equals(new Nothing()));
      said.add(new Nothing().hashCode());
      said.add(one.toString().replaceAll("@[0-9a-f]+", "@"));
      return said;
    }
  }

  private static Map<String, byte[]> classes() throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    for (Class<?> each :
        List.of(
            PlainClassesTest.class,
            Kinds.class,
            Nothing.class,
            Pair.class,
            Greeter.class,
            Sample.class)) {
      String name = each.getName().replace('.', '/');
      try (InputStream in = each.getResourceAsStream("/" + name + ".class")) {
        classes.put(name, in.readAllBytes());
      }
    }
    return classes;
  }

  /** Loads the classes, each from its bytes. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes = new HashMap<>();

    Loader(Map<String, byte[]> classes) {
      super(PlainClassesTest.class.getClassLoader());
      classes.forEach((name, bytes) -> this.classes.put(name.replace('/', '.'), bytes));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!classes.containsKey(name)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      byte[] bytes = classes.get(name);
      return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
    }
  }

  @Test
  void rewrittenClassesDoTheSame() throws Exception {
    Class<?> rewritten = new Loader(PlainClasses.of(classes())).loadClass(Sample.class.getName());
    assertNotEquals(Sample.class, rewritten);
    Object said = ((Callable<?>) rewritten.getConstructor().newInstance()).call();
    assertEquals(new Sample().call(), said);
  }

  @Test
  void nothingIsMadeAtRunTimeAnyMore() throws IOException {
    int before = dynamic(classes());
    assertTrue(before > 30, before + " places");
    assertEquals(0, dynamic(PlainClasses.of(classes())));
  }

  private static int dynamic(Map<String, byte[]> classes) {
    int[] count = {0};
    classes
        .values()
        .forEach(
            bytes ->
                new ClassReader(bytes)
                    .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                          @Override
                          public MethodVisitor visitMethod(
                              int access, String name, String types, String sign, String[] thrown) {
                            return new MethodVisitor(Opcodes.ASM9) {
                              @Override
                              public void visitInvokeDynamicInsn(
                                  String called, String of, Handle by, Object... constants) {
                                count[0]++;
                              }
                            };
                          }
                        },
                        0));
    return count[0];
  }
}
