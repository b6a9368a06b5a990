package io.github.ecspolicy.build;

import io.github.ecspolicy.build.LambdaClass.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites classes so that nothing in them is made at run time: lambda expressions become objects
 * of one class for each top-level class, and the methods of records become methods. What the JVM
 * makes at each start otherwise takes longer than all the rest of a short run.
 */
final class PlainClasses {
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";

  private PlainClasses() {}

  /**
   * Returns the same classes, and those they now need.
   *
   * @param classes by their names, with nest mates together
   */
  static Map<String, byte[]> of(Map<String, byte[]> classes) {
    Map<String, List<String>> nests = new TreeMap<>();
    classes.forEach(
        (name, bytes) -> nests.computeIfAbsent(host(bytes), key -> new ArrayList<>()).add(name));
    Map<String, byte[]> result = new LinkedHashMap<>();
    nests.forEach(
        (host, members) -> {
          LambdaClass lambdas = new LambdaClass(host);
          // the host names its nest mates, and is written when it is known whether there is one
          // more
          members.remove(host);
          members.add(host);
          for (String member : members) {
            result.put(member, rewritten(classes.get(member), lambdas, member.equals(host)));
          }
          if (!lambdas.isEmpty()) {
            result.put(lambdas.name(), lambdas.toByteArray());
          }
        });
    return result;
  }

  private static String host(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    String[] host = {reader.getClassName()};
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public void visitNestHost(String nestHost) {
            host[0] = nestHost;
          }
        },
        ClassReader.SKIP_CODE);
    return host[0];
  }

  private static byte[] rewritten(byte[] bytes, LambdaClass lambdas, boolean isHost) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          private final Map<String, String> recordMethods = new TreeMap<>();
          private List<Handle> components = List.of();

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(
                Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, thrown)) {
              @Override
              public void visitInvokeDynamicInsn(
                  String called, String types, Handle bootstrap, Object... constants) {
                Optional<String> factory =
                    bootstrap.getOwner().equals(LAMBDAS)
                            && bootstrap.getName().equals("metafactory")
                        ? lambdas.factory(expression(called, types, constants))
                        : Optional.empty();
                if (factory.isPresent()) {
                  visitMethodInsn(
                      Opcodes.INVOKESTATIC, lambdas.name(), factory.get(), types, false);
                } else if (bootstrap.getOwner().equals(RECORDS)) {
                  components = Arrays.stream(constants).skip(2).map(each -> (Handle) each).toList();
                  recordMethods.put(called, types);
                  visitMethodInsn(
                      Opcodes.INVOKESTATIC,
                      reader.getClassName(),
                      RecordMethods.staticName(called),
                      types,
                      false);
                } else {
                  super.visitInvokeDynamicInsn(called, types, bootstrap, constants);
                }
              }
            };
          }

          @Override
          public void visitEnd() {
            RecordMethods methods = new RecordMethods(reader.getClassName(), components);
            recordMethods.forEach((name, types) -> methods.write(cv, name, types));
            if (isHost && !lambdas.isEmpty()) {
              super.visitNestMember(lambdas.name());
            }
            super.visitEnd();
          }
        },
        0);
    return writer.toByteArray();
  }

  private static Expression expression(String method, String types, Object[] constants) {
    return new Expression(
        method,
        Type.getMethodType(types),
        (Type) constants[0],
        (Type) constants[2],
        (Handle) constants[1]);
  }
}
