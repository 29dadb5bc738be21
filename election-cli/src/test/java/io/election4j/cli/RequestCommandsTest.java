package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.Elections;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.Request;
import io.election4j.cli.base.ExitCode;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of leaders, on an in-memory store. */
class RequestCommandsTest {

  private static final String URL = "mysql://app@db/elections";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Console console = new Console(Path.of(""));
  private final List<Elections> processes = new ArrayList<>();

  @AfterEach
  void close() {
    processes.forEach(Elections::close);
  }

  @Test
  void whoIsAskedToResignLeavesToAnyone() {
    leads(process("ann"), "jobs");
    follows(process("bob"), "jobs");

    assertThat(ask("resign", "jobs")).as(console.err()).isZero();

    assertThat(console.out())
        .isEqualTo("'jobs': was led by 'ann' (term 1), now by 'bob' (term 2)\n");
  }

  @Test
  void aTransferGoesToTheCandidateNamed() {
    leads(process("ann"), "jobs");
    follows(process("bob"), "jobs");
    follows(process("eve"), "jobs");

    assertThat(ask("transfer", "--json", "--to", "eve", "jobs")).as(console.err()).isZero();

    assertThat(console.out())
        .isEqualTo(
            "{\"election\":\"jobs\",\"outcome\":\"done\",\"from\":{\"name\":\"ann\",\"term\":1},"
                + "\"to\":{\"name\":\"eve\",\"term\":2}}\n");
  }

  @Test
  void aTransferToSomebodyWhoIsNotThereIsWarnedOfAndToldFromOneThatWorked() {
    leads(process("ann"), "jobs");
    follows(process("bob"), "jobs");

    assertThat(ask("transfer", "--to", "nobody", "jobs")).isEqualTo(ExitCode.NOT_OBEYED.code());

    assertThat(console.err()).contains("no live candidate 'nobody' is seen").hasLineCount(1);
    assertThat(console.out()).startsWith("'jobs': was led by 'ann' (term 1), now by ");
    assertThat(console.out()).endsWith(", not by the successor\n");
  }

  @Test
  void whoLeadsAlreadyIsNotAskedToTakeOver() {
    leads(process("ann"), "jobs");

    assertThat(ask("transfer", "--to", "ann", "jobs")).isZero();

    assertThat(console.out()).isEqualTo("'jobs': 'ann' (term 1) leads already\n");
    assertThat(record("jobs").request()).isNull();
  }

  @Test
  void aDrainedProcessLeavesAllThatItLeadsAndNothingElse() {
    Elections ann = process("ann");
    List.of("a", "b", "c").forEach(name -> leads(ann, name));
    Elections bob = process("bob");
    List.of("a", "b", "c").forEach(name -> follows(bob, name));
    Leadership others = leads(bob, "d");

    assertThat(console.run("drain", "--store", URL, "--candidate", "ann"))
        .as(console.err())
        .isZero();

    assertThat(console.out().lines())
        .hasSize(3)
        .allMatch(line -> line.contains("was led by 'ann' (term 1), now by 'bob' (term 2)"));
    assertThat(ann.status().draining()).isTrue();
    assertThat(others.isValid()).isTrue();
  }

  @Test
  void whoLeadsNothingCannotBeDrainedAndIsToldSo() {
    assertThat(console.run("drain", "--store", URL, "--candidate", "ann"))
        .isEqualTo(ExitCode.NOT_LED.code());
    assertThat(console.err())
        .isEqualTo("election: candidate 'ann' leads nothing, so it cannot be asked: just end it\n");
  }

  @Test
  void nobodyElseStartsBeforeTheWorkOfTheFormerHasStopped() {
    CountDownLatch stopped = new CountDownLatch(1);
    Elections ann = process("ann");
    leads(ann, "jobs");
    ann.join("jobs").lead(new SlowToStop(stopped));
    Election next = follows(process("bob"), "jobs");

    assertThat(ask("transfer", "--to", "bob", "--timeout", "1s", "jobs"))
        .isEqualTo(ExitCode.NOT_OBEYED.code());

    assertThat(console.out())
        .isEqualTo("'jobs': 'ann' (term 1) was asked and has not left in time; it still may\n");
    assertThat(next.leadership()).isEmpty();
    assertThat(record("jobs").term()).isOne();
    stopped.countDown();
    next.events().ofType(Elected.class).blockFirst(PATIENCE);
    assertThat(record("jobs").term()).isEqualTo(2);
  }

  @Test
  void withoutWaitingTheRequestIsInTheRecordAndThatIsAll() {
    claimedByNobody("jobs");

    assertThat(ask("resign", "--no-wait", "--by", "ops", "jobs")).isZero();

    assertThat(console.out()).isEqualTo("'jobs': 'ghost' (term 1) was asked\n");
    assertThat(record("jobs").request()).isEqualTo(Request.resign("ops"));
    assertThat(record("jobs").leader()).isEqualTo(Candidate.named("ghost"));
  }

  @Test
  void whoDoesNotObeyKeepsTheOffice() {
    claimedByNobody("jobs");

    assertThat(ask("resign", "--timeout", "200ms", "jobs")).isEqualTo(ExitCode.NOT_OBEYED.code());

    assertThat(record("jobs").term()).isOne();
    assertThat(record("jobs").vacant()).isFalse();
  }

  @Test
  void electionsThatAreVacantOrUnknownAreToldApart() {
    console.store.create(List.of("empty")).block();

    assertThat(ask("resign", "empty")).isEqualTo(ExitCode.NOT_LED.code());
    assertThat(ask("resign", "nope")).isEqualTo(ExitCode.UNKNOWN_ELECTION.code());
    assertThat(ask("resign", "empty", "nope")).isEqualTo(ExitCode.NOT_LED.code());

    assertThat(console.out())
        .startsWith(
            "'empty': nobody leads, so nobody was asked\n'nope': the store does not know it\n");
    assertThat(console.store.list("").collectList().block()).hasSize(1);
  }

  @Test
  void whoAsksIsToldToTheLeader() {
    claimedByNobody("jobs");
    assertThat(ask("resign", "--no-wait", "jobs")).isZero();
    assertThat(Objects.requireNonNull(record("jobs").request()).by())
        .startsWith(System.getProperty("user.name") + "@");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transfer jobs            | '--to=CANDIDATE'",
        "transfer --to= jobs      | --to '' is empty",
        "transfer --to=x          | NAME",
        "resign                   | NAME",
        "resign --by= jobs        | --by '' is empty",
        "resign --timeout=3 jobs  | '3' is not a duration",
        "drain                    | --candidate=CANDIDATE",
        "drain --candidate=       | candidate name '' is empty"
      })
  void badInputIsOneLineAndNothingIsOpened(String line, String message) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(1, List.of("--store", URL));
    assertThat(console.run(words.toArray(String[]::new))).isEqualTo(ExitCode.USAGE.code());
    assertThat(console.err()).startsWith("election: ").contains(message).hasLineCount(1);
    assertThat(console.opened).isEmpty();
  }

  /** Work that stops when the test says so. */
  private record SlowToStop(CountDownLatch mayStop) implements LeaderWorker {
    @Override
    public void start(Leadership leadership) {}

    @Override
    public void stop(Leadership leadership) throws InterruptedException {
      mayStop.await();
    }
  }

  private int ask(String command, String... options) {
    List<String> line = new ArrayList<>(List.of(command, "--store", URL));
    line.addAll(List.of(options));
    return console.run(line.toArray(String[]::new));
  }

  private Elections process(String name) {
    Elections elections =
        Elections.builder(console.store.connect())
            .candidate(Candidate.named(name))
            .lease(Duration.ofSeconds(3))
            .build();
    processes.add(elections);
    return elections;
  }

  private static Leadership leads(Elections process, String election) {
    return Objects.requireNonNull(
            process.join(election).events().ofType(Elected.class).blockFirst(PATIENCE))
        .leadership();
  }

  private static Election follows(Elections process, String election) {
    Election joined = process.join(election);
    joined.events().ofType(LeaderChanged.class).blockFirst(PATIENCE);
    return joined;
  }

  /** A leader that does not listen. */
  private void claimedByNobody(String election) {
    Lease lease = Lease.opening(LeaseId.random(), PATIENCE, Candidate.named("ghost"));
    console.store.create(List.of(election)).block();
    console.store.open(lease).block();
    console.store.claim(lease, List.of(ElectionRecord.created(election))).blockLast();
  }

  private ElectionRecord record(String election) {
    return Objects.requireNonNull(console.store.list(election).blockFirst());
  }
}
