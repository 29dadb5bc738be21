package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.Note.Kind;
import org.junit.jupiter.api.Test;

class NoteTest {

  @Test
  void aNoteIsOneLineOfJsonWithoutWhatIsEmpty() {
    assertThat(Notes.worked(12, 3).line())
        .isEqualTo("{\"kind\":\"WORKED\",\"nanos\":12,\"term\":3}");
  }

  @Test
  void whatWasWrittenIsRead() {
    Note note = new Note(Kind.FOLLOWS, Long.MIN_VALUE, 7, 9, "Ada \"the first\"\n");

    assertThat(note.line()).doesNotContain("\n");
    assertThat(Note.read(note.line())).contains(note);
    assertThat(Note.read(Notes.rested(1, 2).line())).contains(Notes.rested(1, 2));
  }

  @Test
  void theTornLastLineOfAKilledCandidateIsNoNote() {
    String line = Notes.trusted(1, 2).line();

    assertThat(Note.read(line.substring(0, line.length() - 4))).isEmpty();
    assertThat(Note.read("")).isEmpty();
    assertThat(Note.read("WARN something")).isEmpty();
  }
}
