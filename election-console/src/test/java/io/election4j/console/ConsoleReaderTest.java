package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.cli.ElectionView.State;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read, and how often. */
class ConsoleReaderTest {

  private static final long WATCH_PAUSE_MILLIS = 500;

  @Test
  void idleItAsksNoMoreOfTheStoreThanWatchWhoeverLooks() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      console.reader.read();
      int before = console.path.reads.get();
      for (int i = 0; i < 200; i++) {
        console.reader.read();
        if (i % 10 == 0) {
          console.get("/api/elections");
          console.get("/api/participants");
          console.get("/metrics");
        }
      }

      long millis = 200 * ConsoleReader.PAUSE_MILLIS;
      assertThat(console.path.reads.get() - before)
          .isLessThanOrEqualTo((int) (millis / WATCH_PAUSE_MILLIS));
      assertThat(console.path.writes).hasValue(0);
    }
  }

  @Test
  void aLeaderIsSeenToComeAndTheGapBeforeItIsKept() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.store.create(List.of("jobs")).block();
      console.reader.read();
      console.ledByGhost(Candidate.named("ann"), "jobs");
      for (int i = 0; i < 4; i++) {
        console.reader.read();
      }

      Row row = console.model.snapshot().rows().get(0);
      List<Change> changes = console.model.history().after(0, 10);
      assertThat(changes).extracting(Change::kind).containsExactly("leader");
      assertThat(Span.of(row, changes, console.model.startedMillis()))
          .extracting(Span::state, Span::leader)
          .containsExactly(tuple(State.VACANT, ""), tuple(State.LED, "ann"));
      assertThat(row.sinceSeen()).isTrue();
      assertThat(console.model.snapshot().participants())
          .extracting(view -> view.participant() + " " + view.leads())
          .containsExactly("ann [jobs]");
    }
  }

  @Test
  void whatCanBeReadInPartOnlyIsOneOutage() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.store.create(List.of("jobs")).block();
      console.reader.read();
      console.path.leasesCut = true;
      int failed = 0;
      for (int i = 0; i < 23; i++) {
        try {
          console.reader.read();
        } catch (StoreException partly) {
          failed++;
          console.model.unavailable("partly");
        }
      }
      assertThat(failed).isGreaterThan(2);
      assertThat(console.model.outages().until(Long.MAX_VALUE)).hasSize(1);
      console.path.leasesCut = false;
      console.reader.read();
      assertThat(console.model.outages().until(Long.MAX_VALUE)).hasSize(1);
    }
  }

  @Test
  void theOldestChangesMakeRoom() {
    History history = new History();
    Stand vacant = new Stand(State.VACANT, "", 0);
    for (int i = 0; i < History.MOST + 5; i++) {
      history.add(new Change(0, i, "jobs", "said", vacant, vacant));
    }

    assertThat(history.after(0, History.MOST * 2)).hasSize(History.MOST);
    assertThat(history.reaches(4)).isFalse();
    assertThat(history.reaches(5)).isTrue();
  }

  @Test
  void aGroupShowsHowManyEachOfItsMembersLeads() throws Exception {
    List<String> shards = List.of("shard/1", "shard/2", "shard/3", "shard/4");
    try (RunningConsole console = new RunningConsole(false);
        Elections ann = member(console, "ann");
        Elections bob = member(console, "bob")) {
      ann.group(shards);
      bob.group(shards);

      RunningConsole.until(
          () -> {
            console.reader.read();
            return shares(console)
                .contains(
                    "\"groups\":{\"shards\":[{\"name\":\"ann\",\"count\":2},"
                        + "{\"name\":\"bob\",\"count\":2}]}");
          });
    }
  }

  private static Elections member(RunningConsole console, String name) {
    return Elections.builder(console.store.connect())
        .candidate(Candidate.named(name))
        .memberOf("shards")
        .lease(Duration.ofSeconds(2))
        .build();
  }

  private static String shares(RunningConsole console) {
    try {
      return console.get("/api/participants").body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aLeaderOfWhomNothingCanBeReadIsNoLeader() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      console.reader.read();

      assertThat(console.get("/leader?election=jobs&candidate=ann").status()).isEqualTo(200);
      assertThat(console.get("/leader?election=jobs").status()).isEqualTo(200);
      assertThat(console.get("/leader?election=jobs&candidate=bob").status()).isEqualTo(503);
      assertThat(console.get("/leader?election=nope").status()).isEqualTo(503);
      assertThat(console.get("/leader").status()).isEqualTo(400);
      assertThat(new LeaderProbe(old(console.model)).answer(call("jobs")).status()).isEqualTo(503);
    }
  }

  /** The same as it would be if nothing had been read for an hour. */
  private static Model old(Model model) {
    Snapshot now = model.snapshot();
    Model old = new Model("memory://store");
    old.show(
        new Snapshot(
            now.rows(),
            now.byName(),
            List.of(),
            now.beats(),
            now.readNanos() - 3_600_000_000_000L));
    return old;
  }

  private static Call call(String election) {
    return new Call("/leader", Map.of("election", election), "", "127.0.0.1");
  }
}
