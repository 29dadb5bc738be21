package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.Screen.Paint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private static final String ESCAPE = "\033[";

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  @Test
  void whatIsNoTerminalGetsPlainLinesOnly() {
    Screen screen = new Screen(out, false, false);
    screen.block(List.of("a row"));
    screen.line(screen.paint(Paint.GOOD, "a line"));
    screen.block(List.of("another row"));

    assertThat(written()).isEqualTo("a line\n");
  }

  @Test
  void aTerminalWithoutColourIsDrawnOnWithoutColour() {
    Screen screen = new Screen(out, true, false);

    assertThat(screen.paint(Paint.GOOD, "text")).isEqualTo("text");
  }

  @Test
  void aLineGoesAboveTheBlock() {
    Screen screen = new Screen(out, true, true);
    screen.block(List.of("1", "2"));
    text.getBuffer().setLength(0);
    screen.line("line");

    assertThat(written())
        .contains(ESCAPE + "2A\rline")
        .endsWith("\n" + ESCAPE + "J" + ESCAPE + "?7h");
    assertThat(written().indexOf("line")).isLessThan(written().indexOf("1" + ESCAPE + "K"));
  }

  @Test
  void aClosedScreenIsLeftAsItIs() {
    Screen screen = new Screen(out, true, true);
    screen.close();
    screen.line("late");
    screen.block(List.of("later"));

    assertThat(written()).isEmpty();
  }

  @Test
  void onlyAsciiIsDrawnWhereNothingElseCanBeShown() {
    assertThat(Symbols.in(StandardCharsets.US_ASCII).toString()).isASCII();
    assertThat(Symbols.in(StandardCharsets.UTF_8).trust()).isEqualTo("█");
  }

  private String written() {
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
