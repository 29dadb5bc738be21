package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.proof.chaos.Note.Kind;
import org.junit.jupiter.api.Test;

class NoteTest {

  @Test
  void aNoteIsReadAsItWasWritten() {
    Note note = new Note(Kind.ELECTED, -5, 7, 99, "");
    assertThat(Note.read(note.line())).contains(note);
    Note other = new Note(Kind.ACCEPTED, 5, 7, 0, "c1.12");
    assertThat(Note.read(other.line())).contains(other);
  }

  @Test
  void theLastWordsOfOneThatWasKilledAreNoNote() {
    String line = new Note(Kind.REVOKED, 123, 7, 0, "PAUSED").line();
    assertThat(Note.read(line.substring(0, 12))).isEmpty();
    assertThat(Note.read("")).isEmpty();
    assertThat(Note.read("Exception in thread main")).isEmpty();
  }
}
