package io.election4j.bench.contest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.leader.AbstractCandidate;
import org.springframework.integration.leader.Context;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Spring Integration as it comes: its defaults, and a connection pool with its own. */
final class SpringIntegration extends PerElection<LockRegistryLeaderInitiator> {

  private final HikariDataSource pool;
  private final DefaultLockRepository repository;
  private final JdbcLockRegistry locks;
  private final Entry entry;
  private final TermObserver witness;

  SpringIntegration(Entry entry, TermObserver witness) {
    this.entry = entry;
    this.witness = witness;
    pool = pool(entry.url());
    prepare();
    repository = new DefaultLockRepository(pool);
    repository.setTransactionManager(new JdbcTransactionManager(pool));
    repository.afterPropertiesSet();
    repository.afterSingletonsInstantiated();
    repository.start();
    Duration ttl = entry.lease().isZero() ? JdbcLockRegistry.DEFAULT_TTL : entry.lease();
    locks = new JdbcLockRegistry(repository, ttl);
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    String rest = url.substring(url.indexOf("://") + 3);
    int at = rest.indexOf('@');
    if (at >= 0) {
      config.setUsername(rest.substring(0, at));
    }
    config.setJdbcUrl("jdbc:mariadb://" + rest.substring(at + 1));
    return new HikariDataSource(config);
  }

  /** The table as in its own schema for MySQL. */
  private void prepare() {
    new JdbcTemplate(pool)
        .execute(
            "CREATE TABLE IF NOT EXISTS INT_LOCK (LOCK_KEY CHAR(36) NOT NULL,"
                + " REGION VARCHAR(100) NOT NULL, CLIENT_ID CHAR(36),"
                + " CREATED_DATE DATETIME(6) NOT NULL, EXPIRED_AFTER DATETIME(6) NOT NULL,"
                + " CONSTRAINT INT_LOCK_PK PRIMARY KEY (LOCK_KEY, REGION)) ENGINE = InnoDB");
  }

  @Override
  LockRegistryLeaderInitiator begin(String election) {
    LockRegistryLeaderInitiator initiator =
        new LockRegistryLeaderInitiator(locks, new Role(election));
    initiator.setTaskExecutor(new SimpleAsyncTaskExecutor("leadership-"));
    initiator.start();
    return initiator;
  }

  @Override
  void end(String election, LockRegistryLeaderInitiator initiator) {
    initiator.destroy();
  }

  @Override
  void disconnect() {
    repository.close();
    pool.close();
  }

  private final class Role extends AbstractCandidate {

    Role(String election) {
      super(entry.name(), election);
    }

    @Override
    public void onGranted(Context context) {
      witness.elected(getRole(), System.nanoTime());
    }

    @Override
    public void onRevoked(Context context) {
      witness.revoked(getRole());
    }
  }
}
