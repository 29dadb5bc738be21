package io.election4j.demo;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store that a {@link MemoryStoreServer} serves; each call is one request. */
final class RemoteLeaseStore implements InvocationHandler {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String token;
  private volatile boolean closed;

  private RemoteLeaseStore(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Returns the one at an address, which connects when first asked for something. */
  static LeaseStore at(ServerAddress address) {
    String token = Objects.requireNonNullElse(address.password(), "");
    return (LeaseStore)
        Proxy.newProxyInstance(
            RemoteLeaseStore.class.getClassLoader(),
            new Class<?>[] {LeaseStore.class, LeaseDirectory.class, ElectionDirectory.class},
            new RemoteLeaseStore(URI.create(address.url()), token));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      closed = true;
      return null;
    }
    if (method.getDeclaringClass().equals(Object.class)) {
      return method.invoke(this, arguments);
    }
    Flux<Object> answer = ask(method, arguments == null ? new Object[0] : arguments);
    return method.getReturnType().equals(Mono.class) ? answer.next() : answer;
  }

  private Flux<Object> ask(Method call, @Nullable Object[] arguments) {
    // A request may be on its way when its caller gives up: the future is not cancelled then.
    return Mono.fromCallable(() -> request(call, arguments))
        .flatMap(
            request -> Mono.fromFuture(client.sendAsync(request, BodyHandlers.ofByteArray()), true))
        .flatMapIterable(response -> answer(call, response))
        .onErrorMap(e -> !(e instanceof StoreException), this::unavailable);
  }

  private HttpRequest request(Method call, @Nullable Object[] arguments) throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
    return HttpRequest.newBuilder(server.resolve(call.getName()))
        .header("Authorization", token)
        .POST(BodyPublishers.ofByteArray(Wire.bytes(call, arguments)))
        .build();
  }

  private static List<Object> answer(Method call, HttpResponse<byte[]> response) {
    if (response.statusCode() == HttpURLConnection.HTTP_FORBIDDEN) {
      throw StoreException.misconfigured("the store's server knows another token", null);
    }
    try {
      return Wire.answer(call, response.body());
    } catch (IOException unreadable) {
      throw StoreException.unavailable(
          "the store's server answered with status " + response.statusCode(), unreadable);
    }
  }

  private StoreException unavailable(Throwable cause) {
    return StoreException.unavailable("no answer from " + server + ": " + cause, cause);
  }
}
