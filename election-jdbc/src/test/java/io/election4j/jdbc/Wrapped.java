package io.election4j.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Objects of JDBC that do some things in another way. */
final class Wrapped {

  private Wrapped() {}

  /** What is done instead; {@code null} leaves it to the target. */
  interface Instead {
    Object of(String method, Object[] arguments) throws Exception;
  }

  static <T> T around(Class<T> type, Instead instead, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object answer = instead.of(method.getName(), arguments);
              if (answer != null) {
                return answer;
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
