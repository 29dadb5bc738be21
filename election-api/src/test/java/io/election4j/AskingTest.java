package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.internal.FaultyStore;
import io.election4j.internal.RequestWriter;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Requests written into a record that somebody else is writing, or has locked. */
class AskingTest {

  private static final String ELECTION = "billing";
  private static final Request REQUEST = Request.transfer("somebody", "ops");

  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void aRecordNobodyElseWritesIsAskedWithoutAPause() {
    held();

    StepVerifier.create(ask(refusing(0))).expectNext(true).verifyComplete();

    assertThat(pauses).isEmpty();
  }

  @Test
  void aRefusalIsFollowedByLongerAndLongerPauses() {
    held();

    StepVerifier.create(ask(refusing(4))).expectNext(true).verifyComplete();

    assertThat(pauses)
        .extracting(Duration::toMillis)
        .as("nothing read between them has changed")
        .containsExactly(10L, 20L, 40L, 80L);
  }

  @Test
  void aRecordThatStaysLockedIsReportedAndNotAskedForEver() {
    held();

    StepVerifier.create(ask(refusing(Integer.MAX_VALUE)))
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                        "others keep writing the record of election 'billing', or have locked it"))
        .verify();

    assertThat(pauses).hasSize(9).last().isEqualTo(Duration.ofMillis(320));
  }

  private Mono<Boolean> ask(FaultyStore store) {
    return new RequestWriter(
            store,
            REQUEST,
            pause -> {
              pauses.add(pause);
              return Mono.empty();
            })
        .ask(ELECTION);
  }

  private void held() {
    Lease lease =
        Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("leader"));
    data.create(List.of(ELECTION)).block();
    data.claim(lease, List.of(ElectionRecord.created(ELECTION))).blockLast();
  }

  /** Returns a store that refuses so many amendments of a record that stays as it is. */
  private FaultyStore refusing(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return new FaultyStore(data) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return Flux.defer(
            () -> left.getAndDecrement() > 0 ? Flux.empty() : super.amend(amendments));
      }
    };
  }
}
