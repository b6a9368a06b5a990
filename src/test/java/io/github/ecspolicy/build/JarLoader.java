package io.github.ecspolicy.build;

import io.github.ecspolicy.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What {@code java -jar} begins with: loads the classes of the jar. The JDK's own loader asks for
 * the address, the manifest, the signers and the permissions of each, which takes longer than to
 * read it; of all in this jar they are the same.
 */
public final class JarLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  /** What agents and policies of permissions know the jar by. */
  private static final ProtectionDomain DOMAIN = JarLoader.class.getProtectionDomain();

  private final ZipFile jar;

  private JarLoader(ZipFile jar, ClassLoader parent) {
    super(parent);
    this.jar = jar;
  }

  /** The command, loaded by a loader of its own. */
  public static final class Command implements Consumer<String[]> {
    @Override
    public void accept(String[] args) {
      Main.main(args);
    }
  }

  /** Runs the command. */
  public static void main(String[] args) throws ReflectiveOperationException {
    command().accept(args);
  }

  @SuppressWarnings("unchecked") // a command is what was asked for
  private static Consumer<String[]> command() throws ReflectiveOperationException {
    ZipFile jar;
    try {
      jar = new ZipFile(System.getProperty("java.class.path"));
    } catch (IOException e) {
      // the path is more than the jar, or what is wrong with it is for the JDK to say
      return new Command();
    }
    ClassLoader loader = new JarLoader(jar, JarLoader.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    return (Consumer<String[]>)
        loader
            // `Command.class` would be the one of the other loader
            .loadClass(JarLoader.class.getName() + "$Command")
            .getDeclaredConstructor()
            .newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    ZipEntry entry =
        name.startsWith("java.") ? null : jar.getEntry(name.replace('.', '/').concat(".class"));
    return entry == null ? super.loadClass(name, resolve) : load(name, entry);
  }

  private Class<?> load(String name, ZipEntry entry) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (InputStream in = jar.getInputStream(entry)) {
        byte[] bytes = in.readNBytes((int) entry.getSize());
        return defineClass(name, bytes, 0, bytes.length, DOMAIN);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
