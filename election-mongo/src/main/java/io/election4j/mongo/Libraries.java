package io.election4j.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.spi.Library;
import io.election4j.spi.StoreException;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import reactor.core.publisher.Mono;

/** The libraries that the store runs on; the least versions are also in docs/compatibility.md. */
final class Libraries {

  private static final List<Library> NEEDED =
      List.of(
          Library.of("mongodb-driver-reactivestreams", MongoClient.class, "5.2.1"),
          Library.of("mongodb-driver-core", MongoClientSettings.class, "5.2.1"),
          Library.of("bson", BsonDocument.class, "5.2.1"),
          Library.of("reactor-core", Mono.class, "3.6.6"));

  private Libraries() {}

  /**
   * Refuses what is too old.
   *
   * @throws StoreException naming it
   */
  static void require() {
    Library.require(NEEDED);
  }

  /** Explains a failure that is the libraries', if it is. */
  static Optional<StoreException> explain(Throwable failure) {
    return Library.explain(failure, NEEDED);
  }
}
