package io.github.ecspolicy.build;

import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes texts into {@link PlainResources}. */
final class ResourceTexts {
  private ResourceTexts() {}

  /** Returns the class with these texts, by their paths. */
  static byte[] in(byte[] resources, Map<String, String> texts) {
    ClassReader reader = new ClassReader(resources);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
            if (!name.equals("text")) {
              return method;
            }
            write(method, texts);
            return null;
          }
        },
        ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static void write(MethodVisitor method, Map<String, String> texts) {
    method.visitCode();
    texts.forEach(
        (path, text) -> {
          Label next = new Label();
          method.visitLdcInsn(path);
          method.visitVarInsn(Opcodes.ALOAD, 0);
          method.visitMethodInsn(
              Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
          method.visitJumpInsn(Opcodes.IFEQ, next);
          method.visitLdcInsn(text);
          method.visitInsn(Opcodes.ARETURN);
          method.visitLabel(next);
        });
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
