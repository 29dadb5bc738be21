package io.election4j.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.TopologyVersion;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Names the data: by the replica set's id, which has nothing to do with the primary of the moment,
 * and by the UUID of the collection of records. Where the user may not read the replica set's
 * configuration, its name stands for the id; a server without replica set goes by its address.
 *
 * <p>Asked once, and again after any failure and whenever the driver has found another primary, or
 * another process at the same address; not at every observation.
 */
final class Identity {

  private record Server(
      String address,
      @Nullable String replicaSet,
      @Nullable ObjectId election,
      @Nullable ObjectId process) {

    static Server of(ServerDescription server) {
      TopologyVersion version = server.getTopologyVersion();
      return new Server(
          server.getAddress().toString(),
          server.getSetName(),
          server.getElectionId(),
          version == null ? null : version.getProcessId());
    }
  }

  private record Known(Set<Server> servers, String name) {}

  /**
   * Unauthorized, CommandNotFound, NoReplicationEnabled, CommandNotSupported, APIStrictError, and
   * what hosted services answer to a command they do not allow.
   */
  private static final Set<Integer> NEVER_TOLD = Set.of(13, 59, 76, 115, 323, 303, 8000);

  private final Database database;
  private volatile @Nullable Known known;

  Identity(Database database) {
    this.database = database;
  }

  /** Returns the name, without asking the server if it is known. */
  Mono<String> name() {
    return Mono.defer(
        () -> {
          Known last = known;
          return last != null && last.servers().equals(servers()) ? Mono.just(last.name()) : ask();
        });
  }

  void forget() {
    known = null;
  }

  private Mono<String> ask() {
    return database
        .run(Database.PING)
        .flatMap(
            pong -> {
              Set<Server> servers = servers();
              return source(servers)
                  .zipWith(collection(), String::concat)
                  .doOnNext(name -> known = new Known(servers, name));
            });
  }

  private Set<Server> servers() {
    return database.cluster().getServerDescriptions().stream()
        .filter(ServerDescription::isPrimary)
        .map(Server::of)
        .collect(Collectors.toSet());
  }

  private Mono<String> source(Set<Server> servers) {
    String addresses =
        String.join(",", new TreeSet<>(servers.stream().map(Server::address).toList()));
    return Mono.justOrEmpty(
            servers.stream().flatMap(s -> Stream.ofNullable(s.replicaSet())).findAny())
        .flatMap(this::replicaSet)
        .defaultIfEmpty(addresses);
  }

  private Mono<String> replicaSet(String name) {
    return database
        .runAsAdmin(new BsonDocument("replSetGetConfig", new BsonInt32(1)))
        .map(reply -> reply.getDocument("config").getDocument("settings"))
        .filter(settings -> settings.isObjectId("replicaSetId"))
        .map(settings -> settings.getObjectId("replicaSetId").getValue().toHexString())
        .onErrorResume(Identity::neverTold, refused -> Mono.empty())
        .defaultIfEmpty(name);
  }

  /** Returns the collection's UUID after a slash, or nothing if the server does not tell it. */
  private Mono<String> collection() {
    BsonDocument filter = new BsonDocument("name", new BsonString(Database.RECORDS));
    return NonCancelling.one(
            database.commands().listCollections(BsonDocument.class).filter(filter).first())
        .map(found -> found.getDocument("info", new BsonDocument()))
        .filter(info -> info.isBinary("uuid"))
        .map(info -> "/" + info.getBinary("uuid").asUuid())
        .onErrorResume(Identity::neverTold, refused -> Mono.empty())
        .defaultIfEmpty("");
  }

  private static boolean neverTold(Throwable error) {
    return error instanceof MongoCommandException refused
        && NEVER_TOLD.contains(refused.getErrorCode());
  }
}
