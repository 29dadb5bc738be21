package io.election4j.proof.chaos;

import io.election4j.Candidate;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionGroup;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.proof.chaos.Note.Kind;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A member of a group that shares many elections with others for long, and tells what it takes when
 * it is asked. It ends with whoever holds the other end of its standard input.
 */
public final class SoakCandidate {

  /** How many elections are shared. */
  static final int ELECTIONS = 1_000;

  /** Asks for a note of what it takes. */
  static final String ASK = "takes?";

  private static final String GROUP = "soak";
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int COLLECTIONS = 3;

  private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
  private final Elections elections;
  private final String prefix;

  private SoakCandidate(Elections elections, String prefix) {
    this.elections = elections;
    this.prefix = prefix;
  }

  /** Returns the names of the elections shared. */
  static List<String> names(String prefix) {
    return IntStream.range(0, ELECTIONS).mapToObj(i -> prefix + "/" + i).toList();
  }

  /**
   * Runs one.
   *
   * @param arguments the name of a {@link ChaosStore}'s class, the candidate's name, what the
   *     elections' names begin with, and the lease in milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    ChaosStore kind = ChaosCandidate.kind(arguments[0]);
    Elections elections =
        Elections.builder(kind.open(ChaosCandidate.address()))
            .candidate(Candidate.named(arguments[1]))
            .memberOf(GROUP)
            .lease(Duration.ofMillis(Long.parseLong(arguments[3])))
            // One thread writes what happens, in its order.
            .callbacks(Schedulers.newSingle("scribe", true))
            .build();
    SoakCandidate candidate = new SoakCandidate(elections, arguments[2]);
    Runtime.getRuntime().addShutdownHook(new Thread(elections::close, "leave"));
    candidate.take();
    candidate.obey();
    Runtime.getRuntime().halt(0);
  }

  private void take() {
    ElectionGroup group = elections.group(GROUP, names(prefix));
    group.elections().forEach(one -> one.events().subscribe(this::happened, failure -> {}));
    group.whileLeading(leadership -> Mono.never()).subscribe(never -> {}, failure -> {});
    elections.prepared().subscribe(nothing -> {}, Throwable::printStackTrace, this::ready);
  }

  private void ready() {
    note(Kind.READY, 0, "");
  }

  private void happened(ElectionEvent event) {
    if (event instanceof Elected) {
      note(Kind.ELECTED, event.term(), event.election());
    } else if (event instanceof Revoked revoked) {
      note(Kind.REVOKED, event.term(), revoked.reason().name() + " " + event.election());
    }
  }

  private void obey() throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals(ASK)) {
        note(Kind.TAKES, 0, takes().text());
      }
    }
  }

  private SoakFigures takes() {
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long led = elections.status().elections().stream().filter(ElectionStatus::leading).count();
    return new SoakFigures(heap, threads, sockets(), led);
  }

  private static long sockets() {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.filter(SoakCandidate::isSocket).count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }

  private synchronized void note(Kind kind, long term, String text) {
    out.println(new Note(kind, System.nanoTime(), term, 0, text).line());
  }
}
