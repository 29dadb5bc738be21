package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.election4j.Candidate;
import io.election4j.spi.StoreException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", " a", "a\u0000", "\ud83d\ude00", "\uffff"})
  void aTextOfWholeCharactersIsStorable(String text) {
    assertThat(StorableText.storable(text)).isTrue();
    assertThatCode(() -> StorableText.requireValue("books", text)).doesNotThrowAnyException();
  }

  @Test
  void halfACharacterIsNot() {
    for (String text : new String[] {"\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d", "\ud83dx"}) {
      assertThat(StorableText.storable(text)).isFalse();
      assertThat(StorableText.storableName(text)).isFalse();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> StorableText.requireValue("books", text))
          .withMessage("value for election 'books' contains half a character")
          .returns(StoreException.Kind.UNSTORABLE, StoreException::kind);
    }
  }

  @Test
  void aNameHas1To200CharactersAndNoSpaceAtItsEnd() {
    for (String name : new String[] {"a", " a", "a\t", "\ud83d\ude00".repeat(200)}) {
      assertThat(StorableText.storableName(name)).isTrue();
      assertThatCode(() -> StorableText.requireName(name)).doesNotThrowAnyException();
    }
    for (String name : new String[] {"", " ", "a ", "a".repeat(201)}) {
      assertThat(StorableText.storableName(name)).isFalse();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> StorableText.requireName(name))
          .withMessage(
              "election '%s' is empty, ends with a space, has more than 200 characters or half a"
                  + " character",
              name)
          .returns(StoreException.Kind.UNSTORABLE, StoreException::kind);
    }
  }

  @Test
  void aCandidateHasWholeCharactersOnly() {
    Candidate candidate = Candidate.named("me").with("host", "\ud83d\ude00");
    assertThatCode(() -> StorableText.requireCandidate(candidate)).doesNotThrowAnyException();

    for (Candidate half :
        List.of(candidate.with("\ud83d", "value"), candidate.with("key", "\ude00"))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> StorableText.requireCandidate(half))
          .withMessage("attributes of candidate 'me' contain half a character")
          .returns(StoreException.Kind.UNSTORABLE, StoreException::kind);
    }
  }
}
