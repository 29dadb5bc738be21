package io.election4j.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
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
  private final String url;

  ScriptedServer() {
    url = server.bindAndGetConnectionString();
  }

  private ScriptedServer(PrivateKey key, X509Certificate certificate) {
    server.enableSsl(key, null, certificate);
    url = server.bindAndGetConnectionString().replaceFirst("[/?]*[?].*", "");
  }

  /**
   * Starts one that speaks TLS only, with a certificate that nobody has signed.
   *
   * @param folder for its key
   */
  static ScriptedServer encrypted(Path folder) throws Exception {
    Path file = folder.resolve("key.p12");
    char[] password = "changeit".toCharArray();
    if (!Files.exists(file)) {
      Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
      String options =
          " -genkeypair -alias a -keyalg RSA -dname CN=localhost -storetype PKCS12 -storepass "
              + new String(password)
              + " -keystore ";
      new ProcessBuilder((tool + options + file).split(" ")).inheritIO().start().waitFor();
    }
    KeyStore keys = KeyStore.getInstance(file.toFile(), password);
    return new ScriptedServer(
        (PrivateKey) keys.getKey("a", password), (X509Certificate) keys.getCertificate("a"));
  }

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
