package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.internal.InVirtualTime;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class ElectionGroupTest {

  /** One lease and five seconds. */
  private static final Duration EVEN = InVirtualTime.T.plusSeconds(5);

  private static final List<String> THOUSAND =
      IntStream.range(0, 1000).mapToObj(i -> String.format("shards/%03d", i)).toList();

  private final InVirtualTime world = new InVirtualTime();
  private final List<Member> members = new ArrayList<>();

  private final class Member {
    final LeaseStore store;
    final Elections elections;
    final ElectionGroup group;
    int elected;
    int revoked;

    Member(String name, List<String> names, LeaseStore store) {
      this.store = store;
      elections = world.on(name, store).memberOf("shards").build();
      elections.events().subscribe(this::count, failure -> {});
      group = elections.group("shards", names);
    }

    private void count(ElectionEvent event) {
      elected += event instanceof Elected ? 1 : 0;
      revoked += event instanceof Revoked ? 1 : 0;
    }
  }

  @AfterEach
  void close() {
    members.forEach(member -> member.elections.closeLater().subscribe());
    world.pass(Duration.ofMinutes(1));
  }

  private Member joins(String name, List<String> names) {
    Member member = new Member(name, names, world.data.connect());
    members.add(member);
    return member;
  }

  private void twelve() {
    for (int i = 0; i < 12; i++) {
      joins("m" + i, THOUSAND);
    }
    world.pass(Duration.ofMinutes(1));
    even(1000);
    members.forEach(member -> member.elected = member.revoked = 0);
  }

  private void even(int elections) {
    Set<String> owned = new HashSet<>();
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (Member member : members) {
      List<String> own = member.group.owned();
      assertThat(owned).doesNotContainAnyElementsOf(own);
      owned.addAll(own);
      least = Math.min(least, own.size());
      most = Math.max(most, own.size());
    }
    assertThat(owned).hasSize(elections);
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  private int elected() {
    return members.stream().mapToInt(member -> member.elected).sum();
  }

  private int revoked() {
    return members.stream().mapToInt(member -> member.revoked).sum();
  }

  @Test
  void twelveMembersShareAThousandElectionsEvenly() {
    twelve();
    Map<String, Integer> shares = new HashMap<>();
    members
        .get(0)
        .group
        .owners()
        .forEach((e, o) -> shares.merge(o.orElseThrow().candidate().name(), 1, Integer::sum));
    assertThat(shares).hasSize(12);
    assertThat(members.get(5).group.members()).hasSize(12);
    world.pass(Duration.ofMinutes(5));
    assertThat(elected()).as("flapping").isZero();
  }

  /** Returns for how many seconds on end some election was not led, of so many. */
  private int longestWithoutALeader(List<String> names, int seconds) {
    Map<String, Integer> without = new HashMap<>();
    int longest = 0;
    for (int i = 0; i < seconds; i++) {
      world.pass(Duration.ofSeconds(1));
      Set<String> owned = new HashSet<>();
      members.forEach(member -> owned.addAll(member.group.owned()));
      names.forEach(name -> without.merge(name, 1, Integer::sum));
      owned.forEach(name -> without.put(name, 0));
      longest = Math.max(longest, without.values().stream().max(Integer::compare).orElse(0));
    }
    return longest;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aMemberThatCannotRenewDoesNotKeepItsShareFromBeingLed(int passing) {
    List<String> names = THOUSAND.subList(0, 40);
    for (int i = 0; i < 3; i++) {
      joins("m" + i, names);
    }
    members.add(new Member("sick", names, new SickStore(world.data.connect(), passing)));
    world.pass(Duration.ofMinutes(1));
    assertThat(longestWithoutALeader(names, 1200)).isLessThanOrEqualTo(passing == 0 ? 0 : 15);
  }

  @Test
  void aNewcomerGetsItsShareAndNothingElseMoves() {
    twelve();
    Member newcomer = joins("newcomer", THOUSAND);
    world.pass(EVEN);
    even(1000);
    int share = newcomer.group.owned().size();
    assertThat(share).isBetween(76, 77);
    assertThat(elected()).isEqualTo(share);
    assertThat(revoked()).isEqualTo(share);
  }

  @Test
  void whatAMemberLeavesIsSharedOutAndNothingElseMoves() {
    twelve();
    Member leaver = members.remove(3);
    int share = leaver.group.owned().size();
    leaver.elections.closeLater().subscribe();
    world.pass(EVEN);
    even(1000);
    assertThat(elected()).isEqualTo(share);
    assertThat(revoked()).isZero();
  }

  @Test
  void whatAKilledMemberLedIsSharedOutWithinOneLeaseAndFiveSeconds() {
    twelve();
    Member killed = members.remove(7);
    int share = killed.group.owned().size();
    killed.store.close();
    world.pass(EVEN);
    even(1000);
    assertThat(elected()).isEqualTo(share);
    assertThat(revoked()).isZero();
    assertThat(killed.group.owned()).isEmpty();
    killed.elections.closeLater().subscribe();
  }

  @Test
  void membersThatComeGoAndCrashAtOnceEndUpEven() {
    twelve();
    members.remove(2).store.close();
    joins("late", THOUSAND);
    world.pass(Duration.ofSeconds(2));
    members.remove(5).elections.closeLater().subscribe();
    joins("later", THOUSAND);
    world.pass(EVEN.plus(EVEN));
    even(1000);
    int before = elected();
    world.pass(Duration.ofMinutes(2));
    assertThat(elected()).as("flapping").isEqualTo(before);
  }

  @Test
  void membersWaitForWorkToStopBeforeElectionsMove() {
    List<String> names = List.of("a", "b");
    Member first = joins("first", names);
    List<String> working = new ArrayList<>();
    first
        .group
        .whileLeading(
            leadership ->
                Mono.never()
                    .doOnSubscribe(s -> working.add(leadership.election()))
                    .doOnCancel(() -> working.remove(leadership.election())))
        .subscribe();
    world.pass(Duration.ofSeconds(20));
    assertThat(working).containsExactlyInAnyOrder("a", "b");
    Member second = joins("second", names);
    world.pass(EVEN);
    even(2);
    assertThat(working).containsExactlyElementsOf(first.group.owned());
    assertThat(second.group.owned()).hasSize(1);
  }

  @Test
  void aMemberThatDrainsIsNoMemberUntilItIsResumed() {
    List<String> names = List.of("a", "b", "c", "d");
    Member first = joins("first", names);
    joins("second", names);
    world.pass(Duration.ofSeconds(30));
    even(4);
    first.elections.drain().subscribe();
    world.pass(EVEN);
    assertThat(first.group.owned()).isEmpty();
    assertThat(members.get(1).group.owned()).hasSize(4);
    first.elections.resume().subscribe();
    world.pass(EVEN);
    even(4);
  }

  @Test
  void aGroupThatIsLeftIsLeftToTheOthers() {
    List<String> names = List.of("a", "b", "c");
    Member first = joins("first", names);
    Member second = joins("second", names);
    world.pass(Duration.ofSeconds(30));
    first.group.leave().subscribe();
    world.pass(EVEN);
    assertThat(second.group.owned()).hasSize(3);
  }

  @Test
  void whoIsAMemberOfOneGroupNeedNotNameIt() {
    Elections member = world.on("member", InMemoryLeaseStore.create()).memberOf("shards").build();

    assertThat(member.group(List.of("a", "b")).name()).isEqualTo("shards");
    world.pass(EVEN);

    assertThat(member.join("c").name()).isEqualTo("c");
    assertThat(member.participants()).hasSize(1);
    member.closeLater().subscribe();
  }

  @Test
  void whoIsAMemberOfNoGroupOrOfSeveralHasToNameIt() {
    Elections none = world.process("none", world.store());
    Elections both =
        world.on("both", InMemoryLeaseStore.create()).memberOf("g").memberOf("h").build();

    assertThatThrownBy(() -> none.group(List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 groups");
    assertThatThrownBy(() -> both.group(List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[g, h]");
    assertThat(both.group("h", List.of("a")).name()).isEqualTo("h");
    none.closeLater().subscribe();
    both.closeLater().subscribe();
  }

  @Test
  void whoIsNoMemberIsToldSo() {
    Elections outsider = world.process("outsider", world.store());
    assertThatThrownBy(() -> outsider.group("shards", List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'shards'")
        .hasMessageContaining("memberOf");
    outsider.closeLater().subscribe();
  }
}
