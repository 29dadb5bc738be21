package io.election4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.cli.ElectionView.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Who has missed more changes than are kept. */
class EventResetTest {

  private static final Stand VACANT = new Stand(State.VACANT, "", 0);

  @Test
  void whoMissedTooManyIsToldTheLastThatItAskedFor() throws IOException {
    try (RunningConsole console = new RunningConsole(false)) {
      for (int i = 1; i <= History.MOST + 50; i++) {
        console.model.history().add(new Change(0, i, "jobs-" + i, "said", VACANT, VACANT));
      }
      String missed = console.model.startedMillis() + "-7";
      try (Socket socket =
          Http.open(
              console.port(),
              "GET /api/events?recent=5",
              RunningConsole.machine("Last-Event-ID", missed),
              "")) {
        BufferedReader stream =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        assertThat(next(stream, "event: ")).isEqualTo("event: reset");
        assertThat(next(stream, "data: {\"number\":"))
            .startsWith("data: {\"number\":" + (History.MOST + 46) + ",");
      }
    }
  }

  @Test
  void thePageForgetsWhatItWasToldBefore() throws Exception {
    try (Browser browser = Browser.open();
        RunningConsole console = new RunningConsole(false)) {
      console.reader.read();
      console.model.history().add(new Change(0, 1, "jobs-1", "said", VACANT, VACANT));
      browser.driver.get(console.url());
      RunningConsole.until(() -> Long.valueOf(1).equals(browser.script("return log.length")));
      browser.script("events.dispatchEvent(new Event('reset'))");
      assertThat(browser.script("return log.length")).isEqualTo(0L);
    }
  }

  private static String next(BufferedReader stream, String start) throws IOException {
    String line = stream.readLine();
    while (line != null && !line.startsWith(start)) {
      line = stream.readLine();
    }
    return String.valueOf(line);
  }
}
