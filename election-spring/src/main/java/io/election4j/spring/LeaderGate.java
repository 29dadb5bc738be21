package io.election4j.spring;

import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import org.jspecify.annotations.Nullable;

/** Lets calls through while this process leads an election. Safe for use by many threads. */
final class LeaderGate implements LeaderWorker {

  private final String election;
  private final WorkMeasures measures;
  private volatile @Nullable OpenTerm open;

  LeaderGate(String election, WorkMeasures measures) {
    this.election = election;
    this.measures = measures;
  }

  String election() {
    return election;
  }

  /** A call was not made, since there is no term. */
  void skipped() {
    measures.skipped(election);
  }

  /** Returns the term that calls may enter; {@code null} if there is none. */
  @Nullable OpenTerm open() {
    return open;
  }

  @Override
  public void start(Leadership leadership) {
    open = new OpenTerm(leadership, measures);
  }

  /** Returns when nothing runs any more. */
  @Override
  public void stop(Leadership leadership) {
    OpenTerm ending = open;
    open = null;
    if (ending != null) {
      ending.end();
    }
  }
}
