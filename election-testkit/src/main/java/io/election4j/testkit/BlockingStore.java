package io.election4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A store whose every call waits for the answer, for a bounded time.
 *
 * @param reactive the store itself
 * @param patience how long one call may take
 */
record BlockingStore(LeaseStore reactive, Duration patience) {

  void prepare() {
    completed(reactive.prepare(), "prepare");
  }

  boolean open(Lease lease) {
    return answer(reactive.open(lease), "open");
  }

  boolean renew(LeaseId id) {
    return answer(reactive.renew(id), "renew");
  }

  void end(LeaseId own) {
    completed(reactive.end(own), "end");
  }

  boolean fence(LeaseId rival, long version) {
    return answer(reactive.fence(rival, version), "fence");
  }

  void create(Collection<String> elections) {
    completed(reactive.create(elections), "create");
  }

  List<ElectionRecord> claim(Lease me, ElectionRecord... seen) {
    return claim(me, Arrays.asList(seen));
  }

  List<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return answer(reactive.claim(me, seen).collectList(), "claim");
  }

  /** Claims one record and expects to win it. */
  ElectionRecord take(Lease me, ElectionRecord seen) {
    List<ElectionRecord> won = claim(me, seen);
    assertThat(won).as("claiming %s, which nobody else claims", seen).hasSize(1);
    return won.get(0);
  }

  List<ElectionRecord> amend(Amendment... amendments) {
    return amend(Arrays.asList(amendments));
  }

  List<ElectionRecord> amend(Collection<Amendment> amendments) {
    return answer(reactive.amend(amendments).collectList(), "amend");
  }

  /** Makes one change by the holder and expects it to apply. */
  ElectionRecord change(Amendment amendment) {
    List<ElectionRecord> changed = amend(amendment);
    assertThat(changed).as("amending %s, which nobody else changes", amendment.held()).hasSize(1);
    return changed.get(0);
  }

  Observation observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return answer(reactive.observe(since, watched, elections), "observe");
  }

  /** Reads a record that exists. */
  ElectionRecord record(String election) {
    List<ElectionRecord> found = records(List.of(election));
    assertThat(found).as("the record of '%s'", election).isNotEmpty();
    return found.get(0);
  }

  List<ElectionRecord> records(Collection<String> elections) {
    return observe(null, List.of(), elections).records();
  }

  Optional<Lease> lease(LeaseId id) {
    return observe(null, List.of(id), List.of()).leases().stream().findFirst();
  }

  /** Takes the marker of this moment. */
  Marker marker() {
    Marker next = observe(Marker.START, List.of(), List.of()).next();
    assertThat(next).as("the marker given for Marker.START").isNotNull();
    return requireNonNull(next);
  }

  private <T> T answer(Mono<T> call, String method) {
    return Bounded.answer(call, method, patience);
  }

  private void completed(Mono<Void> call, String method) {
    Bounded.completed(call, method, patience);
  }
}
