package io.election4j.proof.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A run's election, for one fault. */
final class RunScene implements Scene {

  private static final double THE_LEADER = 0.7;
  private static final double ONE = 0.7;

  private final String election;
  private final Duration lease;
  private final CandidateFleet cast;
  private final Random random;
  private final List<String> meant = new ArrayList<>();
  private final Set<String> hit = new TreeSet<>();

  RunScene(String election, Duration lease, CandidateFleet cast, Random random) {
    this.election = election;
    this.lease = lease;
    this.cast = cast;
    this.random = random;
  }

  @Override
  public String election() {
    return election;
  }

  @Override
  public Duration lease() {
    return lease;
  }

  @Override
  public List<Actor> candidates() {
    return List.copyOf(cast.running());
  }

  @Override
  public Actor target() {
    boolean leader = random.nextDouble() < THE_LEADER;
    int any = random.nextInt(Integer.MAX_VALUE);
    List<Participant> running = cast.running();
    if (running.isEmpty()) {
      throw new IllegalStateException("no candidate is left");
    }
    Participant other = running.get(any % running.size());
    Participant target = leader ? cast.leader().orElse(other) : other;
    hit.add(target.name());
    meant.add(target.name() + (target.leadsInTerm() > 0 ? ", who leads" : ""));
    return target;
  }

  @Override
  public List<Actor> targets() {
    if (random.nextDouble() < ONE) {
      return List.of(target());
    }
    meant.add("all");
    candidates().forEach(one -> hit.add(one.name()));
    return candidates();
  }

  @Override
  public Random random() {
    return random;
  }

  @Override
  public void replace() throws IOException {
    cast.start();
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
