package io.github.ecspolicy.build;

import java.util.List;
import java.util.Objects;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The methods that each record has, as the JVM would make them at each start. */
final class RecordMethods {
  private static final String OBJECTS = Type.getInternalName(Objects.class);
  private static final String BUILDER = Type.getInternalName(StringBuilder.class);

  private final String owner;
  private final List<Handle> components;

  /**
   * Those of a record.
   *
   * @param owner the record
   * @param components its fields
   */
  RecordMethods(String owner, List<Handle> components) {
    this.owner = owner;
    this.components = components;
  }

  /** Adds the method {@code name} as a static one, which takes the record first. */
  void write(ClassVisitor writer, String name, String descriptor) {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            staticName(name),
            descriptor,
            null,
            null);
    code.visitCode();
    switch (name) {
      case "hashCode" -> hashCode(code);
      case "equals" -> equals(code);
      case "toString" -> toString(code);
      default -> throw new IllegalArgumentException("records have no " + name);
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  static String staticName(String name) {
    return "record$" + name;
  }

  private void load(MethodVisitor code, int local, Handle component) {
    code.visitVarInsn(Opcodes.ALOAD, local);
    code.visitFieldInsn(Opcodes.GETFIELD, owner, component.getName(), component.getDesc());
  }

  private static void call(MethodVisitor code, String owner, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  private void hashCode(MethodVisitor code) {
    code.visitInsn(Opcodes.ICONST_0);
    for (Handle component : components) {
      code.visitIntInsn(Opcodes.BIPUSH, 31);
      code.visitInsn(Opcodes.IMUL);
      load(code, 0, component);
      LambdaBody.convert(code, Type.getType(component.getDesc()), Type.getType(Object.class));
      call(code, OBJECTS, "hashCode", "(Ljava/lang/Object;)I");
      code.visitInsn(Opcodes.IADD);
    }
    code.visitInsn(Opcodes.IRETURN);
  }

  private void equals(MethodVisitor code) {
    Label other = new Label();
    Label unequal = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitJumpInsn(Opcodes.IF_ACMPNE, other);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(other);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
    code.visitJumpInsn(Opcodes.IFEQ, unequal);
    for (Handle component : components) {
      load(code, 0, component);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitTypeInsn(Opcodes.CHECKCAST, owner);
      code.visitFieldInsn(Opcodes.GETFIELD, owner, component.getName(), component.getDesc());
      jumpIfUnequal(code, Type.getType(component.getDesc()), unequal);
    }
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(unequal);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
  }

  private static void jumpIfUnequal(MethodVisitor code, Type type, Label unequal) {
    switch (type.getSort()) {
      case Type.OBJECT, Type.ARRAY -> {
        call(code, OBJECTS, "equals", "(Ljava/lang/Object;Ljava/lang/Object;)Z");
        code.visitJumpInsn(Opcodes.IFEQ, unequal);
      }
      case Type.LONG -> {
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFNE, unequal);
      }
      case Type.FLOAT -> {
        call(code, "java/lang/Float", "compare", "(FF)I");
        code.visitJumpInsn(Opcodes.IFNE, unequal);
      }
      case Type.DOUBLE -> {
        call(code, "java/lang/Double", "compare", "(DD)I");
        code.visitJumpInsn(Opcodes.IFNE, unequal);
      }
      default -> code.visitJumpInsn(Opcodes.IF_ICMPNE, unequal);
    }
  }

  private void toString(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, BUILDER);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    code.visitLdcInsn(simpleName() + "[");
    append(code, "Ljava/lang/String;");
    String between = "";
    for (Handle component : components) {
      code.visitLdcInsn(between + component.getName() + "=");
      append(code, "Ljava/lang/String;");
      load(code, 0, component);
      Type type = Type.getType(component.getDesc());
      LambdaBody.convert(code, type, Type.getType(Object.class));
      append(code, "Ljava/lang/Object;");
      between = ", ";
    }
    code.visitLdcInsn("]");
    append(code, "Ljava/lang/String;");
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void append(MethodVisitor code, String type) {
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + type + ")Ljava/lang/StringBuilder;", false);
  }

  /** As it is written: {@code Inner}, where the class file says {@code Outer$Inner}. */
  private String simpleName() {
    return owner.substring(owner.lastIndexOf('/') + 1).replaceFirst(".*\\$[0-9]*", "");
  }
}
