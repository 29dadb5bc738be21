package io.election4j.demo;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.PasswordOptions;
import io.election4j.cli.base.Secret;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.servers.ServerUnavailableException;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Supplier;

/** Finds, or starts, what a demonstration is shown on. */
final class DemoStores {

  private final Stores stores;
  private final PasswordOptions password;
  private final Environment surroundings;

  DemoStores(Stores stores, PasswordOptions password, Environment surroundings) {
    this.stores = stores;
    this.password = password;
    this.surroundings = surroundings;
  }

  /**
   * Returns an arena with its schema, ready for candidates.
   *
   * @param where {@code mysql}, {@code mongo}, {@code postgresql}, {@code memory} or the URL of a
   *     server
   * @throws CommandFailure if it is none of those, or cannot be had on this machine
   */
  DemoStore open(String where) {
    return switch (where) {
      case "mysql" -> embedded(TestServers::embeddedMySql);
      case "mongo" -> embedded(TestServers::fakeMongo);
      case "postgresql" -> embedded(TestServers::embeddedPostgreSql);
      case "memory" -> memory();
      default -> given(where);
    };
  }

  private DemoStore given(String url) {
    if (!url.contains("://")) {
      throw StoreAddress.neither(url, "mysql, mongo, postgresql, memory");
    }
    StoreAddress address = password.complete(StoreAddress.parse(url), surroundings);
    return prepared(address, address.shown(), () -> {});
  }

  private DemoStore embedded(Supplier<TestServer> starting) {
    try {
      TestServer server = starting.get();
      return prepared(StoreAddress.parse(server.url()), server.description(), server::close);
    } catch (ServerUnavailableException none) {
      throw new CommandFailure(
          ExitCode.STORE, none.getMessage() + "; give --store URL or --store memory instead");
    }
  }

  private static DemoStore memory() {
    try {
      MemoryStoreServer server = MemoryStoreServer.start();
      return new DemoStore(
          "memory", "in-memory store, served over loopback", server.address(), server::close);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private DemoStore prepared(StoreAddress store, String server, Runnable closing) {
    try (Session session = new Session(stores.open(store, false), store.shown())) {
      session.run(session.store().prepare());
    } catch (RuntimeException failure) {
      closing.run();
      throw failure;
    }
    String kind = store.kind().name().toLowerCase(Locale.ROOT);
    String password = store.password().map(Secret::reveal).orElse(null);
    return new DemoStore(kind, server, new ServerAddress(store.url(), password), closing);
  }
}
