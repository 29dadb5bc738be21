package io.election4j.bench.contest;

/** Who is compared. */
public enum Library {
  /** This library, with {@code election-mysql} or {@code election-mongo}. */
  ELECTION4J("election4j") {
    @Override
    public Contestant open(Entry entry, Witness witness) {
      return new Election4j(entry, witness);
    }
  },
  /** Spring Integration's LockRegistryLeaderInitiator with its JdbcLockRegistry. */
  SPRING("Spring Integration") {
    @Override
    public Contestant open(Entry entry, Witness witness) {
      return new SpringIntegration(entry, witness);
    }
  },
  /** Apache Curator's LeaderLatch on ZooKeeper. */
  CURATOR("Curator LeaderLatch") {
    @Override
    public Contestant open(Entry entry, Witness witness) {
      return new CuratorLatch(entry, witness);
    }
  };

  private final String title;

  Library(String title) {
    this.title = title;
  }

  /** Returns its name for people. */
  public String title() {
    return title;
  }

  /** Returns a contestant that stands nowhere yet. */
  public abstract Contestant open(Entry entry, Witness witness);
}
