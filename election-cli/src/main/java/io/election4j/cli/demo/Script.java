package io.election4j.cli.demo;

import io.election4j.cli.demo.Contender.State;
import io.election4j.cli.demo.Note.Kind;
import java.io.IOException;
import java.time.Duration;

/** What happens in a demonstration, act by act. */
final class Script {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(1500);

  private final Contest contest;
  private final Timeline timeline;
  private final Duration lease;
  private final int candidates;

  Script(Contest contest, Timeline timeline, Duration lease, int candidates) {
    this.contest = contest;
    this.timeline = timeline;
    this.lease = lease;
    this.candidates = candidates;
  }

  private record Handover(Duration fromRest, Duration fromAsking) {}

  private record Freezing(Duration failover, Duration awareness) {}

  Figures play() {
    timeline.legend();
    timeline.act("starting " + candidates + " candidates, each a process of its own");
    contest.fill(candidates);
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

  /** Half a lease is enough to see renewals. */
  private void watch() {
    Duration half = lease.dividedBy(2);
    contest.watch(half.compareTo(LONGEST_PAUSE) < 0 ? half : LONGEST_PAUSE);
  }

  private void refill() {
    watch();
    timeline.act("starting a replacement");
    contest.fill(candidates);
    watch();
  }

  private Duration crash() {
    Contender leader = contest.awaitLeaderAfter(0);
    timeline.act("SIGKILL to " + leader.name() + ": its lease must run out first");
    leader.become(State.KILLED);
    long killed = leader.process().kill();
    Contender next = contest.awaitLeaderAfter(leader.term());
    Duration failover = since(killed, elected(next));
    timeline.outcome(
        Figures.millis(failover) + " without a leader, the lease is " + lease.toMillis() + " ms");
    return failover;
  }

  private Handover handOver() {
    Contender leader = contest.awaitLeaderAfter(0);
    timeline.act("SIGTERM to " + leader.name() + ": it stops its work and hands over");
    long asked = leader.process().ask();
    Contender next = contest.awaitLeaderAfter(leader.term());
    leader.become(State.LEAVING);
    contest.await("the end of " + leader.name(), leader::hasEnded);
    long rested = leader.first(Kind.RESTED, leader.term()).map(Note::nanos).orElse(asked);
    Handover handover = new Handover(since(rested, elected(next)), since(asked, elected(next)));
    timeline.outcome(Figures.millis(handover.fromRest) + " without a leader");
    return handover;
  }

  private Freezing freeze() {
    Contender leader = contest.awaitLeaderAfter(0);
    timeline.act("SIGSTOP to " + leader.name() + ": it believes that it leads, and cannot tell");
    leader.become(State.FROZEN);
    long stopped = System.nanoTime();
    try (Freeze freeze = Freeze.of(leader.process().pid())) {
      Contender next = contest.awaitLeaderAfter(leader.term());
      Duration failover = since(stopped, elected(next));
      watch();
      timeline.act("SIGCONT to " + leader.name() + ": does it know?");
      long thawed = freeze.thaw();
      Duration awareness = since(thawed, revocation(leader));
      leader.become(State.STANDING);
      timeline.outcome("it knew after " + Figures.millis(awareness));
      return new Freezing(failover, awareness);
    } catch (IOException failure) {
      throw new DemoFailedException("cannot freeze " + leader.name() + ": " + failure.getMessage());
    }
  }

  private long revocation(Contender leader) {
    contest.await(
        leader.name() + " to notice that it no longer leads",
        () -> leader.first(Kind.REVOKED, leader.term()).isPresent());
    return leader.first(Kind.REVOKED, leader.term()).orElseThrow().nanos();
  }

  private static long elected(Contender leader) {
    return leader.first(Kind.ELECTED, leader.term()).orElseThrow().nanos();
  }

  private static Duration since(long from, long until) {
    return Duration.ofNanos(until - from);
  }
}
