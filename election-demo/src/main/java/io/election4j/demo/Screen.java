package io.election4j.demo;

import java.io.PrintWriter;
import java.util.List;

/**
 * Where the timeline is drawn: lines that stay, and below them, on a terminal only, a block of
 * lines that is drawn again and again.
 */
final class Screen {

  private static final String ESCAPE = "\033[";

  private final PrintWriter out;
  private final boolean live;
  private final boolean colour;
  private List<String> block = List.of();
  private boolean closed;

  /**
   * Draws nothing yet.
   *
   * @param live whether {@code out} is a terminal that lines can be drawn again on
   * @param colour whether to use colour
   */
  Screen(PrintWriter out, boolean live, boolean colour) {
    this.out = out;
    this.live = live;
    this.colour = colour;
  }

  /** How a text looks. */
  enum Paint {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    ODD("33");

    private final String code;

    Paint(String code) {
      this.code = code;
    }
  }

  String paint(Paint paint, String text) {
    return colour && !paint.code.isEmpty() && !text.isEmpty()
        ? ESCAPE + paint.code + "m" + text + ESCAPE + "0m"
        : text;
  }

  /** Writes a line that stays. */
  synchronized void line(String text) {
    write(text + (live ? ESCAPE + "K" : "") + System.lineSeparator(), block);
  }

  /** Draws the block below all lines, in the place of the block before. */
  synchronized void block(List<String> lines) {
    if (live) {
      write("", lines);
    }
  }

  /** Leaves all as it is; what is written from now on is lost. */
  synchronized void close() {
    closed = true;
  }

  private void write(String lines, List<String> next) {
    if (closed) {
      return;
    }
    if (!live) {
      out.print(lines);
      out.flush();
      return;
    }
    // Without wrapping, every line is one row however narrow the terminal.
    StringBuilder frame = new StringBuilder(ESCAPE + "?7l");
    if (!block.isEmpty()) {
      frame.append(ESCAPE).append(block.size()).append("A");
    }
    frame.append("\r").append(lines);
    next.forEach(line -> frame.append(line).append(ESCAPE + "K" + System.lineSeparator()));
    frame.append(ESCAPE + "J" + ESCAPE + "?7h");
    block = next;
    out.print(frame);
    out.flush();
  }
}
