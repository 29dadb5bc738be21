package io.election4j.demo.harness;

import static io.election4j.internal.RunningElections.trustedUntil;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.ElectionsBuilder;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import reactor.core.scheduler.Schedulers;

/**
 * What a candidate's process does: it stands for election, works while it leads, and writes down
 * what happens to it.
 */
public final class LoggedCandidate {

  private static final int FAILED = 70;

  private final Elections elections;
  private final EventLog log;
  private final LeaderWorkload workload;

  /** Does not stand yet. */
  public LoggedCandidate(Elections elections, EventLog log, LeaderWorkload workload) {
    this.elections = elections;
    this.log = log;
    this.workload = workload;
    trustedUntil(elections).subscribe(log::trusted, failure -> {});
  }

  /** Returns how a candidate's elections are made. */
  public static ElectionsBuilder elections(LeaseStore store, String name, Duration lease) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(lease)
        // One thread writes all notes, so that they are in the order of what happened.
        .callbacks(Schedulers.newSingle("notes", true));
  }

  /**
   * Stands for election until a signal ends this process, which then leaves in good order; ends it
   * if it cannot stand.
   *
   * @param left runs when it has left
   */
  public void stand(String name, Runnable left) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(left), "leave"));
    try {
      elections.prepared().block();
      Election election = elections.join(name);
      election.events().subscribe(log::event, failure -> {});
      log.note(Kind.READY, 0, "");
      election.campaign(workload::work);
    } catch (Throwable failure) {
      failure.printStackTrace();
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private void leave(Runnable left) {
    elections.close();
    left.run();
    log.note(Kind.LEFT, 0, "");
  }
}
