package io.election4j.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The fake MongoDB in a virtual machine of its own, which ends when its standard input does. It
 * does one line of orders after the other and answers each with a line: stop, start, or by how many
 * seconds its clock is to be wrong.
 */
final class FakeMongoProcess implements OwnServer, AdjustableClock {

  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1");
  private static final long END_SECONDS = 10;
  private static final long ANSWER_SECONDS = 60;
  private static final char STOPPED = 'T';

  private final Process process;
  private final BufferedReader answers;
  private final String url;

  private FakeMongoProcess(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.url = answer();
  }

  static FakeMongoProcess start(Map<String, String> environment) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder = new ProcessBuilder(java);
    builder.command().addAll(JVM_OPTIONS);
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().add(FakeMongoProcess.class.getName());
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new FakeMongoProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the fake MongoDB", e);
    }
  }

  /** What the process does. */
  public static void main(String[] arguments) throws IOException {
    FakeMongoServer server = FakeMongoServer.open();
    System.out.println(server.url());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      switch (order) {
        case "start" -> server.start();
        case "stop" -> server.stop();
        default -> server.wrongBy(Long.parseLong(order));
      }
      System.out.println("done");
    }
    Runtime.getRuntime().halt(0);
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String description() {
    return "a fake MongoDB in memory (no transactions), in a process of its own";
  }

  @Override
  public OptionalLong pid() {
    return process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
  }

  @Override
  public synchronized void stop() {
    order("stop");
  }

  @Override
  public synchronized void start() {
    order("start");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server is still there after " + END_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void wrongBy(long seconds) {
    order(Long.toString(seconds));
  }

  private void order(String order) {
    try {
      if (isFrozen()) {
        throw new IllegalStateException("the fake MongoDB is frozen and does nothing");
      }
      OutputStream orders = process.getOutputStream();
      orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
      orders.flush();
      answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private boolean isFrozen() throws IOException {
    String state = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return state.charAt(state.lastIndexOf(')') + 2) == STOPPED;
  }

  /** Waits for an answer, but not for one that nobody can give. */
  private String answer() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
    while (process.isAlive() && !answers.ready()) {
      if (System.nanoTime() - end > 0) {
        throw new IOException("the fake MongoDB did not answer within " + ANSWER_SECONDS + " s");
      }
      LockSupport.parkNanos(1_000_000);
    }
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the fake MongoDB has ended");
    }
    return answer;
  }
}
