package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.Reason;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One election as this process knows it, and its role in it. The role changes in this file only.
 *
 * <pre>
 *   following --claimed--> claiming --won--> leading --left--> stopping --work stopped--> vacating
 *       ^                     | lost            |                 | overdue                   |
 *       +---------------------+-----------------+-----------------+---------------------------+
 *                                      lease lost, superseded, forgotten         record names us no more
 * </pre>
 */
final class ElectionState implements StateKey.Part {

  /** One term of one lease in one election. */
  record LedTerm(String election, long term, LeaseId lease) {

    boolean namedBy(ElectionRecord record) {
      return record.term() == term && record.heldBy(lease);
    }

    private boolean under(LeaseId other) {
      return lease.equals(other);
    }

    private Role superseded(ElectionRecord by, Consumer<EngineEvent> say) {
      return revoke(Reason.SUPERSEDED, by.term() > term ? by.term() : 0, say);
    }

    private Role revoke(Reason reason, Consumer<EngineEvent> say) {
      return revoke(reason, 0, say);
    }

    private Role revoke(Reason reason, long newerTerm, Consumer<EngineEvent> say) {
      say.accept(new EngineEvent.Revoked(election, term, reason, newerTerm));
      return FOLLOWING;
    }
  }

  // == The roles: every role has an answer to every input, which is the next role ==

  sealed interface Role {

    /** The record was read, or written by us, and is the newest known. */
    default Role recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
      return this;
    }

    /** The same, and what it says has not followed what was known before. */
    default Role forgotten(ElectionRecord record, Reason reason, Consumer<EngineEvent> say) {
      return this;
    }

    /** Our lease is no longer trusted. */
    default Role leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
      return this;
    }

    /** Somebody was told that a term is not valid any more. */
    default Role lapsed(long term, Consumer<EngineEvent> say) {
      return this;
    }

    /** Somebody wants us to lead no longer. */
    default Role leave(Reason reason, Consumer<EngineEvent> say) {
      return this;
    }

    /** The work has used up the time it had to stop. */
    default Role overdue(Consumer<EngineEvent> say) {
      return this;
    }

    /** All work of a term has stopped. */
    default Role workStopped(long term, Consumer<EngineEvent> say) {
      return this;
    }
  }

  /** Not leading and not on the way to it. */
  record Following() implements Role {}

  /** A claim is under way under this lease; only the answer to this very attempt counts. */
  record Claiming(long attempt, LeaseId lease) implements Role, StateKey.Part {
    @Override
    public void addTo(StateKey key) {
      key.add(lease);
      key.numbers(attempt);
    }
  }

  /** Leading, asked to stop or not: what ends a term without our doing ends both alike. */
  sealed interface InTerm extends Role {

    LedTerm led();

    @Override
    default Role recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
      return led().namedBy(record) ? this : led().superseded(record, say);
    }

    @Override
    default Role forgotten(ElectionRecord record, Reason reason, Consumer<EngineEvent> say) {
      return led().namedBy(record) ? this : led().revoke(reason, say);
    }

    @Override
    default Role leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
      return led().under(lost) ? led().revoke(reason, say) : this;
    }

    @Override
    default Role lapsed(long term, Consumer<EngineEvent> say) {
      // The engine would have noticed before, had it not been the wall clock that was set.
      return term == led().term() ? led().revoke(Reason.CLOCK_JUMPED, say) : this;
    }
  }

  /** Leading. */
  record Leading(LedTerm led) implements InTerm {

    @Override
    public Role leave(Reason reason, Consumer<EngineEvent> say) {
      say.accept(new EngineEvent.Stopping(led.election(), led.term()));
      return new Stopping(led, reason);
    }
  }

  /** Leading, until the work has stopped. */
  record Stopping(LedTerm led, Reason why) implements InTerm {

    @Override
    public Role overdue(Consumer<EngineEvent> say) {
      return led.revoke(why, say);
    }

    @Override
    public Role workStopped(long term, Consumer<EngineEvent> say) {
      if (term != led.term()) {
        return this;
      }
      say.accept(new EngineEvent.Ceased(led.election(), term));
      return new Vacating(led, why, 0);
    }
  }

  /**
   * Leading no more, until the record is certain to name us no more.
   *
   * @param why to tell; {@code null} if nobody was told that we led
   * @param attempt the vacation under way; 0 if none is
   */
  record Vacating(LedTerm led, @Nullable Reason why, long attempt) implements Role, StateKey.Part {

    @Override
    public Role recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
      return led.namedBy(record) ? this : over(why, say);
    }

    @Override
    public Role leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
      return led.under(lost) ? over(why, say) : this;
    }

    private Role over(@Nullable Reason reason, Consumer<EngineEvent> say) {
      return reason == null ? FOLLOWING : led.revoke(reason, say);
    }

    @Override
    public void addTo(StateKey key) {
      key.add(led, why);
      key.numbers(attempt);
    }
  }

  /** The same for all elections. */
  static final Role FOLLOWING = new Following();

  /** Work need not stop, has to while the record names us, or though somebody else may lead. */
  enum Stage {
    NONE,
    HELD,
    LOST
  }

  /** What a leader wants its followers to be told. */
  record Publication(Candidate leader, String value) {

    private boolean isIn(ElectionRecord record) {
      return leader.equals(record.leader()) && value.equals(record.value());
    }
  }

  // == What is known ==

  final String election;

  /** Whether somebody takes part, and as a candidate. */
  boolean joined;

  boolean candidate;

  /** Whether followers are told where the leader is only once it says that it is ready. */
  boolean confirms;

  /** What keeps a candidate from standing: a bit for each gate. */
  private int closed;

  /** Whether there is something to claim or held, and whether we are to be listed for this. */
  boolean needsLease;

  boolean lists;

  /** Whether {@link #record} is known to name our lease. */
  boolean held;

  private Role role = FOLLOWING;

  /** The newest record known; {@code null} until it was read, and while the store has none. */
  @Nullable ElectionRecord record;

  boolean absent;

  /** Whether {@link #record} is of another store than the one that answers now. */
  boolean elsewhere;

  /** The newest request there was when {@link #record} was learned: later ones read later. */
  long learnedAt;

  /** The highest term ever seen, and the highest that we led. */
  long highestTerm;

  private long lastLed;

  /** The term whose work has not stopped yet, and the lease it was done under. */
  private long workTerm;

  private @Nullable LeaseId workLease;

  /**
   * The lease under which we claimed last. A copy of that claim may still be applied, and a store
   * that loses writes may bring it back, so we look for as long as that lease is ours.
   */
  @Nullable LeaseId claimedUnder;

  /** What followers are to be told while we lead; {@code null} once they are. */
  @Nullable Publication publication;

  /** For whom the vacancy we leave is reserved; {@code null} for anyone. */
  @Nullable Request handover;

  /** How long we do not stand after our work has stopped. */
  Duration coolDown = Duration.ZERO;

  /** The candidate of a higher priority that we stepped down for last. */
  @Nullable LeaseId yieldedTo;

  /** Who led before the leader that {@link #record} names, if we saw it. */
  @Nullable Candidate former;

  @Nullable LeaseId formerHolder;

  /** Since when nobody has been seen to lead; {@code null} while somebody does. */
  @Nullable ClockReading leaderless;

  /** The revision of the vacancy that we have decided how long to hold back from. */
  long heldBackFrom = -1;

  /** The revision of the vacancy that we have decided about when we could claim it. */
  long gaveWayAt = -1;

  /** How far it is with the work that has to stop. */
  Stage stage = Stage.NONE;

  /** What followers were told last, and whether the leaver was. */
  @Nullable ElectionRecord told;

  boolean leftTold;

  ElectionState(String election) {
    this.election = election;
  }

  /**
   * Returns the record to claim: with the highest term ever seen, so that the next one is above it
   * even if the store went back.
   */
  @Nullable ElectionRecord seen() {
    ElectionRecord r = record;
    return r == null || r.term() >= highestTerm ? r : r.withTerm(highestTerm);
  }

  /** Makes this what it is for somebody who takes part anew. */
  void begin() {
    joined = true;
    leftTold = false;
    told = null;
    closed = 0;
  }

  /** Returns whether a record cannot have followed the one known. */
  boolean contradictedBy(ElectionRecord later) {
    ElectionRecord known = record;
    if (known == null) {
      return false;
    }
    boolean rewritten = later.revision() == known.revision() && later.term() != known.term();
    return rewritten || later.term() < known.term() || later.revision() < known.revision();
  }

  void gate(Input.Gate gate, boolean open) {
    int bit = 1 << gate.ordinal();
    closed = open ? closed & ~bit : closed | bit;
  }

  boolean closed(Input.Gate gate) {
    return (closed & 1 << gate.ordinal()) != 0;
  }

  /** The record is this now; keeps who led before, and since when nobody does. */
  void became(ElectionRecord now, ClockReading reading) {
    ElectionRecord before = record;
    boolean another = before == null || !Objects.equals(before.holder(), now.holder());
    if (another && before != null && before.holder() != null) {
      former = before.leader();
      formerHolder = before.holder();
      handover = null;
    }
    if (another) {
      leaderless = now.vacant() ? reading : null;
    }
    record = now;
  }

  boolean heldBy(@Nullable LeaseId lease) {
    return lease != null && record != null && record.heldBy(lease);
  }

  /** Returns whether followers are told what they are to be told, by the record known. */
  boolean published() {
    return record != null && publication != null && publication.isIn(record);
  }

  // == The role ==

  boolean following() {
    return role instanceof Following;
  }

  /** Returns the term led now, and not being left; {@code null} if none is. */
  @Nullable LedTerm leading() {
    return role instanceof Leading leading ? leading.led : null;
  }

  /** Returns whether the work was asked to stop while we still lead. */
  boolean stopping() {
    return role instanceof Stopping;
  }

  boolean vacating() {
    return role instanceof Vacating;
  }

  /** Returns whether the record is to be vacated, and nothing under way does that. */
  boolean vacationDue() {
    return role instanceof Vacating vacating && vacating.attempt == 0;
  }

  /** Returns whether some work has not stopped. */
  boolean working() {
    return workTerm != 0;
  }

  /** Returns whether work under this lease has not stopped. */
  boolean workingUnder(LeaseId lease) {
    return working() && lease.equals(workLease);
  }

  /** Returns how far it is with the work now, if the record names us or if it does not. */
  Stage stage(boolean ours) {
    boolean stops = working() && (following() || stopping());
    return !stops ? Stage.NONE : ours ? Stage.HELD : Stage.LOST;
  }

  /** Returns the term whose work has not stopped; 0 if all has. */
  long workTerm() {
    return workTerm;
  }

  /** Returns whether a term that a claim won can be led: the newest known, and a new one. */
  boolean canLead(LedTerm won) {
    ElectionRecord newest = record;
    return newest != null
        && won.namedBy(newest)
        && won.term() >= highestTerm
        && won.term() > lastLed;
  }

  void claims(long attempt, LeaseId lease) {
    role = new Claiming(attempt, lease);
    claimedUnder = lease;
  }

  /** Returns the lease of the claim under way; {@code null} if none is. */
  @Nullable LeaseId claimsUnder() {
    return role instanceof Claiming claiming ? claiming.lease : null;
  }

  /** The claim under way was answered, and nothing was won by it that we may lead. */
  void claimEnds() {
    role = FOLLOWING;
  }

  /** We lead from now on, and whatever was wanted of an earlier term is over. */
  void leads(LedTerm won) {
    role = new Leading(won);
    lastLed = won.term();
    workTerm = won.term();
    workLease = won.lease();
    publication = null;
    handover = null;
    coolDown = Duration.ZERO;
  }

  /** The record names us, who do not lead: it is to be vacated, and nobody is told. */
  void vacates() {
    ElectionRecord named = record;
    LeaseId holder = named == null ? null : named.holder();
    if (following() && named != null && holder != null) {
      role = new Vacating(new LedTerm(election, named.term(), holder), null, 0);
    }
  }

  /** A vacation is under way from now on; with 0, none is any more. */
  void vacation(long attempt) {
    if (role instanceof Vacating vacating) {
      role = new Vacating(vacating.led, vacating.why, attempt);
    }
  }

  void recordIs(ElectionRecord newest, Consumer<EngineEvent> say) {
    role = role.recordIs(newest, say);
  }

  void forgotten(ElectionRecord newest, Reason reason, Consumer<EngineEvent> say) {
    role = role.forgotten(newest, reason, say);
  }

  void leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
    role = role.leaseLost(lost, reason, say);
  }

  void lapsed(long term, Consumer<EngineEvent> say) {
    role = role.lapsed(term, say);
  }

  void leave(Reason reason, Consumer<EngineEvent> say) {
    role = role.leave(reason, say);
  }

  void overdue(Consumer<EngineEvent> say) {
    role = role.overdue(say);
  }

  void workStopped(Consumer<EngineEvent> say) {
    long term = workTerm;
    workTerm = 0;
    workLease = null;
    role = role.workStopped(term, say);
  }

  @Override
  public void addTo(StateKey key) {
    key.add(election, joined, candidate, confirms, closed, needsLease, lists, held, role, record);
    key.add(absent, elsewhere, highestTerm, lastLed, workTerm, workLease, claimedUnder);
    key.add(publication, handover, coolDown, yieldedTo, formerHolder, leaderless);
    key.add(heldBackFrom, gaveWayAt, stage, leftTold);
    key.numbers(learnedAt);
  }
}
