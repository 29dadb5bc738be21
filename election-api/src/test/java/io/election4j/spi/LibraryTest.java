package io.election4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class LibraryTest {

  @ParameterizedTest
  @CsvSource({
    "3.6.5, 3.6.6, true",
    "3.6.6, 3.6.6, false",
    "3.10.0, 3.6.6, false",
    "4.1.109.Final, 4.1.110, true",
    "4.1.110.Final-redhat-1, 4.1.110, false",
    "4.2.0.RC1, 4.1.110, false",
    "5.2, 5.2.1, true",
    "5, 5.2.1, false",
    "unknown, 5.2.1, false",
    "2026.99999999.1, 2026.1.0, false",
    ", 5.2.1, false"
  })
  void onlyWhatIsCertainlyOlderIsTooOld(String version, String least, boolean tooOld) {
    assertThat(new Library("x", version, least).tooOld()).isEqualTo(tooOld);
  }

  @Test
  void theVersionOnTheClassPathIsFound() {
    assertThat(Library.of("reactor-core", Mono.class, "1.0.0").version()).matches("3\\..*");
    assertThat(Library.of("junit", Test.class, "1.0.0").version()).matches("5\\..*");
    assertThat(Library.of("jdk", String.class, "1.0.0").toString()).startsWith("jdk ");
  }

  @Test
  void whatIsTooOldIsNamedWithBothVersions() {
    Library old = new Library("driver", "5.0.1", "5.2.1");
    Library fine = new Library("core", "9.0", "3.6.6");

    assertThatNoException().isThrownBy(() -> Library.require(List.of(fine)));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Library.require(List.of(old, fine)))
        .withMessage("driver 5.0.1 is on the class path, at least 5.2.1 is needed")
        .returns(StoreException.Kind.MISCONFIGURED, StoreException::kind);
  }

  @Test
  void aMismatchAmongTheCausesIsExplainedAndNothingElseIs() {
    Throwable failure = new IllegalStateException("lost", new NoSuchMethodError("f()"));
    Library unknown = new Library("driver", null, "5.2.1");

    assertThat(Library.explain(new IllegalStateException("lost"), List.of(unknown))).isEmpty();
    assertThat(Library.explain(failure, List.of(unknown)))
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.kind()).isEqualTo(StoreException.Kind.MISCONFIGURED);
              assertThat(fault)
                  .hasMessageContaining("NoSuchMethodError: f()")
                  .hasMessageContaining("driver of an unknown version, of which 5.2.1 or newer")
                  .hasCause(failure);
            });
  }
}
