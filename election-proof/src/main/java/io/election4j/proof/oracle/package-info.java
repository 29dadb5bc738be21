/**
 * What must hold, seen from outside: an oracle that checks every step of real engines against the
 * invariants I1 to I13, and a model of the store as the SPI describes it. Neither shares code with
 * the engine. Whoever drives engines, at random or exhaustively, shows every step to one {@link
 * io.election4j.proof.oracle.Oracle}.
 */
@NullMarked
package io.election4j.proof.oracle;

import org.jspecify.annotations.NullMarked;
