package io.election4j.samples.billing;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The application in a virtual machine of its own, started by its own main method. */
final class Instance implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final String name;
  private final int port;
  private final Process process;

  private Instance(String name, int port, Process process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param more what is on its class path besides the application; may be empty
   * @param log where its output goes
   */
  static Instance start(
      String name, int port, List<String> properties, String more, ProcessBuilder.Redirect log)
      throws IOException {
    String path =
        TARGET.resolve("classes")
            + File.pathSeparator
            + Files.readString(TARGET.resolve("application.classpath")).strip();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
    command.addAll(List.of("-cp", path + (more.isEmpty() ? "" : File.pathSeparator + more)));
    command.add(BillingApplication.class.getName());
    command.add("--server.port=" + port);
    command.add("--election4j.candidate.name=" + name);
    properties.forEach(property -> command.add("--" + property));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    return new Instance(name, port, process);
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it answers. */
  void awaitStart() throws InterruptedException {
    Waiting.until(name + " answers", START, () -> !isAlive() || isHealthy());
    if (!isAlive()) {
      throw new IllegalStateException(name + " has ended with " + process.exitValue());
    }
  }

  private boolean isHealthy() throws InterruptedException {
    try {
      return send(request("/actuator/health").build()).statusCode() == OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Returns the body of the answer; throws if there is none. */
  String get(String path) throws IOException, InterruptedException {
    return send(request(path).build()).body();
  }

  /** Returns the status of the answer. */
  int charge(String customer, long cents) throws IOException, InterruptedException {
    String path = "/charges?customer=%s&cents=%d".formatted(customer, cents);
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build()).statusCode();
  }

  /** Throws if nobody listens any more, also where an open connection would still be served. */
  void connect() throws IOException {
    new Socket("127.0.0.1", port).close();
  }

  /** Asks for the leadership of an election to be handed over. */
  void transfer(String election, String to) throws IOException, InterruptedException {
    String body = "{\"action\":\"transfer\",\"to\":\"%s\"}".formatted(to);
    HttpRequest asked =
        request("/actuator/elections/" + election)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer = send(asked).body();
    if (!answer.equals("{\"asked\":true}")) {
      throw new IOException("not asked: " + answer);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(ANSWER);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Sends SIGKILL. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Returns its exit code, when it has ended. */
  CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Waits for its end, and kills it if that takes too long. */
  @Override
  public void close() {
    ended().completeOnTimeout(-1, END.toSeconds(), TimeUnit.SECONDS).join();
    process.destroyForcibly();
    process.onExit().join();
  }
}
