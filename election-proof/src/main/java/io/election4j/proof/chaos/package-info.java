/**
 * Runs elections among real processes on a real server, does them harm, and checks that nobody ever
 * led beside another, that terms rose, that a resource which only a current term may write was
 * written in order, and that there was a leader again in the end.
 *
 * <p>For the author of a store: implement {@link ChaosStore} and {@link ChaosServer}, and hand both
 * to {@link Chaos}. Candidates are virtual machines of their own with the class path of the one
 * that runs the chaos; each reaches the server through a {@link
 * io.election4j.servers.proxy.FaultProxy} of its own, or the members of a replica set through one
 * to each. It needs Linux: its processes compare readings of one monotonic clock, and are stopped
 * and killed with signals.
 */
@NullMarked
package io.election4j.proof.chaos;

import org.jspecify.annotations.NullMarked;
