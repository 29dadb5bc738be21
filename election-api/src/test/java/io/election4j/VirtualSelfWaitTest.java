package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Elected;
import io.election4j.internal.Await;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Waiting for oneself where one thread does everything, as in tests in virtual time. */
@Timeout(60)
class VirtualSelfWaitTest {

  private static final Map<String, BiConsumer<Election, Runnable>> PLACES = new TreeMap<>();
  private static final Map<String, Consumer<VirtualSelfWaitTest>> LEAVING = new TreeMap<>();
  private static final Map<String, Consumer<VirtualSelfWaitTest>> ASKING = new TreeMap<>();

  private final InVirtualTime world = new InVirtualTime();
  private final Elections process = world.processOnOneThread("a", world.store());
  private final Election election = process.join("books");

  static {
    PLACES.put(
        "a listener",
        (election, call) ->
            election.events().ofType(Elected.class).subscribe(event -> call.run(), e -> {}));
    PLACES.put(
        "whileLeading",
        (election, call) ->
            election.whileLeading(l -> Mono.fromRunnable(call)).subscribe(n -> {}, e -> {}));
    PLACES.put(
        "callWhileLeading",
        (election, call) ->
            election
                .callWhileLeading(
                    l -> {
                      call.run();
                      return 1;
                    })
                .subscribe(n -> {}, e -> {}));
    LEAVING.put("close", test -> test.election.close());
    LEAVING.put("close all", test -> test.process.close());
    LEAVING.put("leave", test -> test.election.leave().block());
    LEAVING.put("stepDown", test -> test.election.stepDown(Duration.ofHours(1)).block());
    LEAVING.put("transferTo", test -> test.election.transferTo("b").block());
    LEAVING.put("drain", test -> test.process.drain().block());
    LEAVING.put("closeLater", test -> test.process.closeLater().block());
    ASKING.put("ready", test -> test.election.leadership().orElseThrow().ready().block());
    ASKING.put("proclaim", test -> test.election.leadership().orElseThrow().proclaim("x").block());
    ASKING.put("request", test -> test.process.request("books", Request.drain("b")).block());
    ASKING.put("prepared", test -> test.process.prepared().block());
  }

  static Stream<List<String>> leaving() {
    return PLACES.keySet().stream()
        .flatMap(place -> LEAVING.keySet().stream().map(call -> List.of(place, call)));
  }

  static Stream<List<String>> asking() {
    return PLACES.keySet().stream()
        .flatMap(place -> ASKING.keySet().stream().map(call -> List.of(place, call)));
  }

  @ParameterizedTest
  @MethodSource("leaving")
  void whateverLeavesReturnsAndIsDone(List<String> places) {
    List<String> returned = new ArrayList<>();
    PLACES
        .get(places.get(0))
        .accept(
            election,
            () -> {
              LEAVING.get(places.get(1)).accept(this);
              returned.add("returned");
            });
    world.pass(Duration.ofSeconds(10));
    assertThat(returned).hasSize(1);
    assertThat(election.leadership()).isEmpty();
    assertThat(world.data.list("books").blockFirst().vacant()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("asking")
  void whateverNeedsAnAnswerSaysAtOnceThatItCannotBeWaitedFor(List<String> places) {
    List<Throwable> thrown = new ArrayList<>();
    PLACES
        .get(places.get(0))
        .accept(
            election,
            () -> {
              try {
                ASKING.get(places.get(1)).accept(this);
              } catch (IllegalStateException refused) {
                thrown.add(refused);
              }
            });
    world.pass(Duration.ofMinutes(1));
    assertThat(thrown)
        .singleElement()
        .satisfies(refused -> assertThat(refused).hasMessageContaining("subscribe instead"));
    assertThat(election.leadership()).isPresent();
  }

  @Test
  void whoeverDoesNotBlockIsToldWhenItIsDone() {
    List<Boolean> vacant = new ArrayList<>();
    election
        .whileLeading(
            leadership ->
                Mono.fromRunnable(
                    () ->
                        election
                            .leave()
                            .subscribe(
                                n -> {},
                                e -> {},
                                () -> vacant.add(world.data.list("books").blockFirst().vacant()))))
        .subscribe();
    world.pass(Duration.ofMinutes(1));
    assertThat(vacant).containsExactly(true);
  }

  /** Both are interrupted at the same time, and a thread has one interrupt only. */
  @Test
  void aCampaignInTheWorkOfAnotherElectionDoesNotSwallowTheInterruptOfThatWork() {
    FaultyStore store = world.store();
    Elections other = world.process("b", store);
    Election outer = other.join("outer");
    Election inner = other.join("inner");
    List<String> calls = new CopyOnWriteArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                outer.campaign(
                    l -> {
                      calls.add("outer");
                      inner.campaign(
                          l2 -> {
                            calls.add("inner");
                            Await.interrupt();
                          });
                    });
              } catch (Exception failure) {
                calls.add(failure.toString());
              }
            });
    thread.setDaemon(true);
    thread.start();
    awaitCalls(calls, 2);
    for (int term = 2; term < 12; term++) {
      store.always(FaultyStore.Fault.STALLS);
      world.pass(Duration.ofSeconds(20));
      store.healthy();
      awaitCalls(calls, 2 * term);
    }
    assertThat(calls).allMatch(call -> call.equals("outer") || call.equals("inner"));
  }

  private void awaitCalls(List<String> calls, int count) {
    Await.until(
        () -> {
          world.pass(Duration.ofMillis(100));
          return calls.size() >= count;
        });
    assertThat(calls).hasSize(count);
  }
}
