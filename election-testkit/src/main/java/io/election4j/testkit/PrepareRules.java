package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * L1 and L14; runs before the other groups, so that on an empty database the first preparation is a
 * race.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PrepareRules extends Rules {

  @Override
  final boolean preparesFirst() {
    return false;
  }

  @Test
  @Tag("L1")
  @Order(1)
  final void L1_manyMayPrepareAtOnce() {
    List<LeaseStore> stores = List.of(openStore(), openStore(), openStore(), openStore());

    race(5, i -> stores.get(i % 4).prepare().thenReturn(true));

    assertThat(store().open(Samples.lease())).as("the store works once it is prepared").isTrue();
  }

  @Test
  @Tag("L1")
  final void L1_preparingAgainLosesNothing() {
    store().prepare();
    Lease lease = opened();
    ElectionRecord record = heldBy(lease);
    Lease ended = ended();
    Observation before =
        store().observe(null, List.of(lease.id(), ended.id()), List.of(record.election()));

    store().prepare();
    other().prepare();
    blocking(openStore()).prepare();

    Observation after =
        other().observe(null, List.of(lease.id(), ended.id()), List.of(record.election()));
    assertThat(after.records()).isEqualTo(before.records());
    assertThat(after.leases()).containsExactlyInAnyOrderElementsOf(before.leases());
  }

  @Test
  @Tag("L14")
  final void L14_theIdentityIsTheSameInEveryAnswer() {
    store().prepare();
    ElectionRecord record = heldBy(opened());
    BlockingStore third = blocking(openStore());
    third.prepare();

    Set<String> identities =
        List.of(
                store().observe(null, List.of(), List.of()),
                store().observe(Marker.START, List.of(), List.of(record.election())),
                store().observe(store().marker(), List.of(Samples.lease().id()), List.of()),
                other().observe(null, List.of(), List.of()),
                third.observe(null, List.of(), List.of(record.election())))
            .stream()
            .map(Observation::identity)
            .collect(Collectors.toSet());

    assertThat(identities)
        .as(
            "check that the identity is the server's own and not made up per connection or store object")
        .hasSize(1)
        .doesNotContain("");
  }

  @Test
  @Tag("L14")
  final void L14_anotherCopyOfTheDataHasAnotherIdentity() {
    BlockingStore copy =
        blocking(closedLater(declared(capabilities().anotherCopy(), "another copy").get()));
    BlockingStore original = blocking(openStore());
    patient(copy).prepare();
    patient(original).prepare();

    assertThat(copy.observe(null, List.of(), List.of()).identity())
        .as("check that the identity is not a constant: leaders must notice a backup in its place")
        .isNotEqualTo(original.observe(null, List.of(), List.of()).identity());
  }
}
