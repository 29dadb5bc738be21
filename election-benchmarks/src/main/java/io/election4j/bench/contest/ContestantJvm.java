package io.election4j.bench.contest;

import io.election4j.demo.harness.CandidateJvm;
import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.demo.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A contestant in a process of its own. Not thread-safe, but for what it writes. */
public final class ContestantJvm implements AutoCloseable {

  /** The system property that names the folder for flight recordings, if any are wanted. */
  public static final String PROFILES = "election4j.bench.profiles";

  private static final AtomicInteger recorded = new AtomicInteger();

  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Duration ASKING = Duration.ofMillis(250);

  private final CandidateView process;
  private final long started;

  private ContestantJvm(CandidateView process, long started) {
    this.process = process;
    this.started = started;
    process.read(new CandidateView.Listener() {});
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
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-Xshare:auto"));
    options.addAll(recording(library + "-" + entry.name()));
    options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    options.add("-Dorg.slf4j.simpleLogger.log.io.election4j=error");
    options.add("-D" + ContestantProcess.WATCHES + "=" + watched);
    Map<String, String> environment = Map.of(ContestantProcess.URL, entry.url());
    CandidateJvm jvm = new CandidateJvm(ContestantProcess.class, options, environment);
    long now = System.nanoTime();
    try {
      return new ContestantJvm(
          new CandidateView(
              entry.name(),
              jvm.start(
                  library.name(),
                  entry.name(),
                  Long.toString(entry.lease().toMillis()),
                  Long.toString(entry.poll().toMillis()),
                  Integer.toString(elections),
                  Integer.toString(entry.first())),
              List.of()),
          now);
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
    return List.of("-Xlog:jfr*=off", "-XX:StartFlightRecording=settings=profile,filename=" + file);
  }

  /** Returns when its process was started, on {@link System#nanoTime()}'s clock of all. */
  public long startedNanos() {
    return started;
  }

  /** Returns when its program began. */
  public long mainNanos() {
    return await("it begins", Kind.BEGAN);
  }

  /** Returns the calls to the store that were answered, but for those of every period. */
  public List<StoreCall> calls() {
    return process.log().notes().stream()
        .filter(note -> note.kind() == Kind.CALLED)
        .map(note -> StoreCall.parse(note.text()))
        .toList();
  }

  /** Waits until it begins to stand; returns when that was. */
  public long awaitStanding() {
    return await("it stands", Kind.READY);
  }

  /** Returns when it last began to lead all elections; 0 if it never did. */
  public long ledNanos() {
    return process.electedNanos();
  }

  /** Returns until when it could trust itself by the last renewal; 0 if it never could. */
  public long trustedNanos() {
    return process.trustedUntilNanos();
  }

  /** Waits until its next renewal is acknowledged; it must be election4j, and lead. */
  public void awaitRenewal() {
    long last = trustedNanos();
    Waiting.until("it renews", PATIENCE, this::dead, () -> trustedNanos() != last);
  }

  /** Waits until it leads all elections; returns when that was. */
  public long awaitLed() {
    return await("it leads", Kind.ELECTED);
  }

  private long await(String what, Kind kind) {
    Waiting.until(what, PATIENCE, this::dead, () -> process.last(of(kind)).isPresent());
    return process.last(of(kind)).map(Note::nanos).orElseThrow();
  }

  private static java.util.function.Predicate<Note> of(Kind kind) {
    return note -> note.kind() == kind;
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
    return process
        .ask(question, PATIENCE)
        .orElseThrow(() -> new IllegalStateException("no answer to '" + question + "' " + dead()));
  }

  private String dead() {
    if (!process.hasEnded()) {
      return "";
    }
    List<String> complaints = process.log().complaints();
    return "the contestant's process has ended: " + (complaints.isEmpty() ? "" : complaints.get(0));
  }

  /** Kills it; returns when, on {@link System#nanoTime()}'s clock. */
  public long kill() {
    return process.process().kill();
  }

  /** Lets it leave in peace, and waits for it. */
  @Override
  public void close() {
    process.process().tell("leave");
    process.process().killAt(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
  }
}
