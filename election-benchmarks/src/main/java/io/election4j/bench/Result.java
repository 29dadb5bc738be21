package io.election4j.bench;

import java.util.List;
import java.util.Map;

/**
 * What one scenario found on one server.
 *
 * @param scenario its name
 * @param about what it does, in a few sentences
 * @param server what it ran on
 * @param surroundings command, date, machine and versions
 * @param figures in the order of the table
 * @param goals what is wanted of them
 * @param plots pictures of them
 */
public record Result(
    String scenario,
    String about,
    String server,
    Map<String, String> surroundings,
    List<Figure> figures,
    List<Goal> goals,
    List<Plot> plots) {}
