package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** L24 to L26: servers that cannot be reached, or not be written to, or lack the schema. */
abstract class FailureRules extends Rules {

  @Test
  @Tag("L24")
  final void L24_whileTheServerCannotBeReachedEveryCallFailsSoonAndTellsNoSecret() {
    LeaseStore store =
        closedLater(declared(capabilities().unreachable(), "unreachable server").get());
    Lease me = Samples.lease();
    ElectionRecord held = Samples.taken(ElectionRecord.created(Samples.election()), 1, me);
    Map<String, Mono<?>> calls = Failures.calls(store, me, held);

    Map<String, Outcome> outcomes = Failures.outcomes(calls, patience().multipliedBy(2));

    outcomes.forEach(
        (call, outcome) -> {
          assertThat(outcome.kind())
              .as(
                  "check that %s ends in time, with a StoreException that says UNAVAILABLE: %s",
                  call, outcome)
              .contains(StoreException.Kind.UNAVAILABLE);
          assertThat(outcome.text())
              .as("check what %s puts into its message, and into those of its causes", call)
              .doesNotContain(capabilities().secrets());
        });
  }

  @Test
  @Tag("L25")
  final void L25_whereWritingIsForbiddenEveryWriteFailsAndNothingChanges() {
    LeaseStore store =
        closedLater(declared(capabilities().readOnly(), "store without the right to write").get());
    Lease me = opened();
    ElectionRecord held = heldBy(me);
    ElectionRecord vacant = vacant();
    Map<String, Mono<?>> writes = Failures.writes(store, me, held);
    writes.put("claim of a vacant record", store.claim(me, List.of(vacant)).collectList());
    writes.put("open", store.open(Samples.lease()));
    writes.put("fence of an absent lease", store.fence(Samples.lease().id(), 0));

    Failures.outcomes(writes, patience().multipliedBy(2))
        .forEach(
            (call, outcome) ->
                assertThat(outcome.kind())
                    .as(
                        "check that %s fails: \"not applied\" would be for ever, and this server may be"
                            + " writable soon: %s",
                        call, outcome)
                    .isPresent());

    Observation now =
        other().observe(null, List.of(me.id()), List.of(held.election(), vacant.election()));
    assertThat(now.leases()).containsExactly(me);
    assertThat(now.records()).containsExactlyInAnyOrder(held, vacant);
  }

  @Test
  @Tag("L26")
  final void L26_inNeverCreateModeAMissingSchemaIsAMisconfigurationAndStaysMissing() {
    var stores = declared(capabilities().neverCreate(), "never-create mode");

    for (int i = 0; i < 2; i++) {
      LeaseStore store = closedLater(stores.get());
      assertThat(Failures.outcome(store.prepare(), patience().multipliedBy(2)).kind())
          .as("check that prepare looks for the schema, and creates nothing: attempt %s", i + 1)
          .contains(StoreException.Kind.MISCONFIGURED);
    }
  }

  @Test
  @Tag("L22")
  final void L22_askingAgainAfterALostAnswerAppliesNothingTwice() {
    Lease me = Samples.lease();
    lose(store().reactive().open(me));
    assertThat(other().open(me)).isTrue();
    lose(store().reactive().renew(me.id()));
    assertThat(other().lease(me.id())).get().extracting(Lease::version).isEqualTo(2L);

    ElectionRecord vacant = ElectionRecord.created(Samples.election());
    lose(store().reactive().create(List.of(vacant.election())));
    lose(store().reactive().claim(me, List.of(vacant)));
    ElectionRecord won = other().record(vacant.election());
    assertThat(won).as("found by reading").isEqualTo(Samples.taken(vacant, won.term(), me));
    assertThat(other().claim(me, vacant)).as("the same claim again").isEmpty();

    Amendment vacancy = new Amendment.Vacate(won);
    lose(store().reactive().amend(List.of(vacancy)));
    assertThat(other().amend(vacancy)).as("the same vacancy again").isEmpty();
    assertThat(store().record(won.election()).revision()).isEqualTo(won.revision() + 1);
  }

  /** Lets a call be done, and never looks at its answer. */
  private void lose(Publisher<?> call) {
    Bounded.completed(Mono.from(Flux.from(call).then()), "a call", patience());
  }
}
