package io.election4j.demo;

import com.fasterxml.jackson.databind.JavaType;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store that a {@link MemoryStoreServer} serves; each call is one request. */
public final class RemoteLeaseStore implements LeaseStore, LeaseDirectory {

  private static final JavaType BOOLEAN = Wire.one(Boolean.class);
  private static final JavaType OBSERVATION = Wire.one(Observation.class);
  private static final JavaType LEASES = Wire.listOf(Lease.class);
  private static final JavaType RECORDS = Wire.listOf(ElectionRecord.class);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String token;
  private volatile boolean closed;

  /** Connects when first asked for something. */
  public RemoteLeaseStore(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  @Override
  public Mono<Void> prepare() {
    return ask("prepare", BOOLEAN).then();
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return ask("open", BOOLEAN, lease);
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return ask("renew", BOOLEAN, id);
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return ask("end", BOOLEAN, own).then();
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return ask("fence", BOOLEAN, rival, version);
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return elections.isEmpty() ? Mono.empty() : ask("create", BOOLEAN, elections).then();
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return seen.isEmpty() ? Flux.empty() : records(ask("claim", RECORDS, me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    List<Wire.Change> changes = amendments.stream().map(Wire.Change::of).toList();
    return changes.isEmpty() ? Flux.empty() : records(ask("amend", RECORDS, changes));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return ask("observe", OBSERVATION, since, watched, elections);
  }

  @Override
  public Flux<Lease> leases() {
    return this.<List<Lease>>ask("leases", LEASES).flatMapIterable(leases -> leases);
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return ended.isEmpty() ? Mono.empty() : ask("purge", BOOLEAN, ended).then();
  }

  @Override
  public void close() {
    closed = true;
  }

  private static Flux<ElectionRecord> records(Mono<List<ElectionRecord>> answer) {
    return answer.flatMapIterable(records -> records);
  }

  private <T> Mono<T> ask(String call, JavaType type, @Nullable Object... arguments) {
    // A request may be on its way when its caller gives up: the future is not cancelled then.
    return Mono.fromCallable(() -> request(call, arguments))
        .flatMap(
            request -> Mono.fromFuture(client.sendAsync(request, BodyHandlers.ofByteArray()), true))
        .map(response -> RemoteLeaseStore.<T>answer(response, type))
        .onErrorMap(e -> !(e instanceof StoreException), this::unavailable);
  }

  private HttpRequest request(String call, @Nullable Object... arguments) throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
    return HttpRequest.newBuilder(server.resolve(call))
        .header("Authorization", token)
        .POST(BodyPublishers.ofByteArray(Wire.bytes(arguments)))
        .build();
  }

  private static <T> T answer(HttpResponse<byte[]> response, JavaType type) {
    if (response.statusCode() == HttpURLConnection.HTTP_FORBIDDEN) {
      throw StoreException.misconfigured("the store's server knows another token", null);
    }
    try {
      return Wire.value(response.body(), type);
    } catch (IOException unreadable) {
      throw StoreException.unavailable(
          "the store's server answered with status " + response.statusCode(), unreadable);
    }
  }

  private StoreException unavailable(Throwable cause) {
    return StoreException.unavailable("no answer from " + server + ": " + cause, cause);
  }
}
