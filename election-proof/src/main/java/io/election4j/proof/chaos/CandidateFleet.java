package io.election4j.proof.chaos;

import static java.util.Comparator.comparingLong;

import io.election4j.proof.chaos.Note.Kind;
import io.election4j.servers.proxy.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** All candidates of one election, those that have ended included. */
final class CandidateFleet implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(40);

  private final CandidateJvm jvm;
  private final ChaosServer server;
  private final String election;
  private final Duration lease;
  private final List<Participant> all = new CopyOnWriteArrayList<>();

  CandidateFleet(CandidateJvm jvm, ChaosServer server, String election, Duration lease) {
    this.jvm = jvm;
    this.server = server;
    this.election = election;
    this.lease = lease;
  }

  void start() throws IOException {
    String name = "c" + (all.size() + 1);
    Ways ways = Ways.to(server);
    all.add(new Participant(name, jvm.start(name, election, lease, ways.address()), ways));
  }

  List<Participant> all() {
    return List.copyOf(all);
  }

  /** Returns what all candidates have left so far. */
  List<Log> logs() {
    return all.stream().map(Participant::log).toList();
  }

  List<Participant> running() {
    return all.stream().filter(one -> one.process().isAlive()).toList();
  }

  Optional<Participant> leader() {
    return all.stream()
        .filter(one -> one.leadsInTerm() > 0)
        .max(comparingLong(Participant::leadsInTerm));
  }

  boolean awaitReady() throws InterruptedException {
    return Pause.until(() -> running().stream().allMatch(Participant::isReady), START_LIMIT);
  }

  /** Waits until something is written after a time, and accepted; returns whether it was. */
  boolean awaitProgress(long sinceNanos, Duration limit) throws InterruptedException {
    return Pause.until(
        () ->
            all.stream()
                .anyMatch(
                    one ->
                        one.noted(
                            note -> note.kind() == Kind.ACCEPTED && note.nanos() - sinceNanos > 0)),
        limit);
  }

  /** Asks all to leave; returns the names of those that did not in time, and were killed. */
  List<String> dismiss() throws InterruptedException {
    running().forEach(one -> one.process().ask());
    Pause.until(() -> all.stream().allMatch(Participant::hasEnded), lease.plus(LEAVE_LIMIT));
    return running().stream().map(Participant::name).toList();
  }

  @Override
  public void close() {
    for (Participant one : all) {
      one.process().kill();
      one.process().killAt(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
      one.ways().forEach(FaultProxy::close);
    }
  }
}
