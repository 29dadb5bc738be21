package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationBuilderTest {

  private final ElectionRecord books = ElectionRecord.created("books");
  private final Lease lease = Lease.fenced(LeaseId.random());

  @Test
  void whatWasReadIsInTheObservation() {
    Observation built =
        new ObservationBuilder()
            .identity("db-1")
            .records(List.of(books))
            .record(ElectionRecord.created("films"))
            .leases(List.of(lease))
            .next(new Marker("7"))
            .identity("db-1")
            .build();

    assertThat(built)
        .isEqualTo(
            new Observation(
                "db-1",
                new Marker("7"),
                List.of(books, ElectionRecord.created("films")),
                List.of(lease)));
  }

  @Test
  void anotherServerHalfWayMakesItWorthNothing() {
    ObservationBuilder builder = new ObservationBuilder().identity("db-1").record(books);

    assertThatIllegalStateException()
        .isThrownBy(() -> builder.identity("db-2"))
        .withMessage("another server answered during the read");
  }

  @Test
  void nothingIsReadFromNobody() {
    assertThatIllegalStateException().isThrownBy(() -> new ObservationBuilder().build());
    assertThatIllegalStateException()
        .isThrownBy(() -> new ObservationBuilder().identity("").build());
  }
}
