package io.election4j.console;

import org.jspecify.annotations.Nullable;

/**
 * What was seen to happen in one election.
 *
 * @param number counts from 1
 * @param atMillis when it was seen, on this machine's clock
 * @param election its name
 * @param kind in a word, for people: {@code leader}, {@code lapsed}, {@code vacant}, {@code
 *     request}, {@code said} (readiness, attributes, value) or {@code new}
 * @param before how it stood; {@code null} if the election is new
 * @param after how it stands
 */
record Change(
    long number,
    long atMillis,
    String election,
    String kind,
    @Nullable Stand before,
    Stand after) {}
