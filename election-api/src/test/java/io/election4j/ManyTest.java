package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many elections at once, by name and by prefix. */
class ManyTest {

  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final InVirtualTime world = new InVirtualTime();

  private static List<String> shards(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "shard/" + i).toList();
  }

  @Test
  void thousandsAreJoinedAndLedAtOnce() {
    Elections a = world.process("a", world.data.connect());
    List<Election> joined = a.joinAll(shards(0, 2_000));
    world.pass(A_WHILE);
    assertThat(joined).extracting(Election::name).isEqualTo(shards(0, 2_000));
    assertThat(joined).allMatch(election -> election.leadership().isPresent());
  }

  @Test
  void oneBadNameJoinsNone() {
    Elections a = world.process("a", world.data.connect());
    assertThatThrownBy(() -> a.joinAll(List.of("good", "bad ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("election 'bad '");
    assertThat(a.status().elections()).isEmpty();
  }

  @Test
  void thoseOfAPrefixAreJoinedAsTheyAppearAndEachOnce() {
    Elections a = world.process("a", world.data.connect());
    a.joinAll(shards(0, 3));
    a.join("other");
    world.pass(A_WHILE);
    Elections b = world.process("b", world.data.connect());
    List<Election> joined = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    b.joinMatching("shard/").subscribe(joined::add, e -> ends.add("" + e), () -> ends.add("over"));
    world.pass(A_WHILE);
    assertThat(joined).extracting(Election::name).isEqualTo(shards(0, 3));
    joined.get(0).leave().subscribe();
    a.joinAll(shards(3, 5));
    world.pass(InVirtualTime.T.plus(A_WHILE));
    assertThat(joined).extracting(Election::name).isEqualTo(shards(0, 5));
    a.closeLater().subscribe();
    world.pass(A_WHILE);
    assertThat(b.status().elections()).extracting(ElectionStatus::election).isEqualTo(shards(1, 5));
    assertThat(b.status().elections()).allMatch(ElectionStatus::leading);
    b.closeLater().subscribe();
    world.pass(A_WHILE);
    assertThat(ends).containsExactly("over");
  }

  @Test
  void joiningByPrefixNeedsAStoreThatListsElections() {
    Elections a = world.process("a", world.store());
    assertThatThrownBy(() -> a.joinMatching("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "joinMatching('x') needs a store that lists elections (an ElectionDirectory), and"
                + " FaultyStore is none");
  }
}
