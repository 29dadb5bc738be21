package io.election4j;

import io.election4j.internal.Await;
import io.election4j.spi.InMemoryLeaseStore;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that leads and is then told to end; it hands over in a shutdown hook. */
final class ChildJvm {

  private ChildJvm() {}

  /** Returns where this program and all it needs are. */
  static String classPath() {
    return Stream.of(
            ChildJvm.class,
            Elections.class,
            reactor.core.publisher.Flux.class,
            org.reactivestreams.Publisher.class,
            org.slf4j.Logger.class,
            org.jspecify.annotations.Nullable.class)
        .map(ChildJvm::place)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public static void main(String[] none) {
    InMemoryLeaseStore data = InMemoryLeaseStore.create();
    Elections elections = Elections.builder(data.connect()).lease(Duration.ofSeconds(3)).build();
    Election election = elections.join("books");
    CountDownLatch started = new CountDownLatch(1);
    election.lead(
        new LeaderWorker() {
          @Override
          public void start(Leadership leadership) {
            started.countDown();
          }

          @Override
          public void stop(Leadership leadership) {
            System.out.println("stopped while leading: " + leadership.isValid());
          }
        });
    election
        .events()
        .ofType(ElectionEvent.Revoked.class)
        .subscribe(revoked -> System.out.println("revoked " + revoked.reason()));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  elections.close();
                  System.out.println("vacant: " + data.list("books").blockFirst().vacant());
                }));
    Await.on(started);
    System.exit(7);
  }
}
