package io.election4j.proof.chaos.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One harm at a time, and none that is left behind. */
class SetMemberTest {

  private static final String NAME = "127.0.0.1:1";

  @TempDir private Path folder;

  @Test
  void aMemberThatCouldNotBeCutOffIsHealedAndCanBeHarmedAgain() throws Exception {
    Path tried = folder.resolve("tried");
    Path healed = folder.resolve("healed");
    SetMember member =
        member("test -e " + tried + " || { touch " + tried + "; exit 7; }", "touch " + healed);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(member::cut)
        .withMessageContaining("ended with 7");
    assertThat(healed).as("what was cut half-way").exists();

    Files.delete(healed);
    member.cut().close();
    assertThat(healed).exists();
  }

  @Test
  void aMemberThatCouldNeitherBeCutOffNorHealedTellsOfBoth() {
    SetMember member = member("exit 7", "exit 8");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(member::cut)
        .withMessageContaining("ended with 7")
        .satisfies(
            failed ->
                assertThat(failed.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("ended with 8"));
  }

  @Test
  void aMemberThatCouldNotBeKilledOrFrozenCanBeHarmedAgain() throws Exception {
    SetMember member = member("true", "true");

    assertThatExceptionOfType(IOException.class).isThrownBy(member::kill);
    assertThatExceptionOfType(IOException.class).isThrownBy(member::freeze);
    member.cut().close();
  }

  @Test
  void ofManyHarmsAtATimeOneIsDone() throws Exception {
    SetMember member = member("true", "true");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<AutoCloseable> cut = member::cut;
      List<Future<AutoCloseable>> cuts = threads.invokeAll(List.of(cut, cut, cut, cut));

      List<Future<AutoCloseable>> done = cuts.stream().filter(SetMemberTest::isDone).toList();
      assertThat(done).hasSize(1);
      done.get(0).get().close();
      member.cut().close();
    } finally {
      threads.shutdown();
    }
  }

  private static boolean isDone(Future<AutoCloseable> cut) {
    try {
      return cut.get() != null;
    } catch (ExecutionException refused) {
      assertThat(refused).hasRootCauseMessage(NAME + " is cut off already");
      return false;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private SetMember member(String cut, String heal) {
    Map<String, String> nowhere = Map.of(NAME, folder.resolve("no-such-file").toString());
    return new SetMember(
        new InetSocketAddress("127.0.0.1", 1),
        new MemberOrders(true, nowhere, Map.of(), Map.of(NAME, cut), Map.of(NAME, heal)));
  }
}
