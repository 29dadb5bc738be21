package io.election4j.springtests;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.lang.reflect.Proxy;
import reactor.core.publisher.Mono;

/** A store that can never be prepared. */
final class Misconfigured {

  private Misconfigured() {}

  static LeaseStore store() {
    LeaseStore memory = InMemoryLeaseStore.create();
    return (LeaseStore)
        Proxy.newProxyInstance(
            Misconfigured.class.getClassLoader(),
            new Class<?>[] {LeaseStore.class},
            (proxy, method, arguments) ->
                method.getName().equals("prepare")
                    ? Mono.error(StoreException.misconfigured("CREATE is not granted", null))
                    : method.invoke(memory, arguments));
  }
}
