package io.election4j.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;

/**
 * A MongoDB server that takes the statements of transactions, and applies each at once: enough to
 * see what is sent, not for what becomes of it.
 */
final class SessionServer implements AutoCloseable {

  private static final Set<String> GREETINGS = Set.of("ismaster", "hello");
  private static final Set<String> ENDS = Set.of("committransaction", "aborttransaction");

  private final MongoServer server = new MongoServer(new Backend());
  private final String url = server.bindAndGetConnectionString();

  String url() {
    return url;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Backend extends MemoryBackend {

    @Override
    public Document handleCommand(
        Channel channel, String database, String command, Document request) {
      String name = command.toLowerCase(Locale.ROOT);
      if (ENDS.contains(name)) {
        return new Document("ok", 1.0);
      }
      Document reply = super.handleCommand(channel, database, command, request);
      return GREETINGS.contains(name) ? reply.append("logicalSessionTimeoutMinutes", 30) : reply;
    }
  }
}
