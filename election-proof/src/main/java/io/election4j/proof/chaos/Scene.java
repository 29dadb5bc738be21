package io.election4j.proof.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The election that harm is done to, at the time it is done. */
public interface Scene {

  /** Returns the election's name. */
  String election();

  /** Returns the lease of every candidate. */
  Duration lease();

  /** Returns all candidates whose processes run. */
  List<Actor> candidates();

  /** Returns the one that is meant: the leader more often than not, else any. */
  Actor target();

  /** Returns those that are meant: {@link #target()} more often than not, else all. */
  List<Actor> targets();

  /** Returns chance, drawn from the run's seed. */
  Random random();

  /** Starts another candidate. */
  void replace() throws Exception;
}
