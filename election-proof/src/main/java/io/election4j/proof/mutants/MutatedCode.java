package io.election4j.proof.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/**
 * All classes of this project once more, some of them changed. Only types of the JDK are the same
 * on both sides.
 */
final class MutatedCode extends ClassLoader {

  private static final String OURS = "io.election4j.";

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> changed;

  private MutatedCode(Map<String, byte[]> changed) {
    super(MutatedCode.class.getClassLoader());
    this.changed = changed;
  }

  /**
   * Loads a mutant.
   *
   * @throws IllegalStateException naming the mutant if its edits do not fit or do not compile
   */
  static MutatedCode of(Mutant mutant, Checkout checkout) {
    Map<String, String> sources = mutant.sources(checkout);
    try {
      return new MutatedCode(Compilation.of(sources));
    } catch (IllegalStateException broken) {
      throw new IllegalStateException(
          "mutant " + mutant.name() + " " + broken.getMessage(), broken);
    }
  }

  /** Returns a public static method whose parameters and result are of types of the JDK. */
  MethodHandle method(String type, String name, MethodType types) {
    try {
      return MethodHandles.publicLookup().findStatic(loadClass(type), name, types);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = changed.containsKey(name) ? changed.get(name) : unchanged(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] unchanged(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
