package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The command, on an in-memory store. */
class ConsoleCommandTest implements Stores {

  private static final String LOGIN = "a password of the console";

  private final AtomicInteger opened = new AtomicInteger();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final RunningConsole office;
  @TempDir private Path folder;

  ConsoleCommandTest() throws IOException {
    office = new RunningConsole(false);
  }

  @Test
  void itPrintsOneUrlThatLetsInOnce() throws Exception {
    office.ledByGhost(Candidate.named("ann"), "jobs");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread command = start(exit);

    URI url = URI.create(text().strip());
    Http.Response first = Http.send(url.getPort(), "GET /?" + url.getQuery(), Map.of(), "");
    Http.Response page =
        Http.send(url.getPort(), "GET /api/elections", Map.of("Cookie", first.cookie()), "");
    command.interrupt();

    assertThat(text()).hasLineCount(1).startsWith("http://127.0.0.1:");
    assertThat(page.body()).contains("jobs", "ann");
    assertThat(exit.get()).isEqualTo(ExitCode.OK.code());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theFirstPageDoesNotWaitForAllElections() throws Exception {
    Sinks.Empty<Void> listed = Sinks.empty();
    Opened console = openedBefore(listed);

    assertThat(console.get("/").status()).isEqualTo(200);
    assertThat(console.get("/api/console").body()).contains("\"read\":false,\"answers\":false");
    assertThat(console.get("/leader?election=jobs"))
        .returns(503, Http.Response::status)
        .returns("nothing was read yet\n", Http.Response::body);
    assertThat(console.get("/api/elections/jobs").status()).isEqualTo(503);
    assertThat(console.get("/metrics").body()).contains("store_up 0");
    listed.tryEmitEmpty();
    RunningConsole.until(() -> console.get("/leader?election=jobs").status() == 200);
    console.end();
  }

  @Test
  void whatIsLostWhileItIsReadForTheFirstTimeIsReadAgain() throws Exception {
    Sinks.Empty<Void> listed = Sinks.empty();
    Opened console = openedBefore(listed);

    office.path.cut = true;
    listed.tryEmitError(StoreException.unavailable("the cable is cut", null));
    RunningConsole.until(() -> console.get("/api/console").body().contains("cable is cut"));
    office.path.held = Mono.empty();
    office.path.cut = false;
    RunningConsole.until(() -> console.get("/leader?election=jobs").status() == 200);
    console.end();
  }

  /** The command, that somebody has opened in a browser. */
  private record Opened(Thread command, CompletableFuture<Integer> exit, URI url, String cookie) {

    Http.Response get(String path) {
      try {
        return Http.send(url.getPort(), "GET " + path, Map.of("Cookie", cookie), "");
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }

    void end() throws Exception {
      command.interrupt();
      assertThat(exit.get()).isEqualTo(ExitCode.OK.code());
    }
  }

  /** Opens it while the one election that there is has not been listed yet. */
  private Opened openedBefore(Sinks.Empty<Void> listed) throws Exception {
    office.path.held = listed.asMono();
    office.ledByGhost(Candidate.named("ann"), "jobs");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread command = start(exit);
    URI url = URI.create(text().strip());
    String cookie = Http.send(url.getPort(), "GET /?" + url.getQuery(), Map.of(), "").cookie();
    return new Opened(command, exit, url, cookie);
  }

  @Test
  void itSaysThatItSpeaksPlainHttpToOtherMachinesAndKeepsThePasswordToItself() throws Exception {
    Path file = Files.writeString(folder.resolve("login"), LOGIN + "\n");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread command = start(exit, "--bind", "0.0.0.0", "--login-file", file.toString());

    URI url = URI.create(text().strip());
    Http.Response metrics =
        Http.send(url.getPort(), "GET /metrics", Map.of("Authorization", "Bearer " + LOGIN), "");
    command.interrupt();

    assertThat(metrics.status()).isEqualTo(200);
    assertThat(err.toString()).contains("plain HTTP").hasLineCount(1);
    assertThat(text() + err + metrics).doesNotContain(LOGIN);
    assertThat(exit.get()).isEqualTo(ExitCode.OK.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bind 0.0.0.0 | --login-file",
        "--bind :: | --login-file",
        "--bind no.such.host.invalid | is no address",
        "--login-file nowhere | not a readable text file",
        "--port 70000 | port 70000",
        "--port x | 'x'",
        "--password=canary | --password is not taken"
      })
  void whatIsWrongIsOneLineAndNothingIsRead(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE.code());

    assertThat(err.toString()).contains(message).doesNotContain("canary").hasLineCount(1);
    assertThat(office.path.writes).hasValue(0);
  }

  @Test
  void aPasswordThatIsSoonGuessedIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("login"), "secret\n");

    assertThat(run("--login-file", file.toString())).isEqualTo(ExitCode.USAGE.code());

    assertThat(err.toString()).contains("fewer than 12 characters").doesNotContain("secret");
    assertThat(opened).hasValue(0);
  }

  @Test
  void aPortThatIsTakenIsTold() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--port", taken.getLocalPort() + "")).isEqualTo(ExitCode.USAGE.code());
    }

    assertThat(err.toString()).contains("nobody can listen on 127.0.0.1").hasLineCount(1);
  }

  @Test
  void aStoreThatIsLostFromTheBeginningEndsIt() {
    office.path.cut = true;

    assertThat(run()).isEqualTo(ExitCode.STORE.code());

    assertThat(err.toString()).contains("the cable is cut");
  }

  private Thread start(CompletableFuture<Integer> exit, String... options) throws Exception {
    Thread command = new Thread(() -> exit.complete(run(options)), "command");
    command.start();
    RunningConsole.until(() -> text().endsWith("\n") || exit.isDone());
    assertThat(exit).as(err.toString()).isNotDone();
    return command;
  }

  private int run(String... options) {
    List<String> line = new ArrayList<>(List.of("console", "--store", "mysql://app@db/elections"));
    line.addAll(List.of(options));
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Environment nothing = new Environment(Map.of(), folder);
    var command = Main.commandLine(this, nothing, stream);
    command.setErr(new PrintWriter(err, true));
    return command.execute(line.toArray(String[]::new));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public LeaseStore open(StoreAddress address, boolean neverCreate) {
    opened.incrementAndGet();
    assertThat(neverCreate).isTrue();
    return office.path;
  }

  @Override
  public String schema(StoreAddress address) {
    return "";
  }
}
