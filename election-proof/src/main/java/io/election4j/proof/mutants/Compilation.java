package io.election4j.proof.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources in memory, against the class path of this program. */
final class Compilation {

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("memory:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Compiled extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Compiled(String type) {
      super(URI.create("memory:///" + type.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Compiled> classes = new HashMap<>();

    Memory(JavaFileManager disk) {
      super(disk);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
      return classes.computeIfAbsent(type, Compiled::new);
    }
  }

  /** The one annotation that sources use and that is on no class path at run time. */
  private static final Source NULLABLE =
      new Source(
          "org/jspecify/annotations/Nullable.java",
          """
          package org.jspecify.annotations;
          @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
          public @interface Nullable {}
          """);

  private Compilation() {}

  /**
   * Compiles.
   *
   * @param sources text by file
   * @return class files by class name
   * @throws IllegalStateException with the compiler's messages if there are errors
   */
  static Map<String, byte[]> of(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<Source> units = new ArrayList<>();
    units.add(NULLABLE);
    sources.forEach((file, text) -> units.add(new Source(file, text)));
    List<String> options = List.of("-nowarn", "-proc:none");
    try (StandardJavaFileManager disk = compiler.getStandardFileManager(null, null, null);
        Memory memory = new Memory(disk)) {
      if (!compiler.getTask(messages, memory, null, options, null, units).call()) {
        throw new IllegalStateException("does not compile: " + messages);
      }
      Map<String, byte[]> classes = new HashMap<>();
      memory.classes.forEach((type, compiled) -> classes.put(type, compiled.bytes.toByteArray()));
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
