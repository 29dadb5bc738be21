package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L15: names, candidates and values are kept exactly. */
abstract class NameRules extends Rules {

  private static final int MOST_CHARACTERS = 200;
  private static final int MOST_BYTES = 4096;

  @Test
  final void L15_hostileNamesLiveThroughAWholeTerm() {
    String suffix = Samples.unique();
    List<String> names =
        new ArrayList<>(HostileTexts.all().stream().map(name -> name + suffix).toList());
    names.add(HostileTexts.emoji(MOST_CHARACTERS));
    names.add((suffix + "x".repeat(MOST_CHARACTERS)).substring(0, MOST_CHARACTERS));
    Lease me = opened();

    store().create(names);
    List<ElectionRecord> created = other().records(names);
    List<ElectionRecord> won = store().claim(me, created);
    List<ElectionRecord> left = other().amend(won.stream().map(NameRules::vacate).toList());

    assertThat(created)
        .as("check the column's length in characters, its character set and its collation")
        .containsExactlyInAnyOrderElementsOf(names.stream().map(ElectionRecord::created).toList());
    assertThat(won).extracting(ElectionRecord::election).containsExactlyInAnyOrderElementsOf(names);
    assertThat(left)
        .extracting(ElectionRecord::election)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(store().records(names)).containsExactlyInAnyOrderElementsOf(left);
  }

  @Test
  final void L15_aSingleCharacterIsAName() {
    // One character cannot be new in a shared database: the record may be there already, in any
    // state.
    String name = "\ud83e\uddea";
    store().create(List.of(name));

    ElectionRecord won = store().take(opened(), other().record(name));

    assertThat(other().record(name)).isEqualTo(won);
  }

  @Test
  final void L15_namesThatLookAlikeAreDifferentElections() {
    String suffix = Samples.unique();
    Lease me = opened();
    for (List<String> group : HostileTexts.CONFUSABLE) {
      List<String> names = group.stream().map(name -> name + suffix).toList();
      store().create(names);

      ElectionRecord won = store().take(me, ElectionRecord.created(names.get(0)));

      List<ElectionRecord> expected =
          new ArrayList<>(names.stream().map(ElectionRecord::created).toList());
      expected.set(0, won);
      assertThat(other().records(names))
          .as("check that the key's collation is binary: %s are %s elections", group, names.size())
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(other().records(names.subList(1, 2))).containsExactly(expected.get(1));
    }
  }

  @Test
  final void L15_hostileCandidatesAreKeptAsTheyAre() {
    List<Lease> leases = HostileTexts.all().stream().map(text -> lease(hostile(text))).toList();

    leases.forEach(store()::open);
    ElectionRecord held = heldBy(leases.get(0));

    assertThat(other().observe(null, leases.stream().map(Lease::id).toList(), List.of()).leases())
        .as("check that names of attributes are stored as values, never as names of fields")
        .containsExactlyInAnyOrderElementsOf(leases);
    for (Lease lease : leases) {
      String value = "of " + lease.id();
      held = store().change(new Amendment.Publish(held, lease.candidate(), value));
      assertThat(other().record(held.election()).leader()).isEqualTo(lease.candidate());
    }
  }

  @Test
  final void L15_theLargestCandidatesAreKeptAsTheyAre() {
    Stream.of(
            new Candidate(HostileTexts.emoji(MOST_CHARACTERS), Map.of(), Integer.MAX_VALUE),
            new Candidate("min", Map.of("k", "v".repeat(MOST_BYTES - 1)), Integer.MIN_VALUE),
            new Candidate("emoji", Map.of("key!", HostileTexts.emoji(MOST_BYTES / 4 - 1)), 0),
            new Candidate("quotes", Map.of("", "\"'\\\n".repeat(MOST_BYTES / 4)), 0))
        .map(NameRules::lease)
        .forEach(
            lease -> {
              store().open(lease);
              ElectionRecord won = store().take(lease, vacant());
              assertThat(other().lease(lease.id())).contains(lease);
              assertThat(other().record(won.election()).leader()).isEqualTo(lease.candidate());
            });
  }

  @Test
  final void L15_hostileValuesAreKeptAsTheyAre() {
    ElectionRecord held = heldBy(opened());
    List<String> values = new ArrayList<>(HostileTexts.all());
    values.addAll(List.of(" ", " both ends ", "two\nlines\r\n\tand a tab", "x".repeat(MOST_BYTES)));
    values.addAll(
        List.of(HostileTexts.emoji(MOST_BYTES / 4), "\"'\\\n".repeat(MOST_BYTES / 4), ""));
    for (String value : values) {
      held = store().change(new Amendment.Publish(held, Candidate.named("leader"), value));
      assertThat(held.value()).isEqualTo(value);
      assertThat(other().record(held.election()))
          .as("check type and length of the column, and how values reach the statement")
          .isEqualTo(held);
    }
  }

  @Test
  final void L15_hostileNamesAreFoundByMarkers() {
    String suffix = Samples.unique();
    List<String> names = HostileTexts.all().stream().map(name -> name + suffix).toList();
    Marker before = store().marker();

    other().create(names);

    assertThat(store().observe(before, List.of(), List.of()).records())
        .containsAll(names.stream().map(ElectionRecord::created).toList());
  }

  @Test
  final void L15_aNameThatCannotBeKeptIsRefusedAndTakenForNoOther() {
    String base = Samples.unique();
    store().create(List.of(base));
    ElectionRecord before = other().record(base);
    String longest = (base + "x".repeat(MOST_CHARACTERS)).substring(0, MOST_CHARACTERS);
    List<String> doubtful =
        List.of(
            base + " ",
            " " + base,
            base + "\t",
            base + "\n",
            base + "\u0000",
            base + "\u0000x",
            base + "\ud800",
            longest + "y");
    doubtful.forEach(this::assertKeptOrRefused);

    assertThat(other().records(List.of(base, longest)))
        .as("check that no name was cut off, padded or trimmed to that of another election")
        .containsExactly(before);
    doubtful.forEach(
        name ->
            assertThat(other().claim(Samples.lease(), ElectionRecord.created(name)))
                .as("a claim of a name that is not stored as it is, or was not claimed yet")
                .allMatch(won -> won.election().equals(name)));
    assertThat(other().record(base)).isEqualTo(before);
    assertOthersAreServedBeside(doubtful);
  }

  /** A name that cannot be kept is absent, and no reason to fail. */
  private void assertOthersAreServedBeside(List<String> doubtful) {
    ElectionRecord vacant = vacant();
    List<ElectionRecord> all =
        Stream.concat(doubtful.stream().map(ElectionRecord::created), Stream.of(vacant)).toList();
    Lease me = opened();

    List<ElectionRecord> won = store().claim(me, all);
    List<ElectionRecord> left =
        store().amend(all.stream().map(seen -> vacate(Samples.taken(seen, 1, me))).toList());

    assertThat(won)
        .as("check that what cannot be stored is refused like what is absent")
        .extracting(ElectionRecord::election)
        .contains(vacant.election());
    assertThat(left).extracting(ElectionRecord::election).contains(vacant.election());
    assertThat(other().records(all.stream().map(ElectionRecord::election).toList()))
        .extracting(ElectionRecord::election)
        .contains(vacant.election());
  }

  private void assertKeptOrRefused(String name) {
    boolean refused = Failures.refuses(() -> store().reactive().create(List.of(name)), patience());
    List<String> found = namesRead(name);
    assertThat(found)
        .as(
            "check that a name that the column cannot keep is refused, %s",
            HostileTexts.shown(name))
        .isEqualTo(refused ? List.of() : List.of(name));
  }

  private List<String> namesRead(String name) {
    return other().records(List.of(name)).stream().map(ElectionRecord::election).toList();
  }

  @Test
  final void L15_aValueThatCannotBeKeptIsRefused() {
    ElectionRecord held = heldBy(opened());
    for (String value : List.of("a\u0000b", "\ud800", "x".repeat(MOST_BYTES * 20))) {
      Amendment publish = new Amendment.Publish(held, Candidate.named("leader"), value);
      boolean refused =
          Failures.refuses(() -> store().reactive().amend(List.of(publish)).then(), patience());
      ElectionRecord now = other().record(held.election());
      assertThat(now)
          .as("check that a value is kept whole or refused, %s", HostileTexts.shown(value))
          .isEqualTo(refused ? held : publish.applied(held));
      held = now;
    }
  }

  private static Amendment vacate(ElectionRecord held) {
    return new Amendment.Vacate(held);
  }

  private static Lease lease(Candidate candidate) {
    return Lease.opening(LeaseId.random(), Samples.TTL, candidate);
  }

  /** Returns a candidate with this text wherever a candidate may have it. */
  private static Candidate hostile(String text) {
    return new Candidate(text, Map.of(text, "the key is hostile", "the value is hostile", text), 1);
  }
}
