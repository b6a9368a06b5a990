package io.github.ecspolicy.build;

import java.math.BigDecimal;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has Jackson's parser make the decimals with which it compares large numbers when there is such a
 * number. It makes them at each start, and newer JDKs begin with decimals by computing powers of
 * five up to 45,000 digits.
 */
final class LateDecimals {
  private static final String PARSERS = "com/fasterxml/jackson/core/base/Parser";
  private static final String DECIMAL = Type.getInternalName(BigDecimal.class);
  private static final String DESCRIPTOR = Type.getDescriptor(BigDecimal.class);
  private static final String OURS = Type.getInternalName(PlainDecimals.class);

  private LateDecimals() {}

  /** Whether a class is one of Jackson's that have such constants, or use them. */
  static boolean concerns(String name) {
    return name.startsWith(PARSERS);
  }

  /** Returns the class with ours in place of its constants. */
  static byte[] of(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public FieldVisitor visitField(
                  int access, String name, String descriptor, String signature, Object value) {
                return isLimit(name, descriptor)
                    ? null
                    : super.visitField(access, name, descriptor, signature, value);
              }

              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
                return name.equals("<clinit>") ? new Start(next) : new Use(next);
              }
            },
            0);
    return writer.toByteArray();
  }

  private static boolean isLimit(String name, String descriptor) {
    return name.startsWith("BD_") && descriptor.equals(DESCRIPTOR);
  }

  /** Takes our constants. */
  private static final class Use extends MethodVisitor {
    Use(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean isLimit = owner.startsWith(PARSERS) && isLimit(name, descriptor);
      super.visitFieldInsn(opcode, isLimit ? OURS : owner, name, descriptor);
    }
  }

  /** Leaves out what makes the constants, from `new` to where the field is set. */
  private static final class Start extends MethodVisitor {
    private boolean isLeftOut;

    Start(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      isLeftOut |= opcode == Opcodes.NEW && type.equals(DECIMAL);
      if (!isLeftOut) {
        super.visitTypeInsn(opcode, type);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (!isLeftOut) {
        super.visitInsn(opcode);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (!isLeftOut) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (!isLeftOut) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
      } else if (opcode == Opcodes.PUTSTATIC) {
        isLeftOut = false;
      }
    }
  }
}
