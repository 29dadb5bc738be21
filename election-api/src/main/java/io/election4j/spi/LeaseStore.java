package io.election4j.spi;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Two tables with conditional writes: leases, one per candidate process, and election records, one
 * per election.
 *
 * <p>A store has no clock, no timer, no retry and no policy; the engine owns all of them, so a
 * store is stateless as far as an election is concerned. The rules it must keep are numbered in the
 * {@linkplain io.election4j.spi package description} and checked by the testkit.
 *
 * <p><b>Results.</b> Every result is one of three: <em>applied</em>, <em>not applied</em>, or an
 * error, which means <em>unknown</em>, unless it says UNSTORABLE: a lost connection, a time-out or
 * a write concern that was not met may hide a write that was applied, now or later. A store reports
 * "applied" only when every later read shows it, and "not applied" only when it is certain that the
 * call has changed nothing and never will: because of what was stored meanwhile, or because another
 * write of the same lease or record was under way. What each means is told in the {@linkplain
 * io.election4j.spi package description}.
 *
 * <p><b>Publishers.</b> All are cold and lazy: nothing is sent before the subscription, and every
 * subscription sends again. Subscribing never blocks. Signals may arrive on any thread. Errors are
 * {@link StoreException}s. Collections given may be empty (nothing is then sent and the publisher
 * completes empty, {@link #observe} excepted) and may hold thousands of entries: an implementation
 * splits them into statements of a sensible size. A name or lease appears at most once in a
 * collection.
 *
 * <p><b>Time.</b> The caller waits for as long as it sees fit, mostly 100 ms to 3 s, and then calls
 * again; the store sees to it that its calls end all the same, whatever the server does: {@link
 * #renew} and {@link #observe} within 10 s, all others within 30 s, connecting and waiting for a
 * connection included. No call waits behind another one that hangs while there are connections
 * left, least of all a renewal.
 *
 * <p><b>Cancellation</b> detaches: the caller no longer waits. An implementation lets a statement
 * in flight finish and then releases or discards its connection; it never cancels the statement
 * itself, and never leaks the connection.
 *
 * <p>Implementations are safe for use by many threads. {@link #close()} releases what the store
 * itself created.
 */
public interface LeaseStore extends AutoCloseable {

  /**
   * Creates what is missing of the schema, or in a never-create mode only verifies it, and checks
   * that the store can be used (privileges, durability, that it is writable). Idempotent, and safe
   * to run in many processes at once.
   *
   * @return completes when the store is ready; a {@link StoreException.Kind#MISCONFIGURED} error
   *     says what a person must change, any other error may be retried
   */
  Mono<Void> prepare();

  /**
   * Inserts a lease: LIVE, with version 1.
   *
   * @return {@code true} if a lease with this id is LIVE now, inserted by this call or by an
   *     earlier one whose answer was lost; {@code false} if it is there but ENDED. Never empty.
   */
  Mono<Boolean> open(Lease lease);

  /**
   * Adds 1 to the version of a lease while it is LIVE, once for each call: where no answer comes,
   * it is not sent again unless it is certain that the first was not applied.
   *
   * @return {@code true} if applied; {@code false} if the lease is ENDED or absent, or is being
   *     ended just now, which costs it its owner for ever. Never empty.
   */
  Mono<Boolean> renew(LeaseId id);

  /**
   * Ends a lease of the caller's own. Idempotent; an absent lease stays absent.
   *
   * @return completes when no later read shows the lease as LIVE, even if a rival has ended it
   */
  Mono<Void> end(LeaseId own);

  /**
   * Ends a rival's lease if it is LIVE at exactly this version. Version 0 stands for an absent
   * lease, which is inserted as ENDED, so that it can never be opened later.
   *
   * @return {@code true} if applied; {@code false} if the lease is at another version, ENDED, or
   *     (version 0) present, or is being changed to that just now. Never empty.
   */
  Mono<Boolean> fence(LeaseId rival, long version);

  /**
   * Creates the absent ones of these elections: vacant, term 0, revision 0. Existing records stay
   * untouched.
   *
   * @return completes when every later read shows all of them, whoever has created them
   */
  Mono<Void> create(Collection<String> elections);

  /**
   * Takes each election whose record is still as vacant, or still held by the same lease, as in the
   * record given.
   *
   * <ul>
   *   <li>{@code seen} vacant: taken if it is still vacant, at any term.
   *   <li>{@code seen} held by another lease: taken if that lease still holds it, at any term. The
   *       engine passes only holders known to be ENDED, or absent and fenced; the store need not
   *       check.
   *   <li>{@code seen} held by {@code me}: taken if {@code me} still holds it at exactly the term
   *       given.
   * </ul>
   *
   * <p>Taking sets the holder to {@code me.id()}, the ttl to {@code me.ttl()}, the leader to {@code
   * me.candidate()}, clears the request, adds 1 to the revision, and raises the term, computed from
   * the term <em>stored</em>, by 1 or more. The value stays. Only the elections named are touched.
   *
   * @return the records won, as stored: held by {@code me} at a term above the one in {@code seen}.
   *     A normal end means that the others were refused, those included that somebody else is
   *     writing or has locked just now; an error, that those not emitted are unknown
   */
  Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen);

  /**
   * Changes each record that is still at exactly the term, holder and revision of {@link
   * Amendment#held()}, adding 1 to the revision. The term never changes.
   *
   * @return the records changed, as stored. A normal end means that the others were refused, those
   *     included that somebody else is writing or has locked just now; an error, that those not
   *     emitted are unknown
   */
  Flux<ElectionRecord> amend(Collection<Amendment> amendments);

  /**
   * Reads, from where writes are acknowledged (never a replica), in one round trip where the
   * database can.
   *
   * @param since {@code null}: no changed records are wanted; {@link Marker#START}: none either,
   *     but the marker of this moment is; any other marker: every record changed since then, more
   *     (an overlap) being allowed
   * @param watched leases wanted; those absent from the store are absent from the answer
   * @param elections records wanted whether changed or not; those absent from the store are absent
   *     from the answer
   * @return exactly one observation
   */
  Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections);

  /**
   * Releases what the store created itself (pools, clients, streams); never what was handed to it.
   * Idempotent.
   */
  @Override
  void close();
}
