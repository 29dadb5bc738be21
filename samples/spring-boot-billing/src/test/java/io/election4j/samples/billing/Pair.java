package io.election4j.samples.billing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two instances at a time, one of which closes the books, and all that were before them. */
final class Pair implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Database database;
  private final Path folder;
  private final List<String> properties;
  private final List<WatchedInstance> all = new ArrayList<>();

  /**
   * Starts none yet.
   *
   * @param folder for their logs and records
   * @param properties of both
   */
  Pair(Database database, Path folder, List<String> properties) {
    this.database = database;
    this.folder = folder;
    this.properties = properties;
  }

  /** Starts as many as there are too few, and waits until one leads the other. */
  void complete() throws IOException, InterruptedException {
    // One after the other: both would create the same tables.
    while (alive().size() < 2) {
      String name = "billing-" + (all.size() + 1);
      WatchedInstance instance = WatchedInstance.start(name, database, folder, properties);
      all.add(instance);
      instance.awaitStart();
    }
    Waiting.until("one leads", PATIENCE, () -> alive().stream().anyMatch(WatchedInstance::leads));
    Instance follower = follower().instance();
    String leader = "\"name\":\"" + leader().instance().name() + "\"";
    String path = "/actuator/elections/" + CloseOfDay.ELECTION;
    Waiting.until(
        follower.name() + " follows " + leader,
        PATIENCE,
        () -> {
          try {
            return follower.get(path).contains(leader);
          } catch (IOException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  private List<WatchedInstance> alive() {
    return all.stream().filter(one -> one.instance().isAlive()).toList();
  }

  WatchedInstance leader() {
    return alive().stream().filter(WatchedInstance::leads).findFirst().orElseThrow();
  }

  WatchedInstance follower() {
    return alive().stream().filter(one -> !one.leads()).findFirst().orElseThrow();
  }

  /** Waits until this one leads from some time on, and returns since when. */
  long awaitElected(WatchedInstance instance, long sinceNanos) throws InterruptedException {
    String what = instance.instance().name() + " leads";
    Waiting.until(what, PATIENCE, () -> elected(instance, sinceNanos) != null);
    return elected(instance, sinceNanos).nanos();
  }

  private static Moment elected(WatchedInstance instance, long sinceNanos) {
    return instance.moments().stream()
        .filter(moment -> moment.what() == Moment.What.ELECTED)
        .filter(moment -> moment.nanos() - sinceNanos > 0)
        .findFirst()
        .orElse(null);
  }

  /** Returns every time that the books were being closed, by any instance there was. */
  List<Run> runs() {
    return all.stream().flatMap(one -> one.runs().stream()).toList();
  }

  @Override
  public void close() {
    all.forEach(WatchedInstance::close);
  }
}
