package io.election4j.mongo;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import io.election4j.spi.StoreException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out, when no server has answered, whether one would have if it had been asked otherwise: it
 * belongs to another replica set, or to none, or speaks no TLS; or it could not be looked up.
 */
final class Misfit {

  private final Database database;
  private final HostLookup lookup;

  Misfit(Database database, HostLookup lookup) {
    this.database = database;
    this.lookup = lookup;
  }

  /** Fails with the reason, or if there is none to be found as it did before. */
  <T> Mono<T> explain(Throwable failure) {
    Mono<Throwable> reason =
        failure instanceof MongoTimeoutException
            ? answered(failure)
                .switchIfEmpty(Mono.defer(() -> hungUp(failure)))
                .switchIfEmpty(Mono.defer(() -> hungUpOnTls(failure)))
                .switchIfEmpty(Mono.defer(() -> notLookedUp(failure)))
            : Mono.empty();
    return reason.defaultIfEmpty(failure).flatMap(Mono::error);
  }

  private Mono<Throwable> answered(Throwable failure) {
    return Mono.justOrEmpty(silent())
        .flatMap(this::plain)
        .flatMap(found -> Mono.justOrEmpty(reason(found, failure)));
  }

  /** A server that insists on TLS closes a plain connection; so does one that is being stopped. */
  private Mono<Throwable> hungUp(Throwable failure) {
    return failed(
            Client.Encryption.UNWANTED,
            how ->
                TopologyDiagnosis.chain(how).anyMatch(MongoSocketReadException.class::isInstance))
        .filterWhen(this::encrypted)
        .filterWhen(server -> plain(server).hasElement().map(plain -> !plain))
        .map(
            server ->
                StoreException.misconfigured(
                    server + " wants TLS, which was not asked for (tls)", failure));
  }

  /** A server that has no TLS closes a connection that begins with it, or answers what is none. */
  private Mono<Throwable> hungUpOnTls(Throwable failure) {
    return failed(Client.Encryption.WANTED, MongoSocketException.class::isInstance)
        .filterWhen(server -> plain(server).hasElement())
        .filterWhen(server -> encrypted(server).map(tls -> !tls))
        .map(server -> noTls(server, failure));
  }

  /** Returns a server that failed in this way, if the client asks, or does not ask, for TLS. */
  private Mono<ServerAddress> failed(Client.Encryption asked, Predicate<@Nullable Throwable> how) {
    return Flux.fromIterable(view().getServerDescriptions())
        .filter(server -> database.client().encryption() == asked)
        .filter(server -> how.test(server.getException()))
        .next()
        .map(ServerDescription::getAddress);
  }

  private static StoreException noTls(ServerAddress server, Throwable failure) {
    return StoreException.misconfigured(
        server + " speaks no TLS, which was asked for (tls)", failure);
  }

  /** Where no name server answers, a host is as unknown as one that is not there. */
  private Mono<Throwable> notLookedUp(Throwable failure) {
    return Flux.fromIterable(view().getServerDescriptions())
        .filter(server -> TopologyDiagnosis.isUnexplained(server.getException()))
        .map(server -> server.getAddress().getHost())
        .concatMap(
            host ->
                lookup
                    .hope(host, database.client().threads())
                    .map(why -> MongoErrors.line(TopologyDiagnosis.notLookedUp(host, why))))
        .next()
        .map(line -> StoreException.unavailable(line, failure));
  }

  private Mono<ServerDescription> plain(ServerAddress server) {
    return Probe.plain(server, database.client().threads());
  }

  private Mono<Boolean> encrypted(ServerAddress server) {
    return Probe.encrypted(server, database.client().threads());
  }

  private ClusterDescription view() {
    return database.cluster();
  }

  /** Returns a server that has neither answered nor failed, as far as the driver tells. */
  private Optional<ServerAddress> silent() {
    ClusterDescription view = view();
    Stream<ServerAddress> dismissed =
        view.getServerDescriptions().isEmpty() && view.getSrvResolutionException() == null
            ? view.getClusterSettings().getHosts().stream()
            : Stream.empty();
    return Stream.concat(
            view.getServerDescriptions().stream()
                .filter(server -> server.getState() == ServerConnectionState.CONNECTING)
                .filter(server -> server.getException() == null)
                .map(ServerDescription::getAddress),
            dismissed)
        .findFirst();
  }

  private Optional<StoreException> reason(ServerDescription found, Throwable failure) {
    String wanted = view().getClusterSettings().getRequiredReplicaSetName();
    if (wanted != null && found.getType() == ServerType.REPLICA_SET_GHOST) {
      return Optional.of(
          StoreException.unavailable(
              found.getAddress() + " is in no replica set yet: '" + wanted + "' is not initiated",
              failure));
    }
    if (wanted != null && !wanted.equals(found.getSetName())) {
      return Optional.of(StoreException.misconfigured(other(found, wanted), failure));
    }
    return encryption(found.getAddress(), failure);
  }

  private static String other(ServerDescription found, String wanted) {
    @Nullable String is = found.getSetName();
    return found.getAddress()
        + (is == null ? " is in no replica set" : " is in the replica set '" + is + "'")
        + ", and '"
        + wanted
        + "' was asked for (replicaSet)";
  }

  private Optional<StoreException> encryption(ServerAddress server, Throwable failure) {
    return switch (database.client().encryption()) {
      case WANTED -> Optional.of(noTls(server, failure));
      case UNKNOWN ->
          Optional.of(
              StoreException.unavailable(
                  server + " answers, but not to this client: does it ask for TLS?", failure));
      case UNWANTED -> Optional.empty();
    };
  }
}
