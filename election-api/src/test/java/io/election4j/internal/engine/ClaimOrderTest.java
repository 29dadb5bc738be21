package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimOrderTest {

  private static final Duration T = Duration.ofSeconds(15);

  private final ClaimOrder order = named("we");

  private static ClaimOrder named(String name) {
    return new ClaimOrder(Candidate.named(name), Duration.ofSeconds(100));
  }

  private static ElectionRecord vacancy(long revision) {
    return new ElectionRecord("a", 1, revision, null, null, null, "", null);
  }

  private Duration longestOfAThousand() {
    return IntStream.range(0, 1000)
        .mapToObj(revision -> order.drawn(vacancy(revision)))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void whoeverLostNothingGoesAtOnce() {
    assertThat(longestOfAThousand()).isZero();
  }

  @Test
  void eachLossWidensTheTimeUpToTheLongest() {
    order.lost();
    assertThat(longestOfAThousand()).isBetween(Duration.ofMillis(95), Duration.ofMillis(100));
    order.lost();
    assertThat(longestOfAThousand()).isBetween(Duration.ofMillis(760), Duration.ofMillis(800));
    order.lost();
    order.lost();
    assertThat(longestOfAThousand()).isBetween(Duration.ofMillis(950), Duration.ofMillis(1000));
  }

  @Test
  void winningNarrowsItToNothing() {
    order.lost();
    for (int i = 0; i < 9; i++) {
      order.won();
    }
    assertThat(longestOfAThousand()).isZero();
  }

  @Test
  void fiftyCandidatesSoonLoseFewClaims() {
    Duration claiming = Duration.ofMillis(40);
    List<ClaimOrder> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(named("candidate-" + i));
    }
    List<Integer> losing = new ArrayList<>();
    for (int revision = 0; revision < 100; revision++) {
      losing.add(compete(all, vacancy(revision), claiming));
    }
    assertThat(losing.get(0)).isEqualTo(49);
    assertThat(losing.subList(5, 100)).allMatch(lost -> lost <= 10);
    assertThat(losing.subList(5, 100).stream().mapToInt(i -> i).average().orElseThrow())
        .isLessThan(4);
  }

  /** All who go before the winner's claim has become known lose theirs. */
  private static int compete(List<ClaimOrder> all, ElectionRecord vacancy, Duration claiming) {
    List<Duration> waits = all.stream().map(one -> one.drawn(vacancy)).toList();
    Duration first = waits.stream().min(Comparator.naturalOrder()).orElseThrow();
    int winner = waits.indexOf(first);
    int losing = 0;
    for (int i = 0; i < all.size(); i++) {
      if (i == winner) {
        all.get(i).won();
      } else if (waits.get(i).compareTo(first.plus(claiming)) < 0) {
        all.get(i).lost();
        losing++;
      }
    }
    return losing;
  }

  @Test
  void aVacancyIsClaimedAtOnceUntilAClaimWasLost() {
    Rig rig = Rig.following("a");
    vacate(rig);
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void whoeverLostAClaimHoldsBackFromTheNextVacancy() {
    Rig rig =
        new Rig(EngineConfig.of(Rig.TIMING, Candidate.named("we"))).hold(StoreRequest.Claim.class);
    rig.store.create(List.of("a")).block();
    rig.join("a");
    rig.settle();
    rig.rivalTakes(1, "a");
    rig.release();
    rig.pass(Duration.ofSeconds(1));
    rig.forget();

    vacate(rig);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.pass(T.dividedBy(100));
    assertThat(rig.wins()).hasSize(1);
  }

  private static void vacate(Rig rig) {
    rig.store.amend(List.of(new Amendment.Vacate(rig.record("a"), null))).blockLast();
    rig.take(new Input.Hint(rig.record("a")));
    rig.settle();
  }
}
