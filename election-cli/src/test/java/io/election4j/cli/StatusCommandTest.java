package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.cli.base.ExitCode;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class StatusCommandTest {

  private static final String URL = "mysql://app@db/elections";
  private static final Candidate BILLING =
      Candidate.named("billing-7").with("host", "10.0.0.7").with("port", "8081");
  private static final Lease LEASE =
      Lease.opening(
          LeaseId.parse("01234567-89ab-4cde-8f01-23456789abcd"), Duration.ofSeconds(15), BILLING);

  private final Console console = new Console(Path.of(""));

  @BeforeEach
  void oneIsLedAndOneIsVacant() {
    console.store.create(List.of("books", "archive")).block();
    console.store.open(LEASE).block();
    console.store.claim(LEASE, List.of(ElectionRecord.created("books"))).blockLast();
  }

  @Test
  void showsAllElectionsToPeople() {
    assertThat(console.run("status", "--store", URL)).isZero();
    assertThat(console.out())
        .isEqualTo(
            """
            ELECTION  LEADER     ADDRESS        TERM  REVISION  HOLDER    LEASE
            archive   -          -              0     0         -         vacant
            books     billing-7  10.0.0.7:8081  1     1         01234567  not observed

            PARTICIPANT  ADDRESS        PRIORITY  LEADS  HOLDER    LEASE
            billing-7    10.0.0.7:8081  0         books  01234567  not observed
            """);
  }

  @Test
  void showsWhoTakesPartWithoutLeading() {
    Lease waiting =
        Lease.opening(
            LeaseId.parse("11234567-89ab-4cde-8f01-23456789abcd"),
            Duration.ofSeconds(3),
            Candidate.named("archivist").withPriority(7));
    Lease gone = Lease.opening(LeaseId.random(), Duration.ofSeconds(3), BILLING);
    console.store.open(waiting).block();
    console.store.open(gone).block();
    console.store.end(gone.id()).block();

    assertThat(console.run("status", "--store", URL)).isZero();
    assertThat(console.run("status", "--store", URL, "--json")).isZero();

    assertThat(console.out())
        .contains(
            """
            archivist    -              7         -      11234567  not observed
            billing-7    10.0.0.7:8081  0         books  01234567  not observed
            {"election":"archive",""",
            "{\"participant\":\"archivist\",\"priority\":7,\"address\":\"\",\"attributes\":{},\"lease\":{"
                + "\"id\":\"11234567-89ab-4cde-8f01-23456789abcd\",\"ttlMillis\":3000,\"version\":1,"
                + "\"renewal\":\"not-observed\",\"observedMillis\":0},\"leads\":[]}\n",
            "\"leads\":[\"books\"]}\n");
  }

  @Test
  void showsThatALeaderIsNotReadyWhatItProclaimedAndWhatIsAskedOfIt() {
    ElectionRecord held = console.store.list("books").blockFirst();
    held =
        console
            .store
            .amend(List.of(new Amendment.Publish(held, BILLING.unready(), "page 7")))
            .blockLast();
    console
        .store
        .amend(List.of(new Amendment.Ask(held, Request.transfer("billing-8", "ops"))))
        .blockLast();

    assertThat(console.run("status", "--store", URL, "books")).isZero();
    assertThat(console.run("status", "--store", URL, "--json", "books")).isZero();

    assertThat(console.out())
        .contains(
            " NOTE\n",
            " not ready; asked: transfer to 'billing-8' by ops; value 'page 7'\n",
            "\"value\":\"page 7\",\"ready\":false,\"request\":{\"kind\":\"transfer\",\"successor\":"
                + "\"billing-8\",\"by\":\"ops\"},\"leaderlessMillis\":0}");
  }

  @Test
  void anUnknownElectionIsShownAndHasAnExitCode() {
    assertThat(console.run("status", "--store", URL, "nope", "books"))
        .isEqualTo(ExitCode.UNKNOWN_ELECTION.code());
    assertThat(console.out().lines())
        .satisfiesExactly(
            headings -> assertThat(headings).startsWith("ELECTION"),
            nope -> assertThat(nope).startsWith("nope ").endsWith(" unknown"),
            books -> assertThat(books).startsWith("books "));
  }

  /** What the help promises. */
  @Test
  void jsonIsOneObjectALine() {
    assertThat(console.run("status", "--store", URL, "--json", "books", "archive", "nope"))
        .isEqualTo(ExitCode.UNKNOWN_ELECTION.code());
    assertThat(console.out().lines())
        .containsExactly(
            "{\"election\":\"books\",\"state\":\"led\",\"term\":1,\"revision\":1,\"leader\":{"
                + "\"name\":\"billing-7\",\"address\":\"10.0.0.7:8081\",\"attributes\":"
                + "{\"host\":\"10.0.0.7\",\"port\":\"8081\"}},\"lease\":{"
                + "\"id\":\"01234567-89ab-4cde-8f01-23456789abcd\",\"ttlMillis\":15000,"
                + "\"version\":1,\"renewal\":\"not-observed\",\"observedMillis\":0},\"value\":\"\","
                + "\"ready\":true,\"request\":null,\"leaderlessMillis\":0}",
            "{\"election\":\"archive\",\"state\":\"vacant\",\"term\":0,\"revision\":0,"
                + "\"leader\":null,\"lease\":null,\"value\":\"\",\"ready\":null,\"request\":null,"
                + "\"leaderlessMillis\":0}",
            "{\"election\":\"nope\",\"state\":\"unknown\",\"term\":null,\"revision\":null,"
                + "\"leader\":null,\"lease\":null,\"value\":null,\"ready\":null,\"request\":null,"
                + "\"leaderlessMillis\":0}");
  }

  @Test
  void observingTellsASilentLease() {
    assertThat(console.run("status", "--store", URL, "--observe", "100ms", "books")).isZero();
    assertThat(console.out()).contains(" silent for 0.1s of 15s\n");
  }

  @Test
  void observingTellsALeaseThatIsRenewed() {
    Disposable heartbeat =
        Flux.interval(Duration.ofMillis(10))
            .concatMap(tick -> console.store.renew(LEASE.id()))
            .subscribe();
    assertThat(console.run("status", "--store", URL, "--observe", "200ms", "books")).isZero();
    heartbeat.dispose();
    assertThat(console.out()).contains(" renewed\n");
  }

  @Test
  void aLeaseThatEndedIsKnownAtOnce() {
    console.store.end(LEASE.id()).block();
    assertThat(console.run("status", "--store", URL, "books")).isZero();
    assertThat(console.run("status", "--store", URL, "books", "--json")).isZero();
    assertThat(console.out()).contains(" ended\n").contains("\"state\":\"lapsed\"");
  }

  @Test
  void aLeaseThatTheStoreDoesNotHoldIsAbsent() {
    Lease never = Lease.opening(LeaseId.random(), Duration.ofSeconds(15), BILLING);
    console.store.claim(never, List.of(ElectionRecord.created("archive"))).blockLast();
    assertThat(console.run("status", "--store", URL, "archive")).isZero();
    assertThat(console.out()).contains(" absent\n");
  }

  @Test
  void whatWouldMoveTheCursorIsNotPrinted() {
    Candidate odd = Candidate.named("odd").with("host", "\u001b[2Jhost");
    Lease lease = Lease.opening(LeaseId.random(), Duration.ofSeconds(15), odd);
    console.store.open(lease).block();
    console.store.claim(lease, List.of(ElectionRecord.created("archive"))).blockLast();
    assertThat(console.run("status", "--store", URL)).isZero();
    assertThat(console.out()).contains("?[2Jhost").doesNotContain("\u001b");
  }

  @Test
  void nothingIsWritten() {
    List<ElectionRecord> before = console.store.list("").collectList().block();
    assertThat(console.run("status", "--store", URL, "nope")).isEqualTo(4);
    assertThat(console.run("status", "--store", URL)).isZero();
    assertThat(console.store.list("").collectList().block()).isEqualTo(before);
    assertThat(console.neverCreate).containsExactly(true, true);
  }
}
