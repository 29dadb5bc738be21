package io.election4j.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.bench.Counters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VenueTest {

  private static final String SRVR =
      """
      Zookeeper version: 3.9.3
      Latency min/avg/max: 0/0.5/9
      Received: 120
      Sent: 121
      Connections: 3
      Outstanding: 0
      Zxid: 0x1f
      Mode: standalone
      Node count: 9
      """;

  @Test
  void zooKeepersPacketsAreThoseThatOthersSentAndItsTransactionsAreWrites() {
    Counters counters = ZooKeeper.parse(SRVR, 5, 20);

    assertThat(counters.nanos()).isEqualTo(5);
    assertThat(counters.of(Venue.ASKED)).isEqualTo(100);
    assertThat(counters.of(Venue.WRITES)).isEqualTo(31);
  }

  @Test
  void anAnswerOfZooKeeperWithoutCountsIsRefused() {
    assertThatThrownBy(() -> ZooKeeper.parse("This ZooKeeper instance is not serving", 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not serving");
  }

  @Test
  void statementsOfAllKindsThatChangeRowsAreWritesAndRowsAreCountedBesides() {
    Map<String, Long> status =
        Map.of(
            "Questions", 50L,
            "Com_update", 4L,
            "Com_insert", 3L,
            "Com_delete", 2L,
            "Com_replace", 1L,
            "Com_select", 30L,
            "Innodb_rows_updated", 5L,
            "Innodb_rows_inserted", 1L,
            "Innodb_rows_deleted", 1L);

    Counters counters = Database.renamed(new Counters(9, status));

    assertThat(counters.nanos()).isEqualTo(9);
    assertThat(counters.counts())
        .containsOnly(
            Map.entry(Venue.ASKED, 50L),
            Map.entry(Venue.WRITES, 10L),
            Map.entry(Venue.ROWS, 7L),
            Map.entry(Venue.FSYNCS, 0L));
  }

  @Test
  void transactionsStandForStatementsOnPostgreSqlAndWritesAreNotCounted() {
    Counters counters =
        Database.ofPostgreSql(
            new Counters(9, Map.of("transactions", 7L, "rows", 3L, "wal_sync", 2L)));

    assertThat(counters.counts())
        .containsOnly(
            Map.entry(Venue.ASKED, 7L), Map.entry(Venue.ROWS, 3L), Map.entry(Venue.FSYNCS, 2L));
  }
}
