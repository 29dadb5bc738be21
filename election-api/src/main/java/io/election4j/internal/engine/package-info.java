/**
 * The pure state machine: {@link io.election4j.internal.engine.Engine} takes inputs and the time,
 * and returns what to ask of the store and what to tell. T is the lease, D = 0.8 T.
 *
 * <ul>
 *   <li><b>Lease.</b> A process has one for all its elections ({@code OwnLease}). It is trusted for
 *       D from before a renewal was sent, by the monotonic clock and the wall clock, whichever has
 *       gone further, and given up a grace earlier if no answer came. What was given up is never
 *       taken up again. It is opened when there is something to claim, or will be soon.
 *   <li><b>Proof.</b> What opens a lease and claims need not be what renews it, so nothing is
 *       claimed before a first renewal was acknowledged, or while renewals fail. Whoever loses a
 *       lease though the store answers to other calls stands back, for one lease, then two, then
 *       four ({@code Setbacks}): a healthy candidate leads within T + 2 polls and a few round trips
 *       after the last renewal that passed. In an outage of everything nobody stands back.
 *   <li><b>Membership.</b> Who else keeps a lease, for those who are listed, and what is left of
 *       former ones, which whoever leads clears away ({@code Membership}). Only a lease that was
 *       renewed counts: not in the order of claims, not in a group, and nobody yields to it before
 *       it was renewed for its whole time.
 *   <li><b>Watched leases.</b> A lease that names the holder of a record is watched ({@code
 *       WatchedLeases}): T without a change, counted from the answer, and it is fenced at the
 *       version seen. Only what a fence or the lease itself says is ended can be claimed from.
 *   <li><b>Reading.</b> Every poll is one read of the rivals' leases and of what has changed
 *       ({@code Poller}); changes pushed are hints, and every record is read again now and then.
 *       Polls keep their beat, so that many processes do not fall into step after a slow answer.
 *   <li><b>Claiming.</b> What is vacant or held by an ended lease is claimed ({@code Reconciler},
 *       {@code WriteScheduler}) if this process may stand ({@code Eligibility}), after those ranked
 *       before it, spread if claims were lost lately or many others were seen ({@code ClaimOrder}),
 *       and only if what is known was seen a moment ago. Where a store pushes, all hear of a
 *       vacancy at once, and look who else opens a lease for it ({@code Crowd}). An answer makes a
 *       leader only if it belongs to the newest attempt under a lease that is still trusted.
 *   <li><b>Role.</b> {@code ElectionState} has the role of this process in one election and every
 *       transition of it: following, claiming, leading, stopping, vacating. A record is vacated
 *       only once the work has stopped, and whoever reads that it holds what it does not lead
 *       claims it from itself or vacates it.
 *   <li><b>Quarantine of claims.</b> A store that went back, or is another one, is not believed
 *       that anything is free for as long as a lease unseen may live ({@code ClaimQuarantine}), and
 *       which of the two it was is told; a lease of ours from before is ended as soon as its work
 *       has stopped ({@code AbandonedLeases}).
 * </ul>
 *
 * <p>{@code ElectionTable} holds what is known of each election and what waits to be asked about
 * it, in batches, {@code Step} what a step has decided. The invariants are those of {@code
 * docs/verification.md}, which says how they are checked.
 */
@NullMarked
package io.election4j.internal.engine;

import org.jspecify.annotations.NullMarked;
