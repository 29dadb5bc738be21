package io.election4j.internal;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.Timing;
import io.election4j.internal.engine.EngineConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What users set.
 *
 * @param groups those that this process is a member of
 * @param lastResort what is done when work goes on although another process may lead
 */
public record Settings(
    EngineConfig config, List<String> groups, Consumer<WorkOverdue> lastResort, ElectionLog log) {

  Timing timing() {
    return config.timing();
  }

  Candidate candidate() {
    return config.candidate();
  }

  Duration stopTimeout() {
    return config.drain();
  }
}
