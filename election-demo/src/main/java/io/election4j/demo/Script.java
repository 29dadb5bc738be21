package io.election4j.demo;

import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.CandidateView.State;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.servers.processes.Freeze;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What happens in a demonstration, act by act. */
final class Script {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Contest contest;
  private final Timeline timeline;
  private final Demo demo;
  private final Duration lease;

  Script(Contest contest, Timeline timeline, Demo demo) {
    this.contest = contest;
    this.timeline = timeline;
    this.demo = demo;
    this.lease = demo.lease();
  }

  private record Handover(Duration fromRest, Duration fromAsking) {}

  private record Freezing(Duration failover, Duration awareness) {}

  Figures play() {
    timeline.legend();
    timeline.act("starting " + demo.candidates() + " candidates, each a process of its own");
    contest.fill(demo.candidates());
    contest.awaitLeaderAfter(0);
    watch();
    Duration crashFailover = crash();
    refill();
    Handover handover = handOver();
    refill();
    Freezing freezing = freeze();
    watch();
    timeline.act("the end: followers leave, then the leader");
    contest.dismiss();
    return new Figures(
        lease,
        crashFailover,
        handover.fromRest,
        handover.fromAsking,
        freezing.failover,
        freezing.awareness);
  }

  /** Lets people see some renewals. On a slow machine there is no time for it. */
  private void watch() {
    Duration pause = lease.multipliedBy(2).dividedBy(3);
    if (timeline.elapsed().compareTo(demo.usual()) < 0) {
      contest.watch(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
  }

  private void refill() {
    timeline.act("starting a replacement");
    contest.fill(demo.candidates());
    watch();
  }

  private Duration crash() {
    CandidateView leader = contest.awaitLeaderAfter(0);
    timeline.act("SIGKILL to " + leader.name() + ": its lease must run out first");
    leader.become(State.KILLED);
    long killed = leader.process().kill();
    CandidateView next = contest.awaitLeaderAfter(leader.term());
    Duration failover = since(killed, elected(next));
    timeline.outcome(
        Figures.millis(failover) + " without a leader, the lease is " + lease.toMillis() + " ms");
    return failover;
  }

  private Handover handOver() {
    CandidateView leader = contest.awaitLeaderAfter(0);
    timeline.act("SIGTERM to " + leader.name() + ": it stops its work and hands over");
    leader.become(State.LEAVING);
    long asked = leader.process().ask();
    CandidateView next = contest.awaitLeaderAfter(leader.term());
    contest.await("the end of " + leader.name(), leader::hasEnded);
    long rested = leader.first(Kind.RESTED, leader.term()).map(Note::nanos).orElse(asked);
    Handover handover = new Handover(since(rested, elected(next)), since(asked, elected(next)));
    timeline.outcome(Figures.millis(handover.fromRest) + " without a leader");
    return handover;
  }

  private Freezing freeze() {
    CandidateView leader = contest.awaitLeaderAfter(0);
    timeline.act("SIGSTOP to " + leader.name() + ": it believes that it leads, and cannot tell");
    leader.become(State.FROZEN);
    long stopped = System.nanoTime();
    try (Freeze freeze = Freeze.of(leader.process().pid())) {
      CandidateView next = contest.awaitLeaderAfter(leader.term());
      Duration failover = since(stopped, elected(next));
      watch();
      timeline.act("SIGCONT to " + leader.name() + ": does it know?");
      long thawed = freeze.thaw();
      Duration awareness = since(thawed, cessation(leader));
      leader.become(State.STANDING);
      timeline.outcome("it knew after " + Figures.millis(awareness));
      return new Freezing(failover, awareness);
    } catch (IOException failure) {
      throw new DemoFailedException("cannot freeze " + leader.name() + ": " + failure.getMessage());
    }
  }

  /** Returns when it ceased to work, or was told that it no longer leads, whichever came first. */
  private long cessation(CandidateView leader) {
    contest.await(
        leader.name() + " to notice that it no longer leads", () -> ceased(leader).isPresent());
    return ceased(leader).getAsLong();
  }

  private static OptionalLong ceased(CandidateView leader) {
    return Stream.of(Kind.RESTED, Kind.REVOKED)
        .flatMap(kind -> leader.first(kind, leader.term()).stream())
        .mapToLong(Note::nanos)
        .min();
  }

  private static long elected(CandidateView leader) {
    return leader.first(Kind.ELECTED, leader.term()).orElseThrow().nanos();
  }

  private static Duration since(long from, long until) {
    return Duration.ofNanos(until - from);
  }
}
