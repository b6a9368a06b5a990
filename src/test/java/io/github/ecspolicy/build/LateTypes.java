package io.github.ecspolicy.build;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has the JVM load what a method returns when it does. Before it lets a class run, it loads all
 * that the methods of the class may return, to see that they fit; a cast does not need that.
 */
final class LateTypes {
  private LateTypes() {}

  /** Returns the class with a cast before each return. */
  static byte[] of(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                String returned = Type.getReturnType(descriptor).getInternalName();
                return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, thrown)) {
                  @Override
                  public void visitInsn(int opcode) {
                    if (opcode == Opcodes.ARETURN) {
                      visitTypeInsn(Opcodes.CHECKCAST, returned);
                    }
                    super.visitInsn(opcode);
                  }
                };
              }
            },
            0);
    return writer.toByteArray();
  }
}
