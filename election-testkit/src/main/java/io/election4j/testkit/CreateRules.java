package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L6: creating elections. */
abstract class CreateRules extends Rules {

  @Test
  final void L6_aNewRecordIsVacantAtTerm0AndRevision0() {
    List<String> elections = Samples.elections(3);

    store().create(elections);

    assertThat(other().records(elections))
        .containsExactlyInAnyOrderElementsOf(
            elections.stream().map(ElectionRecord::created).toList());
  }

  @Test
  final void L6_anExistingRecordIsNotTouched() {
    Lease lease = opened();
    ElectionRecord held =
        store().change(new Amendment.Publish(heldBy(lease), lease.candidate(), "kept"));
    ElectionRecord left = store().change(new Amendment.Vacate(heldBy(lease)));
    String absent = Samples.election();

    store().create(List.of(held.election(), absent, left.election()));

    assertThat(other().records(List.of(held.election(), left.election(), absent)))
        .as(
            "check that existing records keep term, holder and value, and that their presence stops no other's creation")
        .containsExactlyInAnyOrder(held, left, ElectionRecord.created(absent));
  }

  @Test
  final void L6_manyMayCreateTheSameElectionsAtOnce() {
    List<String> elections = Samples.elections(50);
    Random random = new Random(6);
    List<List<String>> orders =
        Stream.generate(() -> Samples.shuffled(elections, random)).limit(10).toList();

    race(10, i -> store(i).reactive().create(orders.get(i)).thenReturn(true));

    assertThat(other().records(elections))
        .as(
            "check that an election created by another process meanwhile is no error, in whatever order of names")
        .containsExactlyInAnyOrderElementsOf(
            elections.stream().map(ElectionRecord::created).toList());
  }

  @Test
  final void L6_everyCreationOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L6);
  }
}
