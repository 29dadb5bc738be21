package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.election4j.cli.ElectionView;
import io.election4j.cli.ElectionView.LeaderView;
import io.election4j.cli.ElectionView.State;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the console says of the time before it saw something. */
class ChangesTest {

  @Test
  void theFirstElectionOfAnEmptyStoreIsNew() {
    Model model = new Model("memory://store");
    model.elections(List.of());

    boolean newLeader = model.elections(List.of(led("jobs", "ann", 1)));

    assertThat(model.history().after(0, 10)).extracting(Change::kind).containsExactly("new");
    assertThat(model.snapshot().rows()).allMatch(Row::sinceSeen);
    assertThat(newLeader).isTrue();
  }

  @Test
  void anElectionThatIsNewAndLedHasANewLeader() {
    Model model = new Model("memory://store");
    model.elections(List.of(led("jobs", "ann", 1)));

    assertThat(model.elections(List.of(led("jobs", "ann", 1), led("mail", "bob", 1)))).isTrue();
    assertThat(model.elections(List.of(led("jobs", "ann", 1), led("mail", "bob", 1)))).isFalse();
  }

  @Test
  void nobodyIsSaidToHaveLedBeforeWhatIsKept() {
    Model model = new Model("memory://store");
    model.elections(all("ann", 1));
    model.elections(all("bob", 2));
    model.elections(all("eve", 3));

    long kept = model.history().after(0, 1).get(0).atMillis();
    for (String name : List.of("job-0", "job-10000")) {
      ElectionItem item = item(model, name);
      assertThat(item.history())
          .as(name)
          .last()
          .returns("eve", Span::leader)
          .returns(item.sinceMillis(), Span::fromMillis);
      assertThat(item.history()).allMatch(span -> span.fromMillis() >= kept);
    }
    assertThat(item(model, "job-0").history()).extracting(Span::leader).containsExactly("eve");
    assertThat(item(model, "job-10000").history())
        .extracting(Span::leader, Span::state)
        .containsExactly(tuple("bob", State.LED), tuple("eve", State.LED));
  }

  private static ElectionItem item(Model model, String name) {
    Row row = model.snapshot().byName().get(name);
    assertThat(row).isNotNull();
    return ElectionPage.item(model, row, model.history().of(List.of(name)).get(name));
  }

  /** One more than changes are kept. */
  private static List<ElectionView> all(String leader, long term) {
    return IntStream.rangeClosed(0, History.MOST)
        .mapToObj(number -> led("job-" + number, leader, term))
        .toList();
  }

  private static ElectionView led(String election, String leader, long term) {
    LeaderView view = new LeaderView(leader, "", Map.of());
    return new ElectionView(election, State.LED, term, term, view, null, "", true, null, 0);
  }
}
