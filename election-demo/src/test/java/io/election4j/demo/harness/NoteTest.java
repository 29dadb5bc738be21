package io.election4j.demo.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.harness.Note.Kind;
import org.junit.jupiter.api.Test;

class NoteTest {

  @Test
  void aNoteIsOneLine() {
    assertThat(Notes.worked(12, 3).line()).isEqualTo("WORKS 12 3 0 ;");
  }

  @Test
  void whatWasWrittenIsRead() {
    Note note = new Note(Kind.FOLLOWS, Long.MIN_VALUE, 7, 9, "Ada \"the \\n first\";\r\n");

    assertThat(note.line()).doesNotContain("\n");
    assertThat(Note.read(note.line())).contains(note);
    assertThat(Note.read(Notes.rested(1, 2).line())).contains(Notes.rested(1, 2));
    Note written = new Note(Kind.ACCEPTED, 5, 7, 0, "c1.12");
    assertThat(Note.read(written.line())).contains(written);
  }

  @Test
  void theTornLastLineOfAKilledCandidateIsNoNote() {
    String line = Notes.revoked(123, 7, "PAUSED").line();

    for (int length = 0; length < line.length(); length++) {
      assertThat(Note.read(line.substring(0, length))).isEmpty();
    }
    assertThat(Note.read("Exception in thread main")).isEmpty();
    assertThat(Note.read("SOMETHING 1 2 3 ;")).isEmpty();
    assertThat(Note.read("WARN something")).isEmpty();
  }
}
