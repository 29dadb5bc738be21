/**
 * Every way in which small worlds of real engines can go, up to a depth: each order of answers,
 * each late or lost message, pause, crash and departure that a world allows, shown to the oracle.
 *
 * <p>Read {@code World} first, then {@code Explorer}.
 */
@NullMarked
package io.election4j.proof.exploration;

import org.jspecify.annotations.NullMarked;
