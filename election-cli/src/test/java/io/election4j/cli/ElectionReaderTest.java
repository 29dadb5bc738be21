package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.cli.base.Session;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading again and again, as {@code watch} does. */
class ElectionReaderTest {

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final Lease lease = lease(Duration.ofSeconds(15));

  @Test
  void followsTheElectionsNamedInTheOrderGiven() {
    ElectionReader reader = reader("b", "a", "b");
    assertThat(reader.read())
        .extracting(ElectionReaderTest::line)
        .containsExactly("b unknown", "a unknown");

    claim("a", lease);

    assertThat(reader.read())
        .extracting(ElectionReaderTest::line)
        .containsExactly("b unknown", "a led");
  }

  @Test
  void followsAllElectionsAndThoseThatAreNew() {
    store.create(List.of("a")).block();
    ElectionReader reader = reader();
    assertThat(reader.read()).extracting(ElectionReaderTest::line).containsExactly("a vacant");

    ElectionRecord held = claim("c", lease);
    assertThat(reader.read())
        .extracting(ElectionReaderTest::line)
        .containsExactly("a vacant", "c led");

    store.amend(List.of(new Amendment.Vacate(held))).blockLast();
    assertThat(reader.read())
        .extracting(ElectionReaderTest::line)
        .containsExactly("a vacant", "c vacant");
  }

  @Test
  void aLeaderThatFellSilentHasLapsedAfterItsTime() {
    Lease brief = lease(Duration.ofMillis(1));
    claim("a", brief);
    ElectionReader reader = reader("a");
    assertThat(reader.read()).extracting(ElectionReaderTest::line).containsExactly("a led");

    long silentFrom = System.nanoTime();
    while (System.nanoTime() - silentFrom < 2_000_000) {
      Thread.onSpinWait();
    }

    assertThat(reader.read()).extracting(ElectionReaderTest::line).containsExactly("a lapsed");
    store.renew(brief.id()).block();
    assertThat(reader.read()).extracting(ElectionReaderTest::line).containsExactly("a led");
  }

  @Test
  void renewalsAreNoChange() {
    claim("a", lease);
    ElectionReader reader = reader("a");
    ElectionView before = reader.read().get(0);
    store.renew(lease.id()).block();
    ElectionView after = reader.read().get(0);

    assertThat(after).isNotEqualTo(before);
    assertThat(after.sameAs(before)).isTrue();
  }

  @Test
  void tellsForHowLongNobodyLed() {
    ElectionRecord held = claim("a", lease);
    ElectionReader reader = reader("a");
    assertThat(reader.read().get(0).leaderlessMillis()).isZero();

    store.amend(List.of(new Amendment.Vacate(held))).blockLast();
    reader.read();
    Wait.until(() -> reader.read().get(0).leaderlessMillis() >= 20);

    store.claim(lease, store.list("a").collectList().block()).blockLast();
    long gap = reader.read().get(0).leaderlessMillis();
    assertThat(gap).isGreaterThanOrEqualTo(20);
    assertThat(reader.read().get(0).leaderlessMillis()).isEqualTo(gap);
  }

  private ElectionReader reader(String... names) {
    return new ElectionReader(new Session(store, "memory"), List.of(names));
  }

  private ElectionRecord claim(String election, Lease by) {
    store.create(List.of(election)).block();
    store.open(by).block();
    return store.claim(by, List.of(ElectionRecord.created(election))).blockLast();
  }

  private static Lease lease(Duration ttl) {
    return Lease.opening(LeaseId.random(), ttl, Candidate.named("billing-7"));
  }

  private static String line(ElectionView view) {
    return view.election() + " " + view.state().text();
  }
}
