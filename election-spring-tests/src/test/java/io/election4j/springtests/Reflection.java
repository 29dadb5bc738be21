package io.election4j.springtests;

import java.lang.reflect.Method;

/** Calls what has another type on each line. */
final class Reflection {

  private Reflection() {}

  static Object call(Object target, String method) {
    try {
      Method found = target.getClass().getMethod(method);
      found.setAccessible(true);
      return found.invoke(target);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
