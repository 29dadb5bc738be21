package io.election4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Failures;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import io.election4j.cli.base.Termination;
import io.election4j.spi.StoreException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells every change, one JSON line each. */
@Command(
    name = "watch",
    description = {
      "Print one JSON line for every election, and one more for every change of it, vacancy"
          + " included; reads only.",
      "Reads twice a second, so of several changes within that time only the last is told. A store"
          + " that does not answer is asked again until it does.",
      "Without names, elections that are new are told too.",
      "Ends with exit code 0 on SIGINT, SIGTERM or when nobody reads its output any more."
    },
    footerHeading = "%nJSON:%n",
    footer = {
      "As 'election status --help' says, without candidates. A change is one of the leader, of what"
          + " it says of itself (ready, attributes, value) or of what is asked of it.",
      "Between them {\"store\":\"unavailable\",\"cause\":...} when the store does not answer, and"
          + " {\"store\":\"recovered\",\"afterMillis\":...} when it does again."
    })
final class WatchCommand extends StoreCommand {

  private static final long PAUSE_MILLIS = 500;

  private final Map<String, ElectionView> told = new HashMap<>();
  private final ReentrantLock writing = new ReentrantLock();
  private OptionalLong silentSince = OptionalLong.empty();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Elections; all unless given.")
  private List<String> names = List.of();

  WatchCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  @SuppressWarnings("try") // what is open is not always spoken to
  public Integer call() throws InterruptedException {
    requireElections(names);
    try (Session session = reading();
        Termination end = Termination.then(this::exit)) {
      ElectionReader reader = new ElectionReader(session, names);
      List<ElectionView> views = reader.read();
      while (tell(views)) {
        Thread.sleep(PAUSE_MILLIS);
        views = readAgain(reader);
      }
    }
    return ExitCode.OK.code();
  }

  /** Returns nothing while the store does not answer, which is told once. */
  private List<ElectionView> readAgain(ElectionReader reader) {
    try {
      List<ElectionView> views = reader.read();
      silentSince.ifPresent(this::recovered);
      silentSince = OptionalLong.empty();
      return views;
    } catch (StoreException failure) {
      if (failure.kind() == StoreException.Kind.MISCONFIGURED) {
        throw failure;
      }
      if (silentSince.isEmpty()) {
        silentSince = OptionalLong.of(System.nanoTime());
        String cause = Failures.text(failure);
        report("trying again: " + cause);
        print(List.of(storeLine("unavailable").put("cause", cause)));
      }
      return List.of();
    }
  }

  private void recovered(long sinceNanos) {
    report("the store answers again");
    long millis = (System.nanoTime() - sinceNanos) / 1_000_000;
    print(List.of(storeLine("recovered").put("afterMillis", millis)));
  }

  private static ObjectNode storeLine(String store) {
    return JsonNodeFactory.instance.objectNode().put("store", store);
  }

  /** Returns whether anybody still reads. */
  private boolean tell(List<ElectionView> views) {
    return print(views.stream().filter(this::changed).toList());
  }

  private boolean print(List<?> objects) {
    writing.lock();
    try {
      objects.stream().map(JsonLines::line).forEach(out::println);
      return !out.checkError();
    } finally {
      writing.unlock();
    }
  }

  private boolean changed(ElectionView view) {
    ElectionView before = told.put(view.election(), view);
    return before == null || !before.sameAs(view);
  }

  /** Ends with 0 instead of what a signal gives, and not within a line unless its reader hangs. */
  private void exit() {
    try {
      writing.tryLock(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(ExitCode.OK.code());
    }
  }
}
