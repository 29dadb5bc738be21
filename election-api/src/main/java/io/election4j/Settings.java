package io.election4j;

import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.engine.Standing;
import java.util.function.Consumer;

/**
 * What users set.
 *
 * @param lastResort what is done when work goes on although another process may lead
 */
record Settings(
    Timing timing, Standing standing, Consumer<WorkOverdue> lastResort, ElectionLog log) {}
