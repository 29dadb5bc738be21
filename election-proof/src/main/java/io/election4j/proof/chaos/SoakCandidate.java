package io.election4j.proof.chaos;

import static io.election4j.internal.RunningElections.trustedUntil;

import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionGroup;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.demo.harness.EventLog;
import io.election4j.demo.harness.LoggedCandidate;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.demo.harness.Orders;
import io.election4j.demo.harness.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * A member of a group that shares many elections with others for long, and tells what it takes when
 * it is asked.
 */
final class SoakCandidate {

  /** How many elections are shared. */
  static final int ELECTIONS = 1_000;

  /** Asks what it takes. */
  static final String ASK = "takes?";

  private static final String GROUP = "soak";
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int COLLECTIONS = 3;

  private final Elections elections;
  private final EventLog log;

  private SoakCandidate(Elections elections, EventLog log) {
    this.elections = elections;
    this.log = log;
  }

  /** Runs one, with the arguments that {@link Setting#jvm} says. */
  public static void main(String[] arguments) throws Exception {
    ChaosStore kind = ChaosCandidate.kind(arguments[0]);
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[3]));
    ServerAddress address = ServerAddress.current();
    EventLog log = new EventLog(arguments[1]);
    log.note(Kind.BEGAN, 0, address.scheme());
    Elections elections =
        LoggedCandidate.elections(kind.open(address), arguments[1], lease).memberOf(GROUP).build();
    SoakCandidate candidate = new SoakCandidate(elections, log);
    Runtime.getRuntime().addShutdownHook(new Thread(elections::close, "leave"));
    trustedUntil(elections).subscribe(candidate.log::trusted, failure -> {});
    candidate.take(arguments[2]);
    Orders.obey(order -> candidate.log.note(Kind.ANSWERS, 0, candidate.takes().text()));
  }

  private void take(String prefix) {
    List<String> names = IntStream.range(0, ELECTIONS).mapToObj(i -> prefix + "/" + i).toList();
    ElectionGroup group = elections.group(GROUP, names);
    group.elections().forEach(one -> one.events().subscribe(this::happened, failure -> {}));
    group.whileLeading(leadership -> Mono.never()).subscribe(never -> {}, failure -> {});
    elections
        .prepared()
        .subscribe(nothing -> {}, Throwable::printStackTrace, () -> log.note(Kind.READY, 0, ""));
  }

  private void happened(ElectionEvent event) {
    if (event instanceof Elected) {
      log.note(Kind.ELECTED, event.term(), event.election());
    } else if (event instanceof Revoked revoked) {
      log.note(Kind.REVOKED, event.term(), revoked.reason().name() + " " + event.election());
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
}
