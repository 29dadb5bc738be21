package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L10: claims of many records. */
abstract class BatchRules extends Rules {

  private static final int RIVALS = 6;

  @Test
  final void L10_exactlyThoseWonAreReportedAndTheOthersStayAsTheyAre() {
    Lease me = opened();
    Lease rival = ended();
    ElectionRecord vacant = vacant();
    ElectionRecord rivals = heldBy(rival);
    ElectionRecord mine = heldBy(me);
    ElectionRecord takenMeanwhile = vacant();
    ElectionRecord takenNow = store().take(opened(), takenMeanwhile);
    ElectionRecord mineBefore = heldBy(me);
    ElectionRecord mineNow = store().take(me, mineBefore);
    ElectionRecord absent = ElectionRecord.created(Samples.election());

    List<ElectionRecord> won =
        other().claim(me, takenMeanwhile, vacant, absent, rivals, mineBefore, mine);

    assertThat(won)
        .as("check that a refused record neither fails the batch nor is reported")
        .extracting(ElectionRecord::election)
        .containsExactlyInAnyOrder(vacant.election(), rivals.election(), mine.election());
    assertThat(store().records(names(won))).containsExactlyInAnyOrderElementsOf(won);
    assertThat(store().records(names(List.of(takenNow, mineNow, absent))))
        .containsExactlyInAnyOrder(takenNow, mineNow);
  }

  @Test
  final void L10_onlyTheRecordsNamedAreTouched() {
    Lease rival = ended();
    ElectionRecord named = heldBy(rival);
    ElectionRecord unnamed = heldBy(rival);
    ElectionRecord unnamedVacant = vacant();
    Lease me = opened();
    ElectionRecord unnamedMine = heldBy(me);

    store().claim(me, named);

    assertThat(other().records(names(List.of(unnamed, unnamedVacant, unnamedMine))))
        .as("check that a claim filters on the names, and not on everything a holder has")
        .containsExactlyInAnyOrder(unnamed, unnamedVacant, unnamedMine);
  }

  @Test
  final void L10_ofRivalsWhoClaimTheSameHundredRecordsOneWinsEach() {
    List<String> elections = Samples.elections(100);
    store().create(elections);
    List<ElectionRecord> seen = store().records(elections);
    List<Lease> rivals = Stream.generate(this::opened).limit(RIVALS).toList();
    Random random = new Random(10);
    List<List<ElectionRecord>> orders =
        Stream.generate(() -> Samples.shuffled(seen, random)).limit(RIVALS).toList();

    List<List<ElectionRecord>> won =
        race(RIVALS, i -> store(i).reactive().claim(rivals.get(i), orders.get(i)).collectList());

    assertThat(won.stream().flatMap(List::stream).map(ElectionRecord::election))
        .as("check that overlapping batches in any order neither deadlock nor share a record")
        .containsExactlyInAnyOrderElementsOf(elections);
    assertThat(other().records(elections))
        .containsExactlyInAnyOrderElementsOf(won.stream().flatMap(List::stream).toList());
    for (int i = 0; i < RIVALS; i++) {
      Lease rival = rivals.get(i);
      assertThat(won.get(i))
          .as("each is told of its own")
          .allMatch(record -> record.heldBy(rival.id()));
    }
  }

  @Test
  final void L10_recordsOfDifferentHoldersAreTakenInOneCall() {
    List<ElectionRecord> seen = Stream.generate(() -> heldBy(ended())).limit(10).toList();
    Lease me = opened();

    List<ElectionRecord> won = store().claim(me, seen);

    assertThat(names(won)).containsExactlyInAnyOrderElementsOf(names(seen));
    assertThat(won).allMatch(record -> Objects.equals(record.holder(), me.id()));
  }

  private static List<String> names(List<ElectionRecord> records) {
    return records.stream().map(ElectionRecord::election).toList();
  }
}
