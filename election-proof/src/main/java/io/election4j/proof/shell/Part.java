package io.election4j.proof.shell;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionStatus;
import io.election4j.FollowerWorker;
import io.election4j.Leader;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import org.jspecify.annotations.Nullable;

/** One process's part in one election, as its user sees it: events, work, and whom it follows. */
final class Part implements LeaderWorker, FollowerWorker {

  private final ShellProcess process;
  private final Election election;
  private final ShellCheck witness;
  private @Nullable Leadership told;
  private boolean over;
  private @Nullable Leadership working;
  private @Nullable Leader followed;
  private boolean completed;

  Part(ShellProcess process, Election election, ShellCheck witness) {
    this.process = process;
    this.election = election;
    this.witness = witness;
    election.events().subscribe(this::on, failure -> {}, () -> completed = true);
    election.lead(this);
    election.follow(this);
  }

  Election election() {
    return election;
  }

  boolean candidate() {
    return election.status().role() != ElectionStatus.Role.OBSERVER;
  }

  boolean leads() {
    return election.leadership().isPresent();
  }

  boolean works() {
    return working != null;
  }

  /** I4: what is over for a term stays over. */
  void latched() {
    Leadership term = told;
    if (term != null) {
      boolean valid = term.isValid();
      witness.check(!valid || !over, "I4", () -> process + " leads again in " + term);
      over = !valid;
    }
  }

  // I8
  private void on(ElectionEvent event) {
    if (event instanceof ElectionEvent.Elected elected) {
      elected(elected.leadership());
    } else if (event instanceof ElectionEvent.Revoked revoked) {
      revoked(revoked);
    }
  }

  private void elected(Leadership leadership) {
    witness.check(
        told == null,
        "I8",
        () -> process + " is told " + leadership + " before the end of " + told);
    boolean shown =
        election.leadership().map(current -> current.term() == leadership.term()).orElse(false);
    witness.check(
        shown || !leadership.isValid(), "I8", () -> process + " does not show yet: " + leadership);
    told = leadership;
    over = false;
    witness.elected(process, election.name(), leadership.term());
  }

  private void revoked(ElectionEvent.Revoked revoked) {
    Leadership ended = told;
    witness.check(
        ended != null && ended.term() == revoked.term(),
        "I8",
        () -> process + " is told " + revoked + " in " + ended);
    boolean valid = ended != null && ended.isValid();
    witness.check(
        !valid, "I8", () -> process + " is told " + revoked + " and still shows " + ended);
    told = null;
  }

  // I7 and I8: LeaderWorker

  @Override
  public void start(Leadership leadership) {
    witness.check(working == null, "I8", () -> process + " works twice: " + leadership);
    working = leadership;
  }

  @Override
  public void stop(Leadership leadership) {
    witness.check(working == leadership, "I8", () -> process + " stops what it does not do");
    working = null;
  }

  /** The leadership is being given up. */
  void vacating() {
    witness.check(working == null, "I7", () -> process + " vacates while it works: " + working);
    boolean valid = told != null && told.isValid();
    witness.check(!valid, "I7", () -> process + " vacates while it leads: " + told);
  }

  // FollowerWorker

  @Override
  public void start(Leader leader) {
    witness.check(
        followed == null, "I8", () -> process + " follows two: " + leader + " and " + followed);
    witness.check(!leader.self(), "I8", () -> process + " follows itself");
    followed = leader;
  }

  @Override
  public void stop(Leader leader) {
    witness.check(leader.equals(followed), "I8", () -> process + " does not follow " + leader);
    followed = null;
  }

  /** This process has left, in peace. */
  void ended() {
    witness.check(completed, "I8", () -> process + " has left, and its events have not ended");
    witness.check(
        told == null, "I8", () -> process + " has left without being told the end of " + told);
    witness.check(working == null, "I7", () -> process + " has left while it works: " + working);
    witness.check(
        followed == null, "I8", () -> process + " has left and still follows " + followed);
  }
}
