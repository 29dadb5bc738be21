package io.election4j.proof.chaos;

import static java.util.stream.Collectors.toSet;

import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what the guarded resource holds with what the candidates noted about their writes. */
final class LedgerAudit {

  private final Ledger.Contents written;
  private final List<Note> notes;

  LedgerAudit(Ledger.Contents written, List<Note> notes) {
    this.written = written;
    this.notes = notes;
  }

  /** Returns what is wrong, a line each. */
  List<String> violations() {
    List<String> wrong = new ArrayList<>();
    List<Ledger.Entry> entries = written.entries();
    if (written.value() != entries.size()) {
      wrong.add("the counter is " + written.value() + " after " + entries.size() + " writes");
    }
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).term() < entries.get(i - 1).term()) {
        wrong.add("write " + entries.get(i) + " was accepted after " + entries.get(i - 1));
      }
    }
    Set<Ledger.Entry> there = new HashSet<>(entries);
    if (there.size() != entries.size()) {
      wrong.add("a write was accepted twice");
    }
    missing(noted(Kind.ACCEPTED), there).forEach(e -> wrong.add("accepted, but lost: " + e));
    Set<Ledger.Entry> tried = noted(Kind.WORKS);
    tried.addAll(noted(Kind.DEFIES));
    missing(there, tried).forEach(e -> wrong.add("there, but written by nobody: " + e));
    Set<Ledger.Entry> refused = noted(Kind.REFUSED);
    refused.retainAll(there);
    refused.forEach(e -> wrong.add("refused, but there: " + e));
    return wrong;
  }

  private Set<Ledger.Entry> noted(Kind kind) {
    return notes.stream()
        .filter(note -> note.kind() == kind)
        .map(note -> new Ledger.Entry(note.term(), note.text()))
        .collect(toSet());
  }

  private static Set<Ledger.Entry> missing(Set<Ledger.Entry> some, Set<Ledger.Entry> all) {
    Set<Ledger.Entry> missing = new HashSet<>(some);
    missing.removeAll(all);
    return missing;
  }
}
