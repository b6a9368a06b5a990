package io.github.ecspolicy.build;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has classes call our counterparts of those methods of the JDK that begin with lambda expressions,
 * which only the JDK's own build could make classes of.
 */
final class PlainCalls {
  /** What ships for it, with what is nested in them. */
  static final List<Class<?>> COUNTERPARTS =
      List.of(
          PlainStream.class,
          PlainCollector.class,
          PlainFunctions.class,
          PlainPattern.class,
          PlainResources.class,
          PlainDecimals.class);

  private static final String PATTERN = "java/util/regex/Pattern";

  private static final String STREAM = "java/util/stream/Stream";
  private static final List<String> COLLECTIONS =
      List.of("Collection", "List", "Set", "SortedSet", "TreeSet", "ArrayList", "LinkedHashSet");

  /** Static methods of ours by the method of the JDK, its class and descriptor included. */
  private static final Map<String, Counterpart> CALLS = new HashMap<>();

  static {
    Counterpart stream = new Counterpart(PlainStream.class, "of", "(Ljava/util/Collection;)");
    for (String collection : COLLECTIONS) {
      CALLS.put("java/util/" + collection + ".stream()L" + STREAM + ";", stream);
    }
    Counterpart array = new Counterpart(PlainStream.class, "of", "([Ljava/lang/Object;)");
    CALLS.put("java/util/Arrays.stream([Ljava/lang/Object;)L" + STREAM + ";", array);
    CALLS.put(STREAM + ".of([Ljava/lang/Object;)L" + STREAM + ";", array);
    CALLS.put(
        STREAM + ".of(Ljava/lang/Object;)L" + STREAM + ";",
        new Counterpart(PlainStream.class, "of", "(Ljava/lang/Object;)"));
    CALLS.put(
        "java/util/Optional.stream()L" + STREAM + ";",
        new Counterpart(PlainStream.class, "of", "(Ljava/util/Optional;)"));
    CALLS.put(
        "java/lang/Class.getResourceAsStream(Ljava/lang/String;)Ljava/io/InputStream;",
        new Counterpart(
            PlainResources.class, "getResourceAsStream", "(Ljava/lang/Class;Ljava/lang/String;)"));
    CALLS.put(
        "java/util/function/UnaryOperator.identity()Ljava/util/function/UnaryOperator;",
        new Counterpart(PlainFunctions.class, "same", "()"));
  }

  private record Counterpart(Class<?> owner, String name, String parameters) {}

  private PlainCalls() {}

  private static Optional<Counterpart> counterpart(
      int opcode, String owner, String name, String descriptor) {
    Counterpart known = CALLS.get(owner + "." + name + descriptor);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Class<?>> ours =
        switch (owner) {
          case STREAM -> Optional.of(PlainStream.class);
          case "java/util/stream/Collectors" -> Optional.of(PlainCollector.class);
          case "java/util/Comparator",
              "java/util/Map$Entry",
              "java/util/function/Function",
              "java/util/function/Predicate" ->
              Optional.of(PlainFunctions.class);
          default -> Optional.empty();
        };
    String called = parameters(opcode, owner, descriptor);
    return ours.filter(type -> isMethod(type, name, called + result(descriptor)))
        .map(type -> new Counterpart(type, name, called));
  }

  private static String result(String descriptor) {
    return descriptor.substring(descriptor.indexOf(')') + 1);
  }

  private static String parameters(int opcode, String owner, String descriptor) {
    String own = descriptor.substring(1, descriptor.indexOf(')'));
    return "(" + (opcode == Opcodes.INVOKESTATIC ? "" : "L" + owner + ";") + own + ")";
  }

  private static boolean isMethod(Class<?> type, String name, String descriptor) {
    for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
      if (java.lang.reflect.Modifier.isStatic(method.getModifiers())
          && method.getName().equals(name)
          && Type.getMethodDescriptor(method).equals(descriptor)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the class with other calls; the counterparts themselves stay as they are. */
  static byte[] of(String name, byte[] bytes) {
    if (COUNTERPARTS.stream().anyMatch(type -> name.equals(Type.getInternalName(type)))) {
      return bytes;
    }
    ClassReader reader = new ClassReader(withPlainPatterns(bytes));
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            return new Calls(super.visitMethod(access, name, descriptor, signature, thrown));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Calls extends MethodVisitor {
    Calls(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    /** Only debuggers ask for the names of variables. */
    @Override
    public void visitLocalVariable(
        String name, String descriptor, String signature, Label start, Label end, int index) {}

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      Optional<Counterpart> ours = counterpart(opcode, owner, name, descriptor);
      if (ours.isEmpty()) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        return;
      }
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(ours.get().owner()),
          ours.get().name(),
          ours.get().parameters() + result(descriptor),
          false);
    }
  }

  /** Returns the class with {@link PlainPattern} in place of {@link java.util.regex.Pattern}. */
  private static byte[] withPlainPatterns(byte[] bytes) {
    String ours = Type.getInternalName(PlainPattern.class);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        DataOutputStream out = new DataOutputStream(result)) {
      out.write(in.readNBytes(8));
      int count = in.readUnsignedShort();
      out.writeShort(count);
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        switch (tag) {
          case 1 -> {
            String text = in.readUTF();
            out.writeUTF(
                text.equals(PATTERN) ? ours : text.replace("L" + PATTERN + ";", "L" + ours + ";"));
          }
          case 5, 6 -> {
            out.write(in.readNBytes(8));
            i++;
          }
          case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
          case 15 -> out.write(in.readNBytes(3));
          default -> out.write(in.readNBytes(4));
        }
      }
      in.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.toByteArray();
  }
}
