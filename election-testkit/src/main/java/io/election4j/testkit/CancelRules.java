package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** L18: callers who do not wait for the answer. */
abstract class CancelRules extends Rules {

  private static final int EACH = 40;

  @Test
  final void L18_twoHundredCallsCancelledRightAfterTheirSubscriptionDoNoHarm() {
    Crowd crowd = new Crowd();

    crowd.calls().forEach(call -> call.subscribe().dispose());

    crowd.assertUnharmed();
  }

  @Test
  final void L18_twoHundredCallsCancelledAtAnyPointOfTheirWayDoNoHarm() {
    Crowd crowd = new Crowd();
    List<Flux<?>> calls = crowd.calls();

    Flux<Object> cancelled =
        Flux.range(0, calls.size())
            .flatMap(i -> cancelledAfter(Duration.ofMillis(i % 25), calls.get(i)), calls.size());
    Bounded.completed(cancelled.then(), "cancelling", patience());

    crowd.assertUnharmed();
  }

  @Test
  final void L18_oneCancelledBatchLeavesEveryRecordWhole() {
    List<String> names = Samples.elections(1_000);
    store().create(names);
    List<ElectionRecord> seen = names.stream().map(ElectionRecord::created).toList();
    Lease me = opened();

    Flux<ElectionRecord> claim = store().reactive().claim(me, seen);
    Bounded.completed(cancelledAfter(Duration.ofMillis(2), claim).then(), "cancelling", patience());

    assertThat(patient(store()).records(names))
        .hasSize(names.size())
        .allMatch(record -> untouchedOrTakenBy(me, record));
    patient(other()).claim(me, stillVacant(patient(store()).records(names)));
    assertThat(patient(other()).records(names)).allMatch(record -> record.heldBy(me.id()));
  }

  private static <T> Flux<T> cancelledAfter(Duration delay, Flux<T> call) {
    return call.takeUntilOther(Mono.delay(delay));
  }

  private static boolean untouchedOrTakenBy(Lease me, ElectionRecord record) {
    ElectionRecord untouched = ElectionRecord.created(record.election());
    ElectionRecord taken = Samples.taken(untouched, record.term(), me);
    return record.equals(untouched) || (record.equals(taken) && record.term() > 0);
  }

  private static List<ElectionRecord> stillVacant(List<ElectionRecord> records) {
    return records.stream().filter(ElectionRecord::vacant).toList();
  }

  /** Calls of all kinds, on both stores, and what may come of them. */
  private final class Crowd {

    private final Lease me = opened();
    private final List<ElectionRecord> vacant =
        Stream.generate(CancelRules.this::vacant).limit(EACH).toList();
    private final List<ElectionRecord> held =
        Stream.generate(() -> heldBy(me)).limit(EACH).toList();
    private final List<Lease> unopened = Samples.leases(EACH);
    private final Candidate leader = Candidate.named("new leader");

    List<Flux<?>> calls() {
      List<Flux<?>> calls = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        LeaseStore store = store(i).reactive();
        calls.add(store.renew(me.id()).flux());
        calls.add(store.claim(me, List.of(vacant.get(i))));
        calls.add(store.amend(List.of(new Amendment.Publish(held.get(i), leader, "new value"))));
        calls.add(store.open(unopened.get(i)).flux());
        calls.add(store.observe(null, List.of(me.id()), List.of(held.get(i).election())).flux());
      }
      return calls;
    }

    void assertUnharmed() {
      for (int i = 0; i < 2; i++) {
        assertThat(patient(store(i)).open(Samples.lease()))
            .as("check that a cancelled call gives its connection back")
            .isTrue();
      }
      assertThat(records(vacant)).hasSize(EACH).allMatch(record -> untouchedOrTakenBy(me, record));
      assertThat(records(held)).hasSize(EACH).allMatch(this::untouchedOrPublished);
      assertThat(other().lease(me.id()))
          .get()
          .matches(Lease::live)
          .matches(lease -> lease.version() <= 1 + EACH);
      List<LeaseId> ids = unopened.stream().map(Lease::id).toList();
      assertThat(unopened).containsAll(other().observe(null, ids, List.of()).leases());

      patient(store()).claim(me, stillVacant(records(vacant)));
      assertThat(records(vacant))
          .as("claiming what is still vacant")
          .allMatch(record -> record.heldBy(me.id()));
    }

    private List<ElectionRecord> records(List<ElectionRecord> before) {
      return patient(other()).records(before.stream().map(ElectionRecord::election).toList());
    }

    private boolean untouchedOrPublished(ElectionRecord record) {
      return held.contains(record) || held.stream().map(this::published).anyMatch(record::equals);
    }

    private ElectionRecord published(ElectionRecord before) {
      return new Amendment.Publish(before, leader, "new value").applied(before);
    }
  }
}
