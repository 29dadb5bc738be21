package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L10: claims of many records. */
abstract class BatchRules extends Rules {

  private static final int RIVALS = 6;
  private static final int ROUNDS = 8;

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
  final void L10_batchesInOppositeOrdersDoNotFailBecauseOfOneAnother() {
    long enough = System.nanoTime() + patience().dividedBy(2).toNanos();
    for (int i = 0; i < 2 || i < ROUNDS && System.nanoTime() < enough; i++) {
      List<String> names = Samples.elections(200);
      race(4, there -> store(there).reactive().create(ordered(names, there)).thenReturn(true));
      List<ElectionRecord> seen = names.stream().map(ElectionRecord::created).toList();
      Lease me = opened();
      List<ElectionRecord> won =
          raceForRecords(4, there -> store(there).reactive().claim(me, ordered(seen, there)));
      assertThat(names(won))
          .as("check that every batch locks in one order, such as that of the names")
          .containsExactlyInAnyOrderElementsOf(names);
      List<Amendment> vacancies =
          won.stream().map(Amendment.Vacate::new).map(Amendment.class::cast).toList();
      raceForRecords(4, there -> store(there).reactive().amend(ordered(vacancies, there)));
      assertThat(other().records(names)).hasSameSizeAs(names).allMatch(ElectionRecord::vacant);
    }
  }

  /** Returns all, forwards or backwards; each store object is given both. */
  private static <T> List<T> ordered(List<T> all, int turn) {
    List<T> order = new ArrayList<>(all);
    if (turn % 4 < 2) {
      Collections.reverse(order);
    }
    return order;
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
