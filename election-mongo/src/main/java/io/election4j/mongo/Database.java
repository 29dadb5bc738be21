package io.election4j.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import reactor.core.publisher.Mono;

/**
 * One database of a client, with handles of our own, so that it does not matter what the client
 * defaults to.
 *
 * <p>Writes are acknowledged by a majority, journaled. Reads go to the primary and show only what a
 * majority has: with {@code local}, a record whose write is rolled back in a failover could be seen
 * first, and then another one with the same term and revision. What a majority has is never taken
 * back; just after a failover it may be a little old, which the engine bears, as it never accepts a
 * term or revision below one it has seen.
 */
final class Database {

  static final String LEASES = "election_lease";
  static final String RECORDS = "election_record";

  static final BsonDocument PING = new BsonDocument("ping", new BsonInt32(1));

  /** No two databases may have names that differ in case only. */
  private static final Set<String> OWN = Set.of("admin", "config", "local");

  /**
   * No statement takes longer. It bounds the wait for a server too, so that an address that is
   * wrong is reported in that time; the engine's own time-outs are shorter.
   */
  private static final Duration SHORT = Duration.ofSeconds(4);

  /** A statement may write a thousand records. */
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Client client;
  private final MongoDatabase database;

  Database(Client client, String name) {
    this.client = client;
    this.database =
        client
            .driver()
            .getDatabase(name)
            .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
            .withReadPreference(ReadPreference.primary())
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  /**
   * Returns the name, without the blanks around it that a line of a file may have.
   *
   * @throws IllegalArgumentException if MongoDB allows no database of this name, or uses it itself
   */
  static String requireName(String given) {
    String name = given.strip();
    if (!isAllowed(name)) {
      throw new IllegalArgumentException(
          "database '" + name.replaceAll("\\p{Cntrl}", "?") + "' is no name for a database");
    }
    if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "database '"
              + name
              + "' is MongoDB's own and has no change streams: name another one (where the user is"
              + " kept is told by the option authSource)");
    }
    return name;
  }

  private static boolean isAllowed(String name) {
    try {
      MongoNamespace.checkDatabaseNameValidity(name);
      return name.chars().noneMatch(Character::isISOControl);
    } catch (IllegalArgumentException invalid) {
      return false;
    }
  }

  String name() {
    return database.getName();
  }

  Client client() {
    return client;
  }

  /** Returns what the driver knows of its servers. */
  ClusterDescription cluster() {
    return client.driver().getClusterDescription();
  }

  /** Returns this database for commands that concern no single record. */
  MongoDatabase commands() {
    return database.withTimeout(SHORT.toMillis(), MILLISECONDS);
  }

  MongoCollection<BsonDocument> leases() {
    return commands().getCollection(LEASES, BsonDocument.class);
  }

  MongoCollection<BsonDocument> records() {
    return database
        .withTimeout(LONG.toMillis(), MILLISECONDS)
        .getCollection(RECORDS, BsonDocument.class);
  }

  /**
   * Returns the records for a change stream: without a time-out, which would end the stream, even
   * if the client has one for all its operations.
   */
  MongoCollection<BsonDocument> stream() {
    return endless().getCollection(RECORDS, BsonDocument.class);
  }

  private MongoDatabase endless() {
    return database.getTimeout(MILLISECONDS) == null
        ? database
        : database.withTimeout(0, MILLISECONDS);
  }

  /**
   * Runs a command on this database, on the primary, that has a {@code maxTimeMS} of its own: the
   * driver would add another one if it had a time-out.
   */
  Mono<BsonDocument> runBounded(BsonDocument command) {
    return NonCancelling.one(endless().runCommand(command, BsonDocument.class));
  }

  /** Runs a command on this database, on the primary. */
  Mono<BsonDocument> run(BsonDocument command) {
    return NonCancelling.one(commands().runCommand(command, BsonDocument.class));
  }

  /** Runs a command on the database {@code admin}, on the primary. */
  Mono<BsonDocument> runAsAdmin(BsonDocument command) {
    return NonCancelling.one(
        client
            .driver()
            .getDatabase("admin")
            .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
            .withTimeout(SHORT.toMillis(), MILLISECONDS)
            .runCommand(command, ReadPreference.primary(), BsonDocument.class));
  }
}
