package io.election4j.servers.processes;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Runs an application several times in one virtual machine of its own, each time in a class loader
 * of its own that is closed at once, as servers of web applications do; and tells which of these
 * loaders stay.
 */
public final class Redeployment {

  private static final int TIMES = 3;
  private static final int LOOKS = 200;
  private static final long LOOK_MILLIS = 50;

  private Redeployment() {}

  /**
   * Returns what is wrong, in lines; nothing if all that was loaded is collected in the end and no
   * thread has died of an error.
   *
   * @param application has a public static method {@code run(String)}
   * @param argument for that
   */
  public static List<String> leftovers(Class<?> application, String argument) {
    List<String> command = new ArrayList<>(quietJava());
    // What is merely kept as long as there is memory is not kept.
    command.add("-XX:SoftRefLRUPolicyMSPerMB=0");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    Collections.addAll(command, "-cp", path());
    Collections.addAll(command, Redeployment.class.getName(), application.getName(), argument);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      return code == 0 && said.isEmpty() ? List.of() : List.of("exit code " + code, said);
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Returns how to start a Java of the version of now that does not warn, as newer ones do, of what
   * the libraries of drivers do to memory and native code.
   */
  public static List<String> quietJava() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+IgnoreUnrecognizedVMOptions",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED");
  }

  /** Runs in the virtual machine of its own. */
  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> report(thread, failure));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      loaders.add(deployAndTakeDown(args[0], args[1]));
    }
    for (int look = 0; stay(loaders) > 0 && look < LOOKS; look++) {
      System.gc();
      Thread.sleep(LOOK_MILLIS);
    }
    if (stay(loaders) > 0) {
      System.out.println(stay(loaders) + " of " + TIMES + " class loaders stay; threads:");
      Thread.getAllStackTraces().keySet().forEach(System.out::println);
    }
    System.exit(0);
  }

  private static void report(Thread thread, Throwable failure) {
    System.out.println(thread + " died of " + failure);
  }

  private static long stay(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().map(WeakReference::get).filter(Objects::nonNull).count();
  }

  private static WeakReference<ClassLoader> deployAndTakeDown(String application, String argument)
      throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      loader.loadClass(application).getMethod("run", String.class).invoke(null, argument);
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String path() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static URL[] urls() {
    return Stream.of(path().split(File.pathSeparator)).map(Redeployment::url).toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
