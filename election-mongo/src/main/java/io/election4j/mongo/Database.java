package io.election4j.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
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

  /**
   * No statement takes longer. It bounds the wait for a server too, so that an address that is
   * wrong is reported in that time; the engine's own time-outs are shorter.
   */
  private static final Duration SHORT = Duration.ofSeconds(4);

  /** A statement may write a thousand records. */
  private static final Duration LONG = Duration.ofSeconds(10);

  /** Whether a client asks for TLS. */
  enum Encryption {
    WANTED,
    UNWANTED,
    UNKNOWN
  }

  private final MongoClient client;
  private final MongoDatabase database;
  private final Encryption encryption;

  Database(MongoClient client, String name) {
    this(client, name, Encryption.UNKNOWN);
  }

  Database(MongoClient client, String name, Encryption encryption) {
    this.client = client;
    this.encryption = encryption;
    this.database =
        client
            .getDatabase(name)
            .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
            .withReadPreference(ReadPreference.primary())
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  /**
   * Returns the name.
   *
   * @throws IllegalArgumentException if MongoDB allows no database of this name, or it has a
   *     control character in it, such as the end of the line that it was read from
   */
  static String requireName(String name) {
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    try {
      MongoNamespace.checkDatabaseNameValidity(name);
      if (shown.equals(name)) {
        return name;
      }
    } catch (IllegalArgumentException invalid) {
      // told below
    }
    throw new IllegalArgumentException("database '" + shown + "' is no name for a database");
  }

  String name() {
    return database.getName();
  }

  MongoClient client() {
    return client;
  }

  Encryption encryption() {
    return encryption;
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
    MongoDatabase endless =
        database.getTimeout(MILLISECONDS) == null
            ? database
            : database.withTimeout(0, MILLISECONDS);
    return endless.getCollection(RECORDS, BsonDocument.class);
  }

  /** Runs a command on this database, on the primary. */
  Mono<BsonDocument> run(BsonDocument command) {
    return Detached.one(commands().runCommand(command, BsonDocument.class));
  }

  /** Runs a command on this database, on the primary, for so long at most. */
  Mono<BsonDocument> run(BsonDocument command, Duration patience) {
    return Detached.one(
        database
            .withTimeout(patience.toMillis(), MILLISECONDS)
            .runCommand(command, BsonDocument.class));
  }

  /** Runs a command on the database {@code admin}, on the primary. */
  Mono<BsonDocument> runAsAdmin(BsonDocument command) {
    return Detached.one(
        client
            .getDatabase("admin")
            .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
            .withTimeout(SHORT.toMillis(), MILLISECONDS)
            .runCommand(command, ReadPreference.primary(), BsonDocument.class));
  }
}
