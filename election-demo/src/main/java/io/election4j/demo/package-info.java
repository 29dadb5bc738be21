/**
 * The demonstration: real processes elect a leader, lose it, and recover.
 *
 * <p>Each candidate is a process that runs {@link io.election4j.demo.DemoCandidate} and writes
 * {@code Note}s. In the demo's own process, {@code Script} says what happens act by act, {@code
 * Contest} starts the candidates and reads their notes into {@code CandidateView}s, {@code
 * Timeline} draws on the {@code Screen}, and at the end {@code LeadershipAudit} checks from the
 * notes alone that no two led at once. {@link io.election4j.demo.DemoStore} is the store they meet
 * on; {@link io.election4j.demo.MemoryStoreServer} is one without a database.
 */
@NullMarked
package io.election4j.demo;

import org.jspecify.annotations.NullMarked;
