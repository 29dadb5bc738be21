package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes whose records others change again before the writer has read them. */
class OverwritingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ROUNDS = 40;

  private final Database database = Database.create();
  private final MySqlLeaseStore store = database.preparedStore();
  private final MySqlLeaseStore rival = database.store();
  private final Lease me = lease("me");
  private final Lease other = lease("other");

  @AfterEach
  void close() {
    store.close();
    rival.close();
    database.close();
  }

  @Test
  void aVacancyThatIsTakenUpAtOnceIsNotReportedAsRefused() {
    store.create(List.of("e")).block(PATIENCE);
    for (int round = 0; round < ROUNDS; round++) {
      ElectionRecord held = won(store.claim(me, List.of(now())));
      Mono<List<ElectionRecord>> vacancy =
          store.amend(List.of(new Amendment.Vacate(held))).collectList();

      List<ElectionRecord> left =
          Mono.zip(vacancy, takeUp(held)).map(both -> both.getT1()).block(PATIENCE);

      assertThat(left).as("round %s", round).hasSize(1).allMatch(ElectionRecord::vacant);
      won(store.amend(List.of(new Amendment.Vacate(now()))));
    }
  }

  /** Claims what is still held as if it were vacant, until it is. */
  private Mono<ElectionRecord> takeUp(ElectionRecord held) {
    ElectionRecord vacant = ElectionRecord.created(held.election());
    ElectionRecord seen =
        new ElectionRecord(
            vacant.election(), held.term(), held.revision(), null, null, null, held.value());
    return Flux.defer(() -> rival.claim(other, List.of(seen))).repeat().next();
  }

  private ElectionRecord now() {
    return Objects.requireNonNull(store.observe(null, List.of(), List.of("e")).block(PATIENCE))
        .records()
        .get(0);
  }

  private static ElectionRecord won(Flux<ElectionRecord> write) {
    return Objects.requireNonNull(write.single().block(PATIENCE));
  }

  private static Lease lease(String name) {
    return Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named(name));
  }
}
