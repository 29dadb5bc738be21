package io.election4j.proof.mutants;

import java.util.List;

/** Conditions that a store must not leave out. */
final class StoreMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "fence-without-version",
              "A lease is fenced at whatever version it has, renewed since it was seen or not.",
              store("lease.version() == version", "lease.version() >= 0")),
          Mutant.of(
              "vacate-by-name",
              "A vacation names the election only: a late one frees the successor's, as in"
                  + " ShedLock on MongoDB.",
              record("stored.term() != held.term()", "stored.holder() == null"),
              record("stored.revision() != held.revision()", "held.holder() == null"),
              record("!Objects.equals(stored.holder(), held.holder())", "stored.term() < 0")),
          Mutant.of(
              "term-by-client",
              "The term written is the one read plus one, whatever is stored by then.",
              record(
                  "Math.max(Math.max(stored.term(), seen.term()) + 1, leastTerm.getAsLong())",
                  "seen.term() + 1")),
          Mutant.of(
              "self-claim-by-holder",
              "A claim from oneself names the holder only: a late one raises the term again.",
              record("seen.heldBy(me.id()) && stored.term() != seen.term()", "seen.term() < 0")));

  private StoreMutants() {}

  private static Edit store(String before, String after) {
    return new Edit("io/election4j/proof/oracle/ModelStore.java", before, after);
  }

  private static Edit record(String before, String after) {
    return new Edit("io/election4j/proof/oracle/RecordChanges.java", before, after);
  }
}
