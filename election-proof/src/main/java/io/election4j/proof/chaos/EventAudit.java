package io.election4j.proof.chaos;

import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import java.util.ArrayList;
import java.util.List;

/** Checks that a candidate was told of its terms in pairs, in their order. */
final class EventAudit {

  private final String candidate;
  private final List<String> violations = new ArrayList<>();
  private long leads;
  private long last;

  private EventAudit(String candidate) {
    this.candidate = candidate;
  }

  /** Returns what is wrong in one candidate's notes, a line each. */
  static List<String> violations(String candidate, List<Note> notes) {
    EventAudit audit = new EventAudit(candidate);
    notes.forEach(audit::read);
    return audit.violations;
  }

  private void read(Note note) {
    if (note.kind() == Kind.ELECTED) {
      if (leads != 0) {
        wrong("was elected in term " + note.term() + " before term " + leads + " was revoked");
      }
      if (note.term() <= last) {
        wrong("was elected in term " + note.term() + " after term " + last);
      }
      leads = note.term();
      last = note.term();
    } else if (note.kind() == Kind.REVOKED) {
      if (note.term() != leads) {
        wrong("was revoked in term " + note.term() + " while it led in term " + leads);
      }
      leads = 0;
    }
  }

  private void wrong(String what) {
    violations.add(candidate + " " + what);
  }
}
