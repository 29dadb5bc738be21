package io.election4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.cli.ElectionView.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server-sent events. */
class EventStreamTest {

  private final List<Socket> sockets = new ArrayList<>();
  private RunningConsole console;

  @BeforeEach
  void open() throws IOException {
    console = new RunningConsole(false);
    console.store.create(List.of("jobs")).block();
    console.reader.read();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    console.close();
  }

  @Test
  void aChangeIsToldAndToldAgainToWhoMissedIt() throws IOException {
    BufferedReader live = stream();
    String hello = next(live, "id: ");
    console.ledByGhost(Candidate.named("ann"), "jobs");
    console.reader.read();

    String told = next(live, "data: {\"number\":1");
    assertThat(told).contains("\"election\":\"jobs\"", "\"kind\":\"leader\"", "\"leader\":\"ann\"");
    BufferedReader late = stream("Last-Event-ID", hello.substring(4));
    assertThat(next(late, "data: {\"number\"")).isEqualTo(told);
  }

  @Test
  void whoComesFromAnotherConsoleReadsAgain() throws IOException {
    assertThat(next(stream("Last-Event-ID", "12345-7"), "event: ")).isEqualTo("event: reset");
    assertThat(next(stream("Last-Event-ID", "<script>"), "event: ")).isEqualTo("event: reset");
  }

  @Test
  void aStoreThatFallsSilentIsTold() throws IOException {
    BufferedReader live = stream();
    next(live, "event: hello");

    console.model.unavailable("the cable is cut");

    assertThat(next(live, "data: {\"address\"")).contains("\"answers\":false", "the cable is cut");
  }

  @Test
  void tooManyBrowsersAreTurnedAwayAndTheOthersAreAnswered() throws Exception {
    for (int i = 0; i < EventStreams.MOST; i++) {
      next(stream(), "event: hello");
    }

    assertThat(console.get("/api/events").status()).isEqualTo(503);
    assertThat(console.get("/api/elections").status()).isEqualTo(200);
    sockets.get(0).close();
    console.ledByGhost(Candidate.named("ann"), "jobs");
    console.reader.read();
    RunningConsole.until(() -> placeIsFree());
  }

  @Test
  void aBrowserThatReadsNothingHoldsUpNobodyAndNothingIsQueuedForIt() throws IOException {
    BufferedReader slow = stream();
    next(slow, "event: hello");
    BufferedReader live = stream();
    next(live, "event: hello");

    Stand vacant = new Stand(State.VACANT, "", 0);
    for (int i = 1; i <= 3 * History.MOST; i++) {
      console.model.history().add(new Change(0, i, "jobs-" + i, "said", vacant, vacant));
      if (i % 1000 == 0) {
        next(live, "data: {\"number\":" + i + ",");
      }
    }

    assertThat(console.model.history().after(0, Integer.MAX_VALUE))
        .hasSizeLessThanOrEqualTo(History.MOST);
    assertThat(console.get("/api/elections").status()).isEqualTo(200);
    String next = next(slow, "data: {\"number\"");
    assertThat(next).as("what it has missed it is told, or told that it missed some").isNotNull();
  }

  @Test
  void clientsThatSayNothingKeepNobodyWaiting() throws IOException {
    for (int i = 0; i < 6; i++) {
      Socket silent = new Socket("127.0.0.1", console.port());
      sockets.add(silent);
      silent.getOutputStream().write("GET /api/ele".getBytes(UTF_8));
      silent.getOutputStream().flush();
    }

    assertThat(console.get("/api/elections").status()).isEqualTo(200);
  }

  /** A change is what shows that a browser has gone, before the next sign of life would. */
  private boolean placeIsFree() {
    console.model.unavailable("once");
    console.reader.read();
    try (Socket socket =
        Http.open(console.port(), "GET /api/events", RunningConsole.machine(), "")) {
      return reader(socket).readLine().contains("200");
    } catch (IOException gone) {
      return false;
    }
  }

  private BufferedReader stream(String... headers) throws IOException {
    Socket socket =
        Http.open(console.port(), "GET /api/events", RunningConsole.machine(headers), "");
    sockets.add(socket);
    return reader(socket);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  private static String next(BufferedReader stream, String start) throws IOException {
    String line = stream.readLine();
    while (line != null && !line.startsWith(start)) {
      line = stream.readLine();
    }
    return String.valueOf(line);
  }
}
