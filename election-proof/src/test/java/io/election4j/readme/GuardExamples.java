package io.election4j.readme;

import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.Leadership;
import io.election4j.TermFence;
import io.election4j.mongo.MongoGuard;
import io.election4j.mysql.JdbcGuard;
import io.election4j.mysql.MySqlGuard;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** The examples of guarded writes in the README, as they stand there; compiled, and not run. */
abstract class GuardExamples {

  abstract Mono<Void> entry(Connection connection, long amount);

  abstract void append(Path file, Document entry);

  Mono<Void> guardR2dbc(Connection connection, Leadership leadership) {
    MySqlGuard guard = MySqlGuard.create(); // or inDatabase("elections"), on the same server
    Mono<Void> post =
        Mono.from(connection.beginTransaction())
            .then(
                guard.check(connection, leadership)) // in every transaction, before its first write
            .then(entry(connection, 100))
            .then(Mono.from(connection.commitTransaction()))
            .onErrorResume(
                late -> Mono.from(connection.rollbackTransaction()).then(Mono.error(late)));
    return post;
  }

  void guardJdbc(java.sql.Connection connection, PreparedStatement insert, Leadership leadership)
      throws SQLException {
    JdbcGuard.create().check(connection, leadership);
    insert.executeUpdate();
    connection.commit();
  }

  Mono<Void> guardMongo(
      MongoClient client,
      ClientSession session,
      MongoCollection<Document> ledger,
      Document entry,
      Leadership leadership) {
    MongoGuard guard = MongoGuard.create(client);
    session.startTransaction();
    Mono<Void> post =
        guard
            .check(session, leadership)
            .then(Mono.from(ledger.insertOne(session, entry)))
            .then(Mono.from(session.commitTransaction()));
    return post;
  }

  String guardElsewhere(Leadership leadership, Path file, Document entry) {
    String sql =
        "UPDATE account SET balance = ?, fence = ? WHERE id = ? AND fence <= ?"; // the term, twice

    TermFence fence = TermFence.of("billing/close-of-day");
    fence.write(leadership.term(), () -> append(file, entry));
    return sql;
  }
}
