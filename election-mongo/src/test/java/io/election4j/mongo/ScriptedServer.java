package io.election4j.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A MongoDB server that fails as it is told, with the answers of a real one; without change
 * streams.
 */
final class ScriptedServer implements AutoCloseable {

  private final Map<String, MongoServerError> errors = new ConcurrentHashMap<>();
  private final Map<String, Document> replies = new ConcurrentHashMap<>();
  private final Map<String, Document> concerns = new ConcurrentHashMap<>();
  private final MongoServer server = new MongoServer(new Backend());
  private final String url = server.bindAndGetConnectionString();

  String url() {
    return url;
  }

  /** Makes a command fail from now on. */
  void fail(String command, int code, String name) {
    errors.put(command, new MongoServerError(code, name, name + " is what\nthe server says"));
  }

  /** Makes a command give this answer from now on. */
  void answer(String command, Document reply) {
    replies.put(command, reply);
  }

  /** Makes a command apply its writes, and report that they are not durable. */
  void failConcern(String command, int code, String name) {
    concerns.put(
        command,
        new Document("code", code).append("codeName", name).append("errmsg", "waiting timed out"));
  }

  void heal() {
    errors.clear();
    replies.clear();
    concerns.clear();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Backend extends MemoryBackend {

    @Override
    public Document handleCommand(
        Channel channel, String database, String command, Document request) {
      MongoServerError error = errors.get(command);
      if (error != null) {
        throw error;
      }
      Document scripted = replies.get(command);
      Document reply =
          scripted == null
              ? super.handleCommand(channel, database, command, request)
              : scripted.clone();
      Document concern = concerns.get(command);
      return concern == null ? reply : reply.append("writeConcernError", concern);
    }
  }
}
