package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.ElectionGroup;
import io.election4j.Elections;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Groups that share elections on a real store, with a lease of 2 s: their shares are even within
 * one lease and 5 s after a member has come, gone or been cut off. A subclass says which store; it
 * must be a {@link LeaseDirectory}, or the tests are skipped.
 */
public abstract class ElectionGroupContract {

  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration EVEN = LEASE.plusSeconds(5);
  private static final int MEMBERS = 4;

  private final String run = "group-contract-" + UUID.randomUUID();
  private final List<String> names = IntStream.range(0, 60).mapToObj(i -> run + "/" + i).toList();
  private final List<Member> members = new ArrayList<>();
  private final List<Elections> all = new ArrayList<>();

  private record Member(CountingStore path, Elections elections, ElectionGroup group) {}

  /** For tests of stores. */
  protected ElectionGroupContract() {}

  /**
   * Returns a new store object, as another process would create it, over the same data as all
   * earlier ones. The kit closes it.
   */
  protected abstract LeaseStore createStore();

  @AfterEach
  final void closeAll() {
    all.forEach(Elections::close);
  }

  @Test
  final void sharesAreEvenSoonAfterMembersHaveComeGoneOrBeenCutOff() {
    for (int i = 0; i < MEMBERS; i++) {
      join("m" + i);
    }
    even("at first");

    join("newcomer");
    even("with a newcomer");

    members.remove(0).elections().close();
    even("after one has left");

    members.remove(0).path().cut();
    even("after one was cut off");
  }

  private void join(String name) {
    LeaseStore store = createStore();
    Assumptions.assumeTrue(store instanceof LeaseDirectory, "the store lists no leases");
    CountingStore path = new CountingStore(store);
    Elections elections =
        Elections.builder(path).candidate(Candidate.named(name)).lease(LEASE).memberOf(run).build();
    all.add(elections);
    members.add(new Member(path, elections, elections.group(run, names)));
  }

  private void even(String when) {
    long begun = System.nanoTime();
    List<Flux<?>> happens = new ArrayList<>();
    members.forEach(member -> happens.add(member.elections().events()));
    Flux.merge(happens).filter(event -> isEven()).next().timeout(EVEN, Mono.empty()).block();
    assertThat(isEven()).as("even shares %s, within %s", when, EVEN).isTrue();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf(
        "shares of %d members are even %s after %d ms%n", members.size(), when, took.toMillis());
  }

  private boolean isEven() {
    Set<String> owned = new HashSet<>();
    int total = 0;
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (Member member : members) {
      List<String> own = member.group().owned();
      owned.addAll(own);
      total += own.size();
      least = Math.min(least, own.size());
      most = Math.max(most, own.size());
    }
    // One that is counted twice has changed hands while we looked.
    return owned.size() == names.size() && total == owned.size() && most - least <= 1;
  }
}
