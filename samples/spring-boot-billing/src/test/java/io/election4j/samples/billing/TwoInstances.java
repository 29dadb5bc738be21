package io.election4j.samples.billing;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** Runs two instances on a database that is started for them, until Enter is pressed. */
final class TwoInstances {

  private static final int PORT = 8081;

  private TwoInstances() {}

  public static void main(String[] args) throws Exception {
    List<Instance> instances = new ArrayList<>();
    // However this ends, nothing stays.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> instances.forEach(Instance::kill)));
    try (TestServer server = TestServers.embeddedPostgreSql()) {
      System.out.println("Database: " + server.description());
      for (String name : List.of("one", "two")) {
        instances.add(start(name, PORT + instances.size(), Database.at(server.url())));
      }
      System.out.println("Both run. Kill the one that closes the books, and watch. Enter ends.");
      awaitEnter(instances);
      instances.forEach(Instance::terminate);
      instances.forEach(Instance::close);
    }
  }

  private static Instance start(String name, int port, Database database) throws Exception {
    List<String> properties = new ArrayList<>(database.properties(database.server()));
    properties.add("spring.main.banner-mode=off");
    properties.add("logging.pattern.console=%d{HH:mm:ss.SSS} [" + name + "] %m%n");
    properties.add("logging.level.root=warn");
    properties.add("logging.level.io.election4j=info");
    Instance instance = Instance.start(name, port, properties, "", Redirect.INHERIT);
    instance.awaitStart();
    instance.ended().thenAccept(code -> System.out.printf("[%s] has ended with %d%n", name, code));
    System.out.printf(
        "[%s] http://localhost:%d/books, to be killed by: kill -9 %d%n",
        name, port, instance.pid());
    return instance;
  }

  /** Where nobody can press it, waits until both have been killed. */
  private static void awaitEnter(List<Instance> instances) throws IOException {
    int key = System.in.read();
    if (key < 0) {
      instances.forEach(instance -> instance.ended().join());
    }
  }
}
