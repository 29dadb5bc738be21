package io.election4j.demo.harness;

import java.util.List;

/**
 * What one candidate left behind.
 *
 * @param candidate its name
 * @param notes what happened to it, in its own words and order
 * @param complaints all else that it wrote
 * @param sharesClock whether its clock and that of the one who judges it are one
 * @param failed whether it ended by itself, which no candidate does
 */
public record CandidateLog(
    String candidate,
    List<Note> notes,
    List<String> complaints,
    boolean sharesClock,
    boolean failed) {}
