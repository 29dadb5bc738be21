package io.election4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.election4j.internal.ElectionLog;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.InVirtualTime;
import io.election4j.internal.LogLine;
import io.election4j.internal.RecordedLog;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the log says, line by line. */
class LogTest {

  private static final Path TROUBLESHOOTING = Path.of("..", "docs", "troubleshooting.md");

  private final InVirtualTime world = new InVirtualTime();
  private final RecordedLog log = new RecordedLog();
  private final DyingStore store = new DyingStore(world.data.connect());
  private final Elections process =
      world.on("a", store).workers(world.time::schedule).logger(log).build();
  private final Election election = process.join("books");

  /** A store that fails with what it is told to. */
  private static final class DyingStore extends FaultyStore {
    private volatile String cause = "";

    DyingStore(io.election4j.spi.InMemoryLeaseStore store) {
      super(store);
    }

    void die(String why) {
      cause = why;
    }

    void live() {
      cause = "";
    }

    @Override
    protected <T> Mono<T> mono(Call call, Mono<T> answer) {
      return Mono.defer(
          () ->
              cause.isEmpty()
                  ? super.mono(call, answer)
                  : Mono.error(StoreException.unavailable(cause, null)));
    }
  }

  private void seconds(int seconds) {
    world.pass(Duration.ofSeconds(seconds));
  }

  /** Lets time pass and checks what is said meanwhile. */
  private void says(int seconds, String... lines) {
    int before = log.lines().size();
    seconds(seconds);
    List<String> all = log.lines();
    assertThat(all.subList(before, all.size())).containsExactly(lines);
  }

  @Test
  void everyOutageIsToldWithItsCausesAndItsEnd() {
    seconds(2);
    assertThat(log.lines()).containsExactly("INFO Leading 'books', term 1");
    store.die("connection refused");
    says(1, "WARN The store is not available: connection refused");
    says(4);
    store.live();
    says(4, "INFO The store answers again, after 5 s");
    says(10);
    store.die("connection reset by peer");
    says(1, "WARN The store is not available: connection reset by peer");
    says(4);
    store.die("connection refused");
    says(1, "WARN The store is not available for another reason now: connection refused");
    says(8, "INFO No longer leading 'books', term 1: store unreachable");
    store.die("access denied for user 'app'");
    says(1, "WARN The store is not available for another reason now: access denied for user 'app'");
    says(28);
    assertThat(log.lines()).noneMatch(line -> line.contains("still"));
    seconds(5);
    assertThat(log.lines())
        .last()
        .asString()
        .matches(
            "WARN The store is still not available, for 4[3-6] s now, [0-9]+ more failures:"
                + " access denied for user 'app'");
    store.live();
    seconds(20);
    assertThat(log.lines())
        .filteredOn(line -> line.contains("answers again"))
        .containsExactly(
            "INFO The store answers again, after 5 s", "INFO The store answers again, after 48 s");
    assertThat(log.lines()).last().isEqualTo("INFO Leading 'books', term 2");
  }

  @Test
  void aStoreThatIsSilentIsToldOfOnceThoughAllItWasAskedFails() {
    seconds(2);
    store.always(FaultyStore.Fault.STALLS);
    seconds(60);
    store.healthy();
    seconds(30);
    assertThat(log.lines())
        .map(line -> line.replaceAll("[0-9]+ (more|ms)", "N $1"))
        .containsExactly(
            "INFO Leading 'books', term 1",
            "WARN The store is not available: the store did not answer to observe within N ms",
            "INFO No longer leading 'books', term 1: store unreachable",
            "WARN The store is still not available, for 30 s now, N more failures: the store did"
                + " not answer to observe within N ms",
            "INFO Leading 'books', term 2",
            "INFO The store answers again, after 57 s");
  }

  @Test
  void aStoreThatComesAndGoesIsNotToldOfEachTime() {
    seconds(2);
    for (int i = 0; i < 300; i++) {
      store.die("too many connections");
      seconds(1);
      store.live();
      seconds(3);
    }
    // Twenty minutes: some at first, then one every thirty seconds.
    assertThat(log.lines()).filteredOn(line -> line.contains("The store")).hasSizeBetween(40, 55);
  }

  @Test
  void whatStateShowsIsTheCauseOfNow() {
    seconds(2);
    store.die("connection refused");
    seconds(5);
    store.die("access denied");
    seconds(2);
    assertThat(process.status().store().lastError()).contains("access denied");
  }

  @Test
  void aStoreThatCannotBeUsedIsToldOfOnceAndNotCalledUnavailable() {
    FaultyStore broken =
        world.store().when(FaultyStore.Call.PREPARE, FaultyStore.Fault.IS_MISCONFIGURED);
    RecordedLog other = new RecordedLog();
    world.on("b", broken).logger(other).build();
    seconds(60);
    assertThat(other.lines())
        .containsExactly("ERROR The store cannot be used: user: 'x' may not write");
  }

  @Test
  void workThatFailsAgainAndAgainIsToldWithOneStackTraceAndThenEveryThirtySeconds() {
    election
        .whileLeading(
            leadership -> Flux.error(new IllegalStateException("no paper")),
            OnFailure.retryAfter(Duration.ofMillis(100)))
        .subscribe();
    seconds(92);
    String line =
        "WARN Work in election 'books', term 1, failed and is tried again after 100 ms:"
            + " java.lang.IllegalStateException: no paper";
    List<String> lines = log.lines();
    assertThat(lines).hasSize(5);
    assertThat(lines.subList(0, 2)).containsExactly("INFO Leading 'books', term 1", line + " +");
    assertThat(lines.subList(2, 5))
        .allMatch(
            again -> again.startsWith(line + " (") && again.endsWith("since this was said last)"));
  }

  @Test
  void workThatFailsWithAnotherNumberEachTimeIsNotToldOfEachTime() {
    AtomicInteger tries = new AtomicInteger();
    election
        .whileLeading(
            l -> Mono.error(new IOException("request " + tries.incrementAndGet() + " of 0 failed")),
            OnFailure.retryAfter(Duration.ofMillis(100)))
        .subscribe();
    seconds(40);

    assertThat(tries).hasValueGreaterThan(300);
    assertThat(log.lines()).filteredOn(line -> line.contains("is tried again")).hasSize(2);
    assertThat(log.lines()).filteredOn(line -> line.endsWith("+")).hasSize(1);
  }

  @Test
  void workThatFailsWithAnotherNameEachTimeIsToldOfAFewTimesOnly() {
    election
        .whileLeading(
            l -> Mono.error(new IOException("request " + UUID.randomUUID() + " failed")),
            OnFailure.retryAfter(Duration.ofMillis(100)))
        .subscribe();
    seconds(60);

    assertThat(log.lines())
        .filteredOn(line -> line.contains("is tried again"))
        .hasSizeBetween(2, 20)
        .anyMatch(line -> line.contains("more times since this was said last"));
  }

  @Test
  void aCauseOfManyLinesIsToldInOneAndOneWithoutWordsByWhatItIs() {
    seconds(3);
    store.die("first line\n\tsecond line\r\n");
    seconds(1);
    store.die(" ");
    seconds(1);

    assertThat(log.lines())
        .contains("WARN The store is not available: first line second line")
        .anyMatch(line -> line.endsWith("StoreException"))
        .noneMatch(line -> line.contains("\n"));
  }

  @Test
  void aFollowerWorkerThatFailsAtEveryChangeIsToldOfOnce() {
    seconds(2);
    RecordedLog other = new RecordedLog();
    Elections follower =
        world.on("b", world.store()).workers(world.time::schedule).logger(other).build();
    follower
        .observe("books")
        .follow(
            new FollowerWorker() {
              @Override
              public void start(Leader leader) {
                throw new IllegalStateException("no ink");
              }

              @Override
              public void stop(Leader leader) {}
            });
    for (int i = 0; i < 10; i++) {
      election.leadership().orElseThrow().proclaim("value " + i).subscribe();
      seconds(2);
    }
    assertThat(other.lines())
        .containsExactly(
            "ERROR The follower worker of election 'books' failed in start:"
                + " java.lang.IllegalStateException: no ink +");
  }

  @ParameterizedTest
  @EnumSource(LogLine.class)
  void everyTextIsExplainedInTheDocumentation(LogLine line) throws IOException {
    assertThat(Files.readString(TROUBLESHOOTING))
        .contains("`" + line.text().replace("{}", "…") + "`");
  }

  @Test
  void whatIsAddedToLinesThatRepeatIsExplainedToo() throws IOException {
    assertThat(Files.readString(TROUBLESHOOTING)).contains(LogLine.MORE.strip().replace("{}", "…"));
  }

  @Test
  void nothingElseIsWrittenToTheLog() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(ElectionLog.class, LogLine.class, ElectionsBuilder.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.election4j"));
    assertThat(Stream.of(LogLine.values()).map(LogLine::text)).doesNotHaveDuplicates();
  }
}
