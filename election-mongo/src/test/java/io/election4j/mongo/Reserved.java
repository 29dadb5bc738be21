package io.election4j.mongo;

import com.mongodb.reactivestreams.client.MongoClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Wraps a client, as tools that watch statements do, so that it does not tell of its settings. */
final class Reserved {

  private Reserved() {}

  static MongoClient of(MongoClient client) {
    return (MongoClient)
        Proxy.newProxyInstance(
            MongoClient.class.getClassLoader(),
            new Class<?>[] {MongoClient.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
