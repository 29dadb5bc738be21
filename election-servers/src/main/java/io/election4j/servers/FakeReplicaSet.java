package io.election4j.servers;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fake MongoDB says about itself: a replica set of one, its primary, with an identity for
 * life.
 */
final class FakeReplicaSet {

  private static final String NAME = "fake";
  // MongoDB 4.2: the driver then asks for nothing that is not there.
  private static final int WIRE_VERSION = 8;

  private final ObjectId id = new ObjectId();
  private final String host;
  private final Clock clock;

  FakeReplicaSet(InetSocketAddress address, Clock clock) {
    this.clock = clock;
    this.host = address.getHostString() + ":" + address.getPort();
  }

  /**
   * Returns the answer to a question about the replica set, or null if {@code command} asks
   * something else.
   */
  @Nullable Document answer(String command) {
    return switch (command) {
      case "hello" -> hello("isWritablePrimary");
      case "ismaster" -> hello("ismaster");
      case "replsetgetconfig" -> configuration();
      default -> null;
    };
  }

  private Document hello(String primaryField) {
    return okay(
        new Document(primaryField, true)
            .append("helloOk", true)
            .append("secondary", false)
            .append("setName", NAME)
            .append("setVersion", 1)
            .append("hosts", List.of(host))
            .append("primary", host)
            .append("me", host)
            .append("maxBsonObjectSize", BsonConstants.MAX_BSON_OBJECT_SIZE)
            .append("maxWriteBatchSize", MongoWireProtocolHandler.MAX_WRITE_BATCH_SIZE)
            .append("maxMessageSizeBytes", MongoWireProtocolHandler.MAX_MESSAGE_SIZE_BYTES)
            .append("minWireVersion", 0)
            .append("maxWireVersion", WIRE_VERSION)
            .append("localTime", clock.instant()));
  }

  private Document configuration() {
    return okay(
        new Document(
            "config",
            new Document("_id", NAME)
                .append("version", 1)
                .append("members", List.of(new Document("_id", 0).append("host", host)))
                .append("settings", new Document("replicaSetId", id))));
  }

  private static Document okay(Document reply) {
    return reply.append("ok", 1.0);
  }
}
