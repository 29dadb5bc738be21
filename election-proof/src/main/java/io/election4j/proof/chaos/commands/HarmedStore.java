package io.election4j.proof.chaos.commands;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.PasswordOptions;
import io.election4j.cli.base.Secret;
import io.election4j.cli.base.StoreAddress;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosServer;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.databases.MemberOrders;
import io.election4j.proof.chaos.databases.MixedChaosStore;
import io.election4j.proof.chaos.databases.MongoChaosServer;
import io.election4j.proof.chaos.databases.MongoChaosStore;
import io.election4j.proof.chaos.databases.SqlChaosServer;
import io.election4j.proof.chaos.databases.SqlChaosStore;
import io.election4j.servers.OwnServer;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what harm is done to. */
final class HarmedStore {

  private static final String WORDS =
      "mysql, mariadb, postgresql, mysql-jdbc, mariadb-jdbc, mysql-mixed, mongo";

  private final Environment surroundings;

  @Option(
      names = "--store",
      paramLabel = "WHERE",
      defaultValue = "mysql",
      description = {
        "mysql (unless given), mariadb, postgresql, mongo (a fake one): servers started for this,"
            + " one for each run that goes on at a time; mysql-jdbc, mariadb-jdbc: the same, with"
            + " all candidates by JDBC; mysql-mixed: every other candidate by JDBC;",
        "or the URL of your own, without a password: mysql://USER@HOST:3306/DB,"
            + " postgresql://USER@HOST:5432/DB, jdbc:mysql://USER@HOST:3306/DB,"
            + " mongodb://USER@HOST:27017/DB, mongodb://H1,H2,H3/DB?replicaSet=RS. Then nothing is"
            + " done to the server itself, but with --members to those of a replica set. Ended"
            + " leases, vacant records and the table or collection chaos_ledger stay there."
      })
  private String where = "mysql";

  @Mixin private final MemberOptions members = new MemberOptions();

  @Mixin private final PasswordOptions password = new PasswordOptions();

  HarmedStore(Environment surroundings) {
    this.surroundings = surroundings;
  }

  /** Returns what was given with {@code --store}. */
  String where() {
    return where;
  }

  /** Returns how candidates come by their stores. */
  ChaosStore kind() {
    boolean mongo = where.equals("mongo") || where.startsWith("mongodb");
    if (mongo) {
      return new MongoChaosStore();
    }
    return where.equals("mysql-mixed") ? new MixedChaosStore() : new SqlChaosStore();
  }

  /**
   * Returns what starts a server, or takes the one given.
   *
   * @throws CommandFailure if there is no such server
   */
  Supplier<? extends ChaosServer> server() {
    return switch (where) {
      case "mysql", "mysql-mixed" -> () -> SqlChaosServer.start(OwnServer.Kind.MYSQL);
      case "mariadb" -> () -> SqlChaosServer.start(OwnServer.Kind.MARIADB);
      case "postgresql" -> () -> SqlChaosServer.start(OwnServer.Kind.POSTGRESQL);
      case "mysql-jdbc" -> () -> SqlChaosServer.startForJdbc(OwnServer.Kind.MYSQL);
      case "mariadb-jdbc" -> () -> SqlChaosServer.startForJdbc(OwnServer.Kind.MARIADB);
      case "mongo" -> MongoChaosServer::start;
      default -> given();
    };
  }

  private Supplier<? extends ChaosServer> given() {
    if (!where.contains("://")) {
      throw StoreAddress.neither(where, WORDS);
    }
    StoreAddress store = password.complete(StoreAddress.parse(where), surroundings);
    ServerAddress address =
        new ServerAddress(store.url(), store.password().map(Secret::reveal).orElse(null));
    boolean sql = store.kind() != StoreAddress.Kind.MONGO;
    MemberOrders orders = members.orders();
    if (sql && orders.allowed()) {
      throw new CommandFailure(ExitCode.USAGE, "--members is for replica sets of MongoDB");
    }
    return () -> sql ? SqlChaosServer.given(address) : MongoChaosServer.given(address, orders);
  }
}
