package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine tells of; state has changed before. */
public sealed interface EngineEvent {

  /** A signal about one election. */
  sealed interface OfElection extends EngineEvent {

    /** Returns the election's name. */
    String election();
  }

  /** The lease may be acted upon until this deadline. */
  record Trusted(LeaseId lease, Deadline until) implements EngineEvent {}

  /**
   * This process leads under this lease.
   *
   * @param record as the claim left it; its value is the one of the leader before
   * @param former who led before, as far as this process has seen it; else {@code null}
   * @param leaderless for how long nobody led, as far as this process has seen it
   */
  record Elected(
      ElectionRecord record, LeaseId lease, @Nullable Candidate former, Duration leaderless)
      implements OfElection {
    @Override
    public String election() {
      return record.election();
    }

    public long term() {
      return record.term();
    }
  }

  /** Followers are told what the leader of this term wanted to be published last. */
  record Published(ElectionRecord record) implements OfElection {
    @Override
    public String election() {
      return record.election();
    }
  }

  /**
   * The store can never keep what the leader of this term wanted to be published; what was
   * published before stays.
   */
  record NotPublished(
      String election, long term, Candidate leader, String value, StoreException cause)
      implements OfElection {}

  /**
   * The store can never keep a text that this election needs: its name, or an attribute of the
   * candidate. {@link Left} follows.
   */
  record Refused(String election, StoreException cause) implements OfElection {}

  /**
   * The work is to stop; the term is still valid until it has. {@link Ceased} or {@link Revoked}
   * follows.
   */
  record Stopping(String election, long term) implements OfElection {}

  /**
   * The work has stopped, the term is no longer valid and the election is being left. {@link
   * Revoked} follows.
   */
  record Ceased(String election, long term) implements OfElection {}

  /**
   * The term is over; work that still runs is to stop.
   *
   * @param newerTerm the term that is known to have followed; 0 if none is
   */
  record Revoked(String election, long term, Reason reason, long newerTerm) implements OfElection {}

  /**
   * Work was asked to stop and has not, for longer than it may. {@link Revoked} has been told.
   *
   * @param held whether the record still names this process, so that nobody else can lead; if not,
   *     this work runs while another process may lead
   */
  record Overdue(String election, long term, boolean held) implements OfElection {}

  /**
   * The leader that the record names is gone: its lease has ended.
   *
   * @param leaderless for how long nothing was seen of it
   */
  record Leaderless(ElectionRecord record, Duration leaderless) implements OfElection {
    @Override
    public String election() {
      return record.election();
    }
  }

  /** The record names another leader, or none. */
  record Changed(ElectionRecord record) implements OfElection {
    @Override
    public String election() {
      return record.election();
    }
  }

  /** Renewals fail while this process leads. */
  record AtRisk(String election, long term) implements OfElection {}

  /** A renewal succeeded after {@link AtRisk}. */
  record Recovered(String election, long term) implements OfElection {}

  /** This process takes no part in the election any more. */
  record Left(String election) implements OfElection {}

  /**
   * The other processes that are listed, as far as they are known to live, in no order; told after
   * the first listing and whenever they change.
   */
  record Participants(List<Lease> others) implements EngineEvent {}

  /** After {@link Input.Drain}: this process leads nothing any more. */
  record Drained() implements EngineEvent {}

  /** The store is prepared. */
  record Prepared() implements EngineEvent {}

  /** The store cannot be used as it is configured; the engine does nothing more. */
  record Failed(Throwable cause) implements EngineEvent {}

  /** An operation failed after one that did not. */
  record StoreUnavailable(Throwable cause) implements EngineEvent {}

  /** An operation succeeded after one that did not. */
  record StoreRecovered() implements EngineEvent {}

  /**
   * Renewals fail while the store answers to other calls: this process opens no lease for so long,
   * so that others go first. Told again if it is so again after that.
   *
   * @param cause why a renewal failed last
   */
  record StandsBack(Duration span, Throwable cause) implements EngineEvent {}

  /** A renewal was acknowledged after {@link StandsBack}. */
  record StandsAgain() implements EngineEvent {}

  /** The store went backwards. */
  record StoreRegressed(String what) implements EngineEvent {}

  /** Another store answers where one answered before. */
  record StoreReplaced(String former, String present) implements EngineEvent {}

  /** Everything has been left and the lease is ended, or runs out. */
  record Closed() implements EngineEvent {}
}
