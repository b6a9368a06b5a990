package io.github.ecspolicy.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The call that a lambda expression or method reference stands for. */
final class LambdaBody {
  private static final Type OBJECT = Type.getType(Object.class);

  private static final Map<Integer, Type> BOXES =
      Map.of(
          Type.BOOLEAN, Type.getType(Boolean.class),
          Type.BYTE, Type.getType(Byte.class),
          Type.CHAR, Type.getType(Character.class),
          Type.SHORT, Type.getType(Short.class),
          Type.INT, Type.getType(Integer.class),
          Type.LONG, Type.getType(Long.class),
          Type.FLOAT, Type.getType(Float.class),
          Type.DOUBLE, Type.getType(Double.class));

  private final LambdaClass.Expression expression;
  private final String owner;

  LambdaBody(LambdaClass.Expression expression, String owner) {
    this.expression = expression;
    this.owner = owner;
  }

  /** Whether its types need no more than casts and boxes. */
  static boolean isPlain(LambdaClass.Expression expression) {
    Type[] erased = expression.erased().getArgumentTypes();
    Type[] actual = expression.actual().getArgumentTypes();
    List<Type> wanted = parameters(expression.body());
    int captured = expression.captured().getArgumentTypes().length;
    if (captured + actual.length != wanted.size() || erased.length != actual.length) {
      return false;
    }
    for (int i = 0; i < actual.length; i++) {
      if (!isConvertible(erased[i], actual[i])
          || !isConvertible(actual[i], wanted.get(captured + i))) {
        return false;
      }
    }
    Type result = result(expression.body());
    Type returned = expression.erased().getReturnType();
    return returned.equals(Type.VOID_TYPE)
        || !result.equals(Type.VOID_TYPE) && isConvertible(result, returned);
  }

  private static boolean isPrimitive(Type type) {
    return BOXES.containsKey(type.getSort());
  }

  private static boolean isConvertible(Type from, Type to) {
    if (isPrimitive(from)) {
      return from.equals(to) || to.equals(OBJECT) || to.equals(BOXES.get(from.getSort()));
    }
    return !isPrimitive(to) || from.equals(OBJECT) || from.equals(BOXES.get(to.getSort()));
  }

  /** What is on the stack before the call. */
  private static List<Type> parameters(Handle body) {
    List<Type> parameters = new ArrayList<>();
    if (body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
      parameters.add(Type.getObjectType(body.getOwner()));
    }
    parameters.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
    return parameters;
  }

  private static Type result(Handle body) {
    return body.getTag() == Opcodes.H_NEWINVOKESPECIAL
        ? Type.getObjectType(body.getOwner())
        : Type.getReturnType(body.getDesc());
  }

  void write(MethodVisitor code) {
    Handle body = expression.body();
    if (body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      code.visitTypeInsn(Opcodes.NEW, body.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    arguments(code);
    code.visitMethodInsn(
        opcode(body), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    Type result = result(body);
    Type returned = expression.erased().getReturnType();
    if (!returned.equals(Type.VOID_TYPE)) {
      convert(code, result, returned);
    } else if (!result.equals(Type.VOID_TYPE)) {
      code.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    code.visitInsn(returned.getOpcode(Opcodes.IRETURN));
  }

  private void arguments(MethodVisitor code) {
    List<Type> wanted = parameters(expression.body());
    int captured = expression.captured().getArgumentTypes().length;
    for (int i = 0; i < captured; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, owner, "held", "[Ljava/lang/Object;");
      code.visitLdcInsn(i);
      code.visitInsn(Opcodes.AALOAD);
      convert(code, OBJECT, wanted.get(i));
    }
    Type[] erased = expression.erased().getArgumentTypes();
    Type[] actual = expression.actual().getArgumentTypes();
    int local = 1;
    for (int i = 0; i < erased.length; i++) {
      code.visitVarInsn(erased[i].getOpcode(Opcodes.ILOAD), local);
      convert(code, erased[i], actual[i]);
      convert(code, actual[i], wanted.get(captured + i));
      local += erased[i].getSize();
    }
  }

  /** A private method of a nest mate is called as any other. */
  private static int opcode(Handle body) {
    return switch (body.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    };
  }

  /** Makes one type of what is on the stack as the other. */
  static void convert(MethodVisitor code, Type from, Type to) {
    if (isPrimitive(from) && !isPrimitive(to)) {
      Type box = BOXES.get(from.getSort());
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          box.getInternalName(),
          "valueOf",
          Type.getMethodDescriptor(box, from),
          false);
    } else if (!isPrimitive(from) && isPrimitive(to)) {
      Type box = BOXES.get(to.getSort());
      code.visitTypeInsn(Opcodes.CHECKCAST, box.getInternalName());
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          box.getInternalName(),
          to.getClassName() + "Value",
          Type.getMethodDescriptor(to),
          false);
    } else if (!isPrimitive(to) && !to.equals(OBJECT) && !to.equals(from)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }
}
