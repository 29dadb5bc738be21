/**
 * A seeded simulation of whole processes: the real {@link io.election4j.Elections}, with its loop,
 * its time-outs, its callbacks and its workers, on clocks that drift and a network that loses.
 *
 * <p>It is slower than the simulation of the engine alone, and sees what that cannot: what users
 * are told, when, and whether it is so. The witness knows the public API only.
 */
@NullMarked
package io.election4j.proof.shell;

import org.jspecify.annotations.NullMarked;
