package io.election4j.spring.boot;

import io.election4j.Candidate;
import io.election4j.ElectionStatus;
import io.election4j.ElectionsStatus;
import io.election4j.Leader;
import io.election4j.Participant;
import io.election4j.StoreStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of elections, in values that every JSON library writes alike. */
final class StatusReport {

  private final Map<String, Object> values = new LinkedHashMap<>();

  private StatusReport() {}

  static Map<String, Object> of(ElectionsStatus status) {
    return new StatusReport()
        .with("at", status.at().toString())
        .with("candidate", of(status.candidate()))
        .with("lease", status.lease().map(Object::toString).orElse(null))
        .with("remainingMillis", status.remaining().toMillis())
        .with("draining", status.draining())
        .with("leaseMillis", status.timing().lease().toMillis())
        .with("store", of(status.store()))
        .with("participants", status.participants().stream().map(StatusReport::of).toList())
        .with("elections", status.elections().stream().map(StatusReport::of).toList())
        .values;
  }

  static Map<String, Object> of(ElectionStatus status) {
    return new StatusReport()
        .with("election", status.election())
        .with("role", status.role().name())
        .with("term", status.term())
        .with("since", status.since().toString())
        .with("remainingMillis", status.remaining().toMillis())
        .with("ready", status.ready())
        .with("leader", status.leader().map(Leader::candidate).map(StatusReport::of).orElse(null))
        .with("lastLoss", status.lastLoss().map(Enum::name).orElse(null))
        .with("gates", status.gates().stream().map(Enum::name).sorted().toList())
        .values;
  }

  private static Map<String, Object> of(StoreStatus status) {
    return new StatusReport()
        .with("prepared", status.prepared())
        .with("available", status.available())
        .with("lastError", status.lastError().orElse(null))
        .with("lastErrorAt", text(status.lastErrorAt()))
        .with("renewals", status.renewals())
        .with("failedRenewals", status.failedRenewals())
        .values;
  }

  private static Map<String, Object> of(Participant participant) {
    return of(participant.candidate());
  }

  private static Map<String, Object> of(Candidate candidate) {
    return new StatusReport()
        .with("name", candidate.name())
        .with("priority", candidate.priority())
        .with("address", candidate.address())
        .values;
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private StatusReport with(String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value);
    }
    return this;
  }
}
