package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TermFenceTest {

  private final TermFence fence = TermFence.of("books");
  private final List<Long> written = new CopyOnWriteArrayList<>();

  private void write(long term) {
    fence.write(term, () -> written.add(term));
  }

  private void refused(long term) {
    assertThatExceptionOfType(NoLongerLeaderException.class)
        .isThrownBy(() -> write(term))
        .withMessage("election 'books': term %d is over, so its write is refused", term)
        .returns("books", NoLongerLeaderException::election)
        .returns(term, NoLongerLeaderException::term);
  }

  @Test
  void aLowerTermThanTheHighestIsRefusedAndNotRun() {
    write(1);
    write(1);
    write(7);
    refused(6);
    write(7);

    assertThat(written).containsExactly(1L, 1L, 7L, 7L);
    assertThat(fence.highest()).isEqualTo(7);
  }

  @Test
  void itGoesOnFromTheTermKeptWithTheResource() {
    TermFence reopened = TermFence.of("books", 7);

    assertThatExceptionOfType(NoLongerLeaderException.class)
        .isThrownBy(() -> reopened.write(6, () -> {}));
    reopened.write(7, () -> {});
  }

  @Test
  void aWriteThatFailsCounts() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                fence.write(
                    2,
                    () -> {
                      throw new IllegalStateException("disk full");
                    }));

    refused(1);
  }

  @Test
  void termsNeverFallWhateverManyWritersDo() {
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            writer ->
                new Random(writer)
                    .longs(500, 1, 100)
                    .forEach(
                        term -> {
                          try {
                            write(term);
                          } catch (NoLongerLeaderException late) {
                            assertThat(late.term()).isLessThan(fence.highest());
                          }
                        }));

    assertThat(written).isSorted().endsWith(fence.highest());
  }
}
