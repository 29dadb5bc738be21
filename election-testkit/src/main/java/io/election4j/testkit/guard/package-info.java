/**
 * For people who write guards: {@link io.election4j.testkit.guard.GuardContract}, which tries to
 * get a write through after its term is over.
 */
@NullMarked
package io.election4j.testkit.guard;

import org.jspecify.annotations.NullMarked;
