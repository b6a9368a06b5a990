package io.github.ecspolicy.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One class for all lambda expressions and method references of a top-level class. Its objects hold
 * the number of the expression and what it captured; each method of a functional interface switches
 * on the number. It is a nest mate of the class, so that it may call its private methods.
 */
final class LambdaClass {
  private static final String HELD = "[Ljava/lang/Object;";
  private static final Type OBJECT = Type.getType(Object.class);

  private final String name;
  private final String host;
  private final List<Expression> expressions = new ArrayList<>();

  /**
   * A lambda expression or method reference.
   *
   * @param method the method of the functional interface
   * @param captured what the expression captures, and the functional interface
   * @param erased the method's types
   * @param actual its types here
   * @param body what it calls
   */
  record Expression(String method, Type captured, Type erased, Type actual, Handle body) {}

  LambdaClass(String host) {
    this.host = host;
    this.name = host + "$Lambdas";
  }

  String name() {
    return name;
  }

  boolean isEmpty() {
    return expressions.isEmpty();
  }

  /** Returns the name of the method that makes the object, unless it is better left to the JVM. */
  Optional<String> factory(Expression expression) {
    if (!LambdaBody.isPlain(expression)) {
      return Optional.empty();
    }
    expressions.add(expression);
    return Optional.of(factory(expressions.size() - 1));
  }

  private static String factory(int number) {
    return "lambda" + number;
  }

  byte[] toByteArray() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    Set<String> interfaces = new LinkedHashSet<>();
    Map<String, List<Integer>> methods = new LinkedHashMap<>();
    for (int i = 0; i < expressions.size(); i++) {
      Expression each = expressions.get(i);
      interfaces.add(each.captured().getReturnType().getInternalName());
      methods
          .computeIfAbsent(each.method() + each.erased().getDescriptor(), key -> new ArrayList<>())
          .add(i);
    }
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        interfaces.toArray(String[]::new));
    writer.visitNestHost(host);
    int field = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
    writer.visitField(field, "number", "I", null, null);
    writer.visitField(field, "held", HELD, null, null);
    constructor(writer);
    for (int i = 0; i < expressions.size(); i++) {
      factory(writer, i);
    }
    methods.values().forEach(numbers -> method(writer, numbers));
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void constructor(ClassWriter writer) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PRIVATE, "<init>", "(I" + HELD + ")V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitFieldInsn(Opcodes.PUTFIELD, name, "number", "I");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitFieldInsn(Opcodes.PUTFIELD, name, "held", HELD);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void factory(ClassWriter writer, int number) {
    Type captured = expressions.get(number).captured();
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_STATIC, factory(number), captured.getDescriptor(), null, null);
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    code.visitLdcInsn(number);
    Type[] types = captured.getArgumentTypes();
    if (types.length == 0) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      code.visitLdcInsn(types.length);
      code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    }
    int local = 0;
    for (int i = 0; i < types.length; i++) {
      code.visitInsn(Opcodes.DUP);
      code.visitLdcInsn(i);
      code.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), local);
      LambdaBody.convert(code, types[i], OBJECT);
      code.visitInsn(Opcodes.AASTORE);
      local += types[i].getSize();
    }
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "(I" + HELD + ")V", false);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void method(ClassWriter writer, List<Integer> numbers) {
    Expression first = expressions.get(numbers.get(0));
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC, first.method(), first.erased().getDescriptor(), null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, name, "number", "I");
    Label[] labels = new Label[numbers.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label();
    }
    Label none = new Label();
    code.visitLookupSwitchInsn(
        none, numbers.stream().mapToInt(Integer::intValue).toArray(), labels);
    for (int i = 0; i < labels.length; i++) {
      code.visitLabel(labels[i]);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      new LambdaBody(expressions.get(numbers.get(i)), name).write(code);
    }
    code.visitLabel(none);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitTypeInsn(Opcodes.NEW, "java/lang/AbstractMethodError");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/AbstractMethodError", "<init>", "()V", false);
    code.visitInsn(Opcodes.ATHROW);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
