package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "billing/close-of-day",
        "two words",
        "'; DROP TABLE election_record; --",
        "$set",
        "a.b.c",
        "100%_\\",
        "caf\u00e9",
        "cafe\u0301",
        "\u6f22\u5b57",
        "\ud83e\uddea",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "\u00ad"
      })
  void anyPrintableTextIsAName(String name) {
    assertThat(Bounds.name("election", name)).isSameAs(name);
  }

  @Test
  void twoHundredCharactersOfFourBytesAreAName() {
    assertThat(Bounds.name("election", "\ud83d\ude00".repeat(200))).hasSize(400);
  }

  @Test
  void anEmptyNameIsRefused() {
    assertRefused("", "election '' is empty");
  }

  @Test
  void aLongerNameIsRefusedAndNotWrittenOutInFull() {
    assertRefused(
        "x".repeat(201), "election '" + "x".repeat(60) + "...' has 201 characters, more than 200");
  }

  @ParameterizedTest
  @CsvSource({
    "0000, NUL",
    "0009, tab",
    "000a, line feed",
    "000d, carriage return",
    "001b, escape",
    "007f, delete",
    "0085, next line",
    "2028, line separator",
    "2029, paragraph separator",
    "d800, half a character",
    "dc00, the other half"
  })
  void aCharacterThatCannotBePrintedIsRefusedAndShownByItsNumber(String hex, String what) {
    String name = "a" + (char) Integer.parseInt(hex, 16) + "b";

    assertRefused(name, "election 'a\\u" + hex + "b' contains a character that cannot be printed");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", " ", "\u00a0a", "a\u3000", "a\u2003", "\u2007a"})
  void aSpaceAtEitherEndIsRefused(String name) {
    assertRefused(name, "election '" + name + "' starts or ends with a space");
  }

  @Test
  void theMessageNamesTheParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.name("candidate name", ""))
        .withMessage("candidate name '' is empty");
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> Bounds.name("election", null));
  }

  private static void assertRefused(String name, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.name("election", name))
        .withMessage(message);
  }
}
