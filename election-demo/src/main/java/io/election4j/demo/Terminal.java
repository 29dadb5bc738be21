package io.election4j.demo;

import io.election4j.cli.base.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;

/** What is known of the terminal that this process writes to. */
final class Terminal {

  private Terminal() {}

  /**
   * Returns a screen on one of this process's streams.
   *
   * @param descriptor the stream's: 1 or 2
   */
  static Screen screen(PrintWriter stream, int descriptor, Environment surroundings) {
    boolean live = !dumb(surroundings) && isTerminal(descriptor);
    return new Screen(stream, live, live && surroundings.get("NO_COLOR").isEmpty());
  }

  /** Returns the characters that people here can read. */
  static Charset charset() {
    return Charset.forName(System.getProperty("native.encoding", "US-ASCII"));
  }

  private static boolean dumb(Environment surroundings) {
    return surroundings.get("TERM").orElse("dumb").equals("dumb");
  }

  /** Java knows only whether input and output both are. */
  private static boolean isTerminal(int descriptor) {
    try {
      return new ProcessBuilder("sh", "-c", "test -t " + descriptor)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
