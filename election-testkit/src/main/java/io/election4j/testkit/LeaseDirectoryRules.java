package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** L28: listing leases and purging ended ones, for stores that can. */
abstract class LeaseDirectoryRules extends Rules {

  @Test
  final void L28_everyLeaseIsListedAsStored() {
    Lease live = opened();
    Lease renewed = opened();
    store().renew(renewed.id());
    Lease ended = ended();
    Lease absent = Samples.lease();
    store().fence(absent.id(), 0);
    List<LeaseId> ids = Stream.of(live, renewed, ended, absent).map(Lease::id).toList();

    assertThat(listed(ids))
        .as("check that ENDED ones are listed, and every field of each is read")
        .containsExactlyInAnyOrderElementsOf(store().observe(null, ids, List.of()).leases());
  }

  @Test
  final void L28_manyLeasesAreListed() {
    List<Lease> many = Samples.leases(120);
    race(many.size(), i -> store(i).reactive().open(many.get(i)));

    assertThat(listed(many.stream().map(Lease::id).toList()))
        .as("check that no limit, page or batch cuts the list off")
        .containsExactlyInAnyOrderElementsOf(many);
  }

  /** Of so many leases that hardly ever another order, such as that of their ids, is this one. */
  @Test
  final void L28_thoseWrittenLastAreListedLast() {
    List<Lease> opened = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      opened.add(opened());
    }
    List<Lease> again = List.of(opened.get(6), opened.get(0), opened.get(3));
    store().end(again.get(0).id());
    store().renew(again.get(1).id());
    store().fence(again.get(2).id(), again.get(2).version());
    opened.removeAll(again);
    opened.addAll(again);
    List<LeaseId> expected = opened.stream().map(Lease::id).toList();

    assertThat(listed(expected))
        .as("check that the list is ordered by the time of the last write")
        .extracting(Lease::id)
        .containsExactlyElementsOf(expected);
  }

  @Test
  final void L28_endedLeasesThatNoRecordNamesArePurged() {
    Lease ended = ended();
    Lease fenced = opened();
    store().fence(fenced.id(), fenced.version());

    purge(ended.id(), fenced.id());

    assertThat(left(ended, fenced)).isEmpty();
    assertThat(listed(List.of(ended.id(), fenced.id()))).isEmpty();
  }

  @Test
  final void L28_aLiveLeaseStaysUntouched() {
    Lease live = opened();
    Lease ended = ended();

    purge(live.id(), ended.id());

    assertThat(left(live, ended))
        .as("check that the state is in the condition")
        .containsExactly(live);
  }

  @Test
  final void L28_aLeaseThatARecordNamesStaysUntilThatNamesAnother() {
    Lease gone = opened();
    ElectionRecord held = heldBy(gone);
    ElectionRecord another = heldBy(gone);
    store().end(gone.id());

    purge(gone.id());
    assertThat(left(gone)).as("check the records for leases that they name").hasSize(1);
    store().take(opened(), held);
    purge(gone.id());
    assertThat(left(gone)).as("one of two records still names it").hasSize(1);
    store().take(opened(), another);
    purge(gone.id());

    assertThat(left(gone)).isEmpty();
  }

  @Test
  final void L28_onlyTheLeasesGivenArePurged() {
    Lease given = ended();
    Lease other = ended();

    purge(given.id());

    assertThat(left(given, other)).extracting(Lease::id).containsExactly(other.id());
  }

  @Test
  final void L28_purgingWhatIsNotThereDoesNothing() {
    Lease ended = ended();

    purge();
    purge(LeaseId.random());
    purge(ended.id());
    purge(ended.id());

    assertThat(left(ended)).isEmpty();
  }

  @Test
  final void L28_thousandsArePurgedAtOnce() {
    Lease named = opened();
    heldBy(named);
    store().end(named.id());
    Lease live = opened();
    List<Lease> ended = Stream.generate(this::ended).limit(3).toList();
    List<LeaseId> ids = new ArrayList<>(List.of(named.id(), live.id()));
    for (Lease lease : ended) {
      ids.addAll(Stream.generate(LeaseId::random).limit(900).toList());
      ids.add(lease.id());
    }

    purge(ids);

    assertThat(left(ended.toArray(Lease[]::new)))
        .as("check how many ids one statement names")
        .isEmpty();
    assertThat(left(named, live)).extracting(Lease::id).contains(named.id(), live.id());
  }

  @Test
  final void L28_nothingIsSentBeforeTheSubscriptionAndTheSameAgainWithEveryOne() {
    Lease lease = ended();
    Mono<Void> purge = directory().purge(List.of(lease.id()));
    Flux<Lease> all = directory().leases();

    assertThat(left(lease)).as("check that statements start in a defer").hasSize(1);
    Bounded.completed(purge, "purge", patience());
    Lease later = ended();
    assertThat(answer(all)).extracting(Lease::id).contains(later.id()).doesNotContain(lease.id());
    Bounded.completed(purge, "purge", patience());
    assertThat(answer(all)).extracting(Lease::id).contains(later.id());
  }

  private LeaseDirectory directory() {
    return ability(store(), LeaseDirectory.class);
  }

  private void purge(LeaseId... ended) {
    purge(Arrays.asList(ended));
  }

  private void purge(Collection<LeaseId> ended) {
    Bounded.completed(directory().purge(ended), "purge", patience());
  }

  private List<Lease> left(Lease... leases) {
    List<LeaseId> ids = Stream.of(leases).map(Lease::id).toList();
    return other().observe(null, ids, List.of()).leases();
  }

  /** Returns those of these leases that are listed. */
  private List<Lease> listed(Collection<LeaseId> ids) {
    Set<LeaseId> wanted = ids.stream().collect(Collectors.toSet());
    return answer(ability(other(), LeaseDirectory.class).leases()).stream()
        .filter(lease -> wanted.contains(lease.id()))
        .toList();
  }

  private List<Lease> answer(Flux<Lease> leases) {
    return Bounded.answer(leases.collectList(), "leases", patience());
  }
}
