package io.election4j.bench.contest;

import io.election4j.bench.Server;
import java.time.Duration;

/** Who is compared. */
public enum Library {
  /**
   * This library, with {@code election-mysql} or {@code election-mongo}; on PostgreSQL with {@code
   * election-jdbc}.
   */
  ELECTION4J("election4j", "statements") {
    @Override
    public Contestant open(Entry entry, TermObserver witness) {
      return new Election4j(entry, witness);
    }

    @Override
    public boolean takesPartOn(Server server) {
      return true;
    }

    @Override
    public int most() {
      return 100_000;
    }
  },
  /** This library, with {@code election-jdbc} where there is another store beside it. */
  ELECTION4J_JDBC("election4j by JDBC", "statements") {
    @Override
    public Contestant open(Entry entry, TermObserver witness) {
      String url = "jdbc:" + entry.url();
      return new Election4j(
          new Entry(url, entry.name(), entry.lease(), entry.poll(), entry.first()), witness);
    }

    @Override
    public int most() {
      return 10_000;
    }
  },
  /** Spring Integration's LockRegistryLeaderInitiator with its JdbcLockRegistry. */
  SPRING("Spring Integration", "statements") {
    @Override
    public Contestant open(Entry entry, TermObserver witness) {
      return new SpringIntegration(entry, witness);
    }
  },
  /** ShedLock's locks, on R2DBC or on reactive MongoDB. */
  SHEDLOCK("ShedLock", "statements") {
    @Override
    public Contestant open(Entry entry, TermObserver witness) {
      return new ShedLocks(entry, witness);
    }

    @Override
    public boolean takesPartOn(Server server) {
      return server.mysql() || !server.sql();
    }
  },
  /** Apache Curator's LeaderLatch on ZooKeeper. */
  CURATOR("Curator LeaderLatch", "packets") {
    @Override
    public Contestant open(Entry entry, TermObserver witness) {
      return new CuratorLatch(entry, witness);
    }

    @Override
    public Venue venue(Server server, Duration lease) {
      return new ZooKeeper(lease);
    }
  },
  /** fabric8's LeaderElector on Kubernetes. */
  FABRIC8("fabric8 LeaderElector", "requests") {
    @Override
    public Contestant open(Entry entry, TermObserver witness) {
      return new Fabric8Elector(entry, witness);
    }

    @Override
    public Venue venue(Server server, Duration lease) {
      return new Kubernetes();
    }

    /** Its mock server looks through all it has for each request. */
    @Override
    public int most() {
      return 100;
    }
  };

  private final String title;
  private final String asks;

  Library(String title, String asks) {
    this.title = title;
    this.asks = asks;
  }

  /** Returns its name for people. */
  public String title() {
    return title;
  }

  /** Returns what its contestants send, in the plural. */
  public String asks() {
    return asks;
  }

  /** Returns a contestant that stands nowhere yet. */
  public abstract Contestant open(Entry entry, TermObserver witness);

  /** Returns whether this is it, with whatever store. */
  public boolean ours() {
    return this == ELECTION4J || this == ELECTION4J_JDBC;
  }

  /**
   * Returns whether it is measured beside this server. Those with servers of their own are so where
   * it is of the MySQL family: once is enough.
   */
  public boolean takesPartOn(Server server) {
    return server.mysql();
  }

  /** Returns how many elections at most it is measured with. */
  public int most() {
    return 1_000;
  }

  /**
   * Returns where its contestants meet: on this server, unless it has one of its own.
   *
   * @param lease of the contestants; zero for the library's default
   */
  public Venue venue(Server server, Duration lease) {
    return new Database(server);
  }
}
