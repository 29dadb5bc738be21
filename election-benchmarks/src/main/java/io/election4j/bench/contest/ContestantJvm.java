package io.election4j.bench.contest;

import io.election4j.servers.processes.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A contestant in a process of its own. Not thread-safe, but for what it writes. */
public final class ContestantJvm implements AutoCloseable {

  /** The system property that names the folder for flight recordings, if any are wanted. */
  public static final String PROFILES = "election4j.bench.profiles";

  private static final AtomicInteger recorded = new AtomicInteger();

  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Duration ASKING = Duration.ofMillis(250);

  private final ChildProcess process;
  private final long started;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Queue<StoreCall> calls = new ConcurrentLinkedQueue<>();
  private volatile long mainNanos;
  private volatile long ledNanos;
  private volatile long trustedNanos;
  private volatile String complaint = "";

  private ContestantJvm(ChildProcess process, long started) {
    this.process = process;
    this.started = started;
  }

  /**
   * Starts one.
   *
   * @param elections in how many it stands
   * @param heap of its virtual machine, as in {@code -Xmx}
   */
  public static ContestantJvm start(Library library, Entry entry, int elections, String heap) {
    return start(library, entry, elections, heap, false);
  }

  /** Starts one that also tells of its calls to the store, if it is election4j. */
  public static ContestantJvm watched(Library library, Entry entry, int elections, String heap) {
    return start(library, entry, elections, heap, true);
  }

  private static ContestantJvm start(
      Library library, Entry entry, int elections, String heap, boolean watched) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(recording(library + "-" + entry.name()));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.add("-Dorg.slf4j.simpleLogger.log.io.election4j=error");
    command.add("-D" + ContestantProcess.WATCHES + "=" + watched);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ContestantProcess.class.getName(), library.name(), entry.name()));
    command.add(Long.toString(entry.lease().toMillis()));
    command.add(Long.toString(entry.poll().toMillis()));
    command.add(Integer.toString(elections));
    command.add(Integer.toString(entry.first()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(ContestantProcess.URL, entry.url());
    long now = System.nanoTime();
    try {
      ContestantJvm jvm = new ContestantJvm(new ChildProcess(builder.start()), now);
      jvm.process.read(jvm::heard, jvm::complained, code -> {});
      return jvm;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> recording(String name) {
    String folder = System.getProperty(PROFILES);
    if (folder == null) {
      return List.of();
    }
    Path file = Path.of(folder, name + "-" + recorded.incrementAndGet() + ".jfr");
    // What the recorder says would be taken for an answer.
    return List.of("-Xlog:jfr*=off", "-XX:StartFlightRecording=settings=profile,filename=" + file);
  }

  private void complained(String line) {
    if (complaint.isEmpty()) {
      complaint = line;
    }
  }

  private void heard(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "led" -> ledNanos = Long.parseLong(words[1]);
      case "trusted" -> trustedNanos = Long.parseLong(words[1]);
      case "main" -> mainNanos = Long.parseLong(words[1]);
      case "called" -> calls.add(StoreCall.parse(words[1]));
      default -> answers.add(line);
    }
  }

  /** Returns when its process was started, on {@link System#nanoTime()}'s clock of all. */
  public long startedNanos() {
    return started;
  }

  /** Returns when its program began; 0 if it has not yet. */
  public long mainNanos() {
    return mainNanos;
  }

  /** Returns the calls to the store that were answered, but for those of every period. */
  public List<StoreCall> calls() {
    return List.copyOf(calls);
  }

  /** Waits until it begins to stand; returns when that was. */
  public long awaitStanding() {
    return Long.parseLong(answer("standing"));
  }

  /** Returns when it first led all elections at once; 0 if it never did. */
  public long ledNanos() {
    return ledNanos;
  }

  /** Returns until when it could trust itself by the last renewal; 0 if it never could. */
  public long trustedNanos() {
    return trustedNanos;
  }

  /** Waits until its next renewal is acknowledged; it must be election4j, and lead. */
  public void awaitRenewal() {
    long last = trustedNanos;
    Waiting.until("it renews", PATIENCE, this::dead, () -> trustedNanos != last);
  }

  /** Waits until it leads all elections; returns when that was. */
  public long awaitLed() {
    Waiting.until("it leads", PATIENCE, this::dead, () -> ledNanos != 0);
    return ledNanos;
  }

  /** Waits until it knows the leaders of so many elections. */
  public void awaitKnown(int count) {
    Waiting.until(
        "it knows",
        PATIENCE,
        this::dead,
        () -> {
          // It counts all of them for an answer.
          Waiting.pass(ASKING);
          return Integer.parseInt(ask("known")) >= count;
        });
  }

  /** Returns what it has used. */
  public Usage usage() {
    return Usage.parse(ask("usage"));
  }

  /** Returns how many bytes of its heap are in use after a garbage collection. */
  public long retainedHeap() {
    return Long.parseLong(ask("heap"));
  }

  private String ask(String question) {
    process.tell(question);
    return answer(question);
  }

  private String answer(String question) {
    try {
      for (int i = 0; i < PATIENCE.toSeconds(); i++) {
        String answer = answers.poll(1, TimeUnit.SECONDS);
        if (answer != null && answer.startsWith(question + " ")) {
          return answer.substring(question.length() + 1);
        } else if (!process.isAlive()) {
          throw new IllegalStateException(dead());
        }
      }
      throw new IllegalStateException("no answer to '" + question + "'");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private String dead() {
    return process.isAlive() ? "" : "the contestant's process has ended: " + complaint;
  }

  /** Kills it; returns when, on {@link System#nanoTime()}'s clock. */
  public long kill() {
    return process.kill();
  }

  /** Lets it leave in peace, and waits for it. */
  @Override
  public void close() {
    process.tell("leave");
    process.killAt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
  }
}
