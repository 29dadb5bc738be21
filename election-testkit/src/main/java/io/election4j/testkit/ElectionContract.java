package io.election4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Real elections on a store, end to end and in real time: leases of 1 to 3 s, some 20 s in all.
 *
 * <p>A store that keeps the rules of {@link LeaseStoreContract} passes; this shows that it is also
 * fast enough, and what users will see.
 */
public abstract class ElectionContract {

  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration OF_MANY = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A machine that is busy with other things gets another try: what is wrong is slow each time. */
  private static final int TRIES = 3;

  private final List<Elections> all = new ArrayList<>();
  private final String run = "election-contract/" + UUID.randomUUID();

  /** For tests of stores. */
  protected ElectionContract() {}

  /**
   * Returns a new store object, as another process would create it, over the same data as all
   * earlier ones. The kit closes it.
   */
  protected abstract LeaseStore createStore();

  /**
   * Returns how long a handover in peace may take: 500 ms unless overridden, of which one poll is
   * 133 ms.
   */
  protected Duration handoverBound() {
    return Duration.ofMillis(500);
  }

  @AfterEach
  final void closeAll() {
    all.forEach(Elections::close);
  }

  @Test
  final void ofThreeCandidatesExactlyOneLeadsAndTheOthersKnowWho() {
    List<Election> candidates =
        IntStream.range(0, 3).mapToObj(i -> start("c" + i, path()).join(run)).toList();
    Elected elected =
        Flux.merge(Flux.fromIterable(candidates).map(this::wins)).blockFirst(PATIENCE);
    assertThat(elected).isNotNull();
    String leader = "c" + winner(candidates);
    candidates.forEach(
        candidate ->
            candidate
                .events()
                .ofType(LeaderChanged.class)
                .filter(changed -> changed.leader().candidate().name().equals(leader))
                .blockFirst(PATIENCE));
    assertThat(candidates).filteredOn(c -> c.leadership().isPresent()).hasSize(1);
  }

  @Test
  final void theNextCandidateLeadsSoonAfterTheLeaderLeavesInPeace() {
    Duration leaderless = handover(run);
    for (int again = 1; again < TRIES && leaderless.compareTo(handoverBound()) >= 0; again++) {
      leaderless = handover(run + "/" + again);
    }
    assertThat(leaderless).as("time without a leader").isLessThan(handoverBound());
  }

  private Duration handover(String name) {
    Election first = start("first", path()).join(name);
    Leadership before = await(first);
    Election second = start("second", path()).join(name);
    second.events().ofType(LeaderChanged.class).blockFirst(PATIENCE);
    var revoked = first.events().ofType(Revoked.class).map(r -> System.nanoTime()).next().cache();
    var elected = wins(second).map(e -> System.nanoTime()).next().cache();
    revoked.subscribe();
    elected.subscribe();
    first.leave().block(PATIENCE);
    long gone = first(revoked);
    long next = first(elected);
    assertThat(second.leadership())
        .map(Leadership::term)
        .hasValueSatisfying(term -> assertThat(term).isGreaterThan(before.term()));
    assertThat(before.isValid()).isFalse();
    return Duration.ofNanos(next - gone);
  }

  @Test
  final void aLeaderCutOffFromTheStoreStopsBeforeTheNextOneStarts() {
    CountingStore path = path();
    Election first = start("first", path).join(run);
    Leadership before = await(first);
    Elections others = start("second", path());
    Election second = others.join(run);
    second.events().ofType(LeaderChanged.class).blockFirst(PATIENCE);
    path.cut();
    long cutNanos = System.nanoTime();
    long deadlineNanos = before.deadlineNanos();
    Leadership after = await(second);
    Duration leaderless = Duration.ofNanos(System.nanoTime() - cutNanos);
    assertThat(System.nanoTime()).as("taken over after the deadline").isGreaterThan(deadlineNanos);
    assertThat(before.isValid()).isFalse();
    assertThat(after.term()).isGreaterThan(before.term());
    assertThat(leaderless).as("from the cut to the next leader").isLessThan(crashBound());
  }

  @Test
  final void aThousandElectionsCostOneHeartbeatAndChangeHandsTogether() {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> run + "/" + i).toList();
    CountingStore path = path();
    Elections first = start("first", path, OF_MANY);
    List<Election> led = names.stream().map(first::join).toList();
    led.forEach(this::await);
    // By then it has cleared away what former processes left.
    awaitRenewals(first, 2);
    int writes = path.writes();
    int renewals = path.renewals();
    awaitRenewals(first, 4);
    assertThat(path.writes()).as("writes while nothing happens").isEqualTo(writes);
    assertThat(path.renewals() - renewals).as("renewals for 4 heartbeats").isBetween(3, 5);
    Elections second = start("second", path(), OF_MANY);
    List<Election> next = names.stream().map(second::join).toList();
    next.forEach(e -> e.events().ofType(LeaderChanged.class).blockFirst(PATIENCE));
    first.close();
    next.forEach(this::await);
  }

  private static void awaitRenewals(Elections elections, int more) {
    long then = elections.status().store().renewals() + more;
    Flux.interval(Duration.ofMillis(5))
        .takeUntil(look -> elections.status().store().renewals() >= then)
        .blockLast(PATIENCE);
  }

  @Test
  final void aCandidateThatOnlyFollowsWritesNothing() {
    Elections leader = start("leader", path());
    await(leader.join(run));
    CountingStore path = path();
    Election follower = start("follower", path).join(run);
    first(follower.events().ofType(LeaderChanged.class).next());
    awaitRenewals(leader, 4);
    assertThat(path.writes() + path.renewals()).isZero();
    assertThat(path.reads()).as("reads in 3 heartbeats of 3 polls each").isLessThan(20);
  }

  @Test
  final void anObserverSeesTheLeaderAndWritesNothing() {
    CountingStore path = path();
    Election observed = start("observer", path).observe(run);
    Leadership leadership = await(start("leader", path()).join(run));
    LeaderChanged changed = first(observed.events().ofType(LeaderChanged.class).next());
    assertThat(changed.term()).isEqualTo(leadership.term());
    assertThat(path.writes() + path.renewals()).isZero();
  }

  @Test
  final void everyElectedIsFollowedByExactlyOneRevokedOfTheSameTermOverManyHandovers() {
    List<Election> both =
        List.of(start("left", path()).join(run), start("right", path()).join(run));
    List<ElectionTold> told = both.stream().map(ElectionTold::by).toList();
    AtomicInteger working = new AtomicInteger();
    List<String> together = new CopyOnWriteArrayList<>();
    both.forEach(election -> election.lead(new JealousWork(working, together)));
    Leadership leading =
        first(Flux.merge(both.stream().map(this::wins).toList()).next()).leadership();
    for (int handover = 0; handover < 6; handover++) {
      int from = winner(both);
      Election to = both.get(1 - from);
      long before = leading.term();
      var next = wins(to).filter(won -> won.term() > before).next().cache();
      next.subscribe();
      both.get(from).transferTo(1 - from == 0 ? "left" : "right").block(PATIENCE);
      leading = first(next).leadership();
    }
    both.get(winner(both)).leave().block(PATIENCE);
    both.forEach(election -> election.leave().block(PATIENCE));
    told.forEach(each -> each.awaitEnd(PATIENCE));
    assertThat(together).as("work beside other work").isEmpty();
    told.forEach(ElectionTold::assertPaired);
    assertThat(told.stream().mapToLong(each -> each.count(Elected.class)).sum())
        .isGreaterThanOrEqualTo(7);
  }

  @Test
  final void workThatDoesNotStopForTwoLeasesCostsNoOtherElectionItsLease() {
    Duration brief = LEASE;
    CountDownLatch release = new CountDownLatch(1);
    Elections first =
        keep(
            Elections.builder(path())
                .candidate(Candidate.named("first"))
                .lease(brief)
                .stopTimeout(brief.dividedBy(2))
                .build());
    Election stuck = first.join(run + "/stuck");
    Election well = first.join(run + "/well");
    ElectionTold told = ElectionTold.by(stuck);
    await(stuck);
    Leadership other = await(well);
    ElectionTold toldOfOther = ElectionTold.by(well);
    stuck.lead(new StuckWork(release));
    Election waiting = keep(Elections.builder(path()).lease(brief).build()).join(run + "/stuck");
    first(waiting.events().ofType(LeaderChanged.class).next());
    try {
      stuck.stepDown(Duration.ofHours(1)).block(PATIENCE);
      awaitRenewals(first, 10); // five renewals for every lease
      assertThat(toldOfOther.count(Revoked.class)).as("the other election was lost").isZero();
      assertThat(other.isValid()).as("the other election is led").isTrue();
      assertThat(waiting.leadership()).as("leadership beside work that goes on").isEmpty();
      assertThat(told.count(Revoked.class)).isOne();
      assertThat(told.events()).anyMatch(event -> event instanceof WorkOverdue late && late.held());
    } finally {
      release.countDown();
    }
    await(waiting);
    assertThat(other.isValid()).isTrue();
    assertThat(told.count(Revoked.class)).isOne();
  }

  @Test
  final void whatManyShortLivesLeaveBehindIsBounded() {
    for (int life = 0; life < 16; life++) {
      try (Elections brief = start("brief", path())) {
        await(brief.join(run));
      }
    }
    LeaseStore store = createStore();
    try {
      Assumptions.assumeTrue(store instanceof LeaseDirectory, "the store does not list leases");
      List<Lease> left = requireNonNull(((LeaseDirectory) store).leases().collectList().block());
      assertThat(left)
          .filteredOn(lease -> lease.candidate().name().equals("brief"))
          .as("leases of 16 former lives")
          .hasSizeLessThanOrEqualTo(12);
    } finally {
      store.close();
    }
  }

  @Test
  final void closingInACallbackHandsOver() {
    Elections first = start("first", path());
    Election leaving = first.join(run);
    ElectionTold told = ElectionTold.by(leaving);
    leaving.events().ofType(Elected.class).subscribe(elected -> first.close());
    told.awaitEnd(PATIENCE);
    assertThat(told.count(Revoked.class)).isOne();
    told.assertPaired();
    Leadership next = await(start("second", path()).join(run));
    assertThat(next.term()).isGreaterThan(1);
  }

  private Elections keep(Elections elections) {
    all.add(elections);
    return elections;
  }

  private CountingStore path() {
    return new CountingStore(createStore());
  }

  private Elections start(String name, LeaseStore store) {
    return start(name, store, LEASE);
  }

  private Elections start(String name, LeaseStore store, Duration lease) {
    return keep(Elections.builder(store).candidate(Candidate.named(name)).lease(lease).build());
  }

  private Flux<Elected> wins(Election election) {
    return election.events().ofType(Elected.class);
  }

  private Leadership await(Election election) {
    return first(wins(election).next()).leadership();
  }

  private static <T> T first(Mono<T> awaited) {
    return requireNonNull(awaited.block(PATIENCE), "nothing came");
  }

  private static int winner(List<Election> candidates) {
    return IntStream.range(0, candidates.size())
        .filter(i -> candidates.get(i).leadership().isPresent())
        .findFirst()
        .orElse(-1);
  }

  /** 1.07 leases and 0.3 s. */
  private static Duration crashBound() {
    return LEASE.multipliedBy(107).dividedBy(100).plusMillis(300);
  }
}
