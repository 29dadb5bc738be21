package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The election that harm is done to, at the time it is done. For one fault. */
public final class Scene {

  private static final double THE_LEADER = 0.7;
  private static final double ONE = 0.7;

  private final HarmedElection election;
  private final Random random;
  private final List<String> meant = new ArrayList<>();
  private final Set<String> hit = new TreeSet<>();

  Scene(HarmedElection election, Random random) {
    this.election = election;
    this.random = random;
  }

  /** Returns the election's name. */
  public String election() {
    return election.name();
  }

  /** Returns the lease of every candidate. */
  public Duration lease() {
    return election.lease();
  }

  /** Returns all candidates whose processes run. */
  public List<CandidateView> candidates() {
    return election.fleet().running();
  }

  /** Returns the one that is meant: the leader more often than not, else any. */
  public CandidateView target() {
    boolean leader = random.nextDouble() < THE_LEADER;
    int any = random.nextInt(Integer.MAX_VALUE);
    List<CandidateView> running = candidates();
    if (running.isEmpty()) {
      throw new IllegalStateException("no candidate is left");
    }
    CandidateView other = running.get(any % running.size());
    CandidateView target = leader ? election.fleet().leader().orElse(other) : other;
    hit.add(target.name());
    meant.add(target.name() + (target.leadsInTerm() > 0 ? ", who leads" : ""));
    return target;
  }

  /** Returns those that are meant: {@link #target()} more often than not, else all. */
  public List<CandidateView> targets() {
    if (random.nextDouble() < ONE) {
      return List.of(target());
    }
    meant.add("all");
    candidates().forEach(one -> hit.add(one.name()));
    return candidates();
  }

  /** Returns chance, drawn from the run's seed. */
  public Random random() {
    return random;
  }

  /** Starts another candidate. */
  public void replace() throws IOException {
    election.fleet().start();
  }

  /** Returns the names of those that were chosen; empty if it was the server. */
  Set<String> hit() {
    return Set.copyOf(hit);
  }

  /** Returns who was chosen, for a person. */
  String meant() {
    return meant.isEmpty() ? "the server" : String.join("; ", meant);
  }
}
