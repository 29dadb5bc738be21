package io.election4j.samples.billing;

import io.election4j.servers.proxy.FaultProxy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An instance that writes down what it does, with a way of its own to the database. */
final class WatchedInstance implements AutoCloseable {

  private final Instance instance;
  private final FaultProxy way;
  private final Path record;
  private final long startedNanos = System.nanoTime();
  private volatile long endedNanos = Long.MAX_VALUE;

  private WatchedInstance(Instance instance, FaultProxy way, Path record) {
    this.instance = instance;
    this.way = way;
    this.record = record;
  }

  /** Starts one whose files are in a folder. */
  static WatchedInstance start(String name, Database database, Path folder, List<String> more)
      throws IOException {
    FaultProxy way = FaultProxy.to(database.server());
    Path record = folder.resolve(name + ".record");
    List<String> properties = new ArrayList<>(database.properties(way.address()));
    properties.add("spring.main.sources=" + RecordedBooks.class.getName());
    properties.add("recorded.file=" + record);
    properties.addAll(more);
    File log = folder.resolve(name + ".log").toFile();
    Instance instance =
        Instance.start(
            name,
            Ports.free(),
            properties,
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            ProcessBuilder.Redirect.to(log));
    return new WatchedInstance(instance, way, record);
  }

  Instance instance() {
    return instance;
  }

  FaultProxy way() {
    return way;
  }

  /** Waits until it answers, and looks whether its clock is ours. */
  void awaitStart() throws InterruptedException {
    instance.awaitStart();
    long there = moments().get(0).nanos();
    if (there - startedNanos < 0 || there - System.nanoTime() > 0) {
      throw new IllegalStateException("System.nanoTime() is not one clock for all processes here");
    }
  }

  /** Returns what it has written down so far. */
  List<Moment> moments() {
    try {
      return Files.exists(record)
          ? Files.readAllLines(record).stream().map(Moment::parse).toList()
          : List.of();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Returns whether it leads the closing of the books, as far as it has written down. */
  boolean leads() {
    boolean leads = false;
    for (Moment moment : moments()) {
      leads = moment.what() == Moment.What.ELECTED || leads && moment.what() != Moment.What.REVOKED;
    }
    return leads && instance.isAlive();
  }

  /** Returns the beginning of what it is doing now; {@code null} if that is nothing. */
  Moment working() {
    return moments().stream()
        .filter(moment -> moment.what().isWork())
        .reduce((earlier, later) -> later)
        .filter(moment -> moment.what() == Moment.What.BEGAN)
        .orElse(null);
  }

  /** Returns when it was told that a term of it is over. */
  long revoked(long term) {
    return moments().stream()
        .filter(moment -> moment.what() == Moment.What.REVOKED && moment.term() == term)
        .mapToLong(Moment::nanos)
        .findFirst()
        .orElseThrow();
  }

  /** Waits for its end, and returns its exit code. */
  int awaitEnd() {
    int code = instance.ended().orTimeout(1, TimeUnit.MINUTES).join();
    endedNanos = System.nanoTime();
    return code;
  }

  /** Returns the spans of time in which it was closing the books; what it died in ends with it. */
  List<Run> runs() {
    return Run.of(instance.name(), moments(), endedNanos);
  }

  @Override
  public void close() {
    instance.kill();
    instance.close();
    if (endedNanos == Long.MAX_VALUE) {
      endedNanos = System.nanoTime();
    }
    way.close();
  }
}
