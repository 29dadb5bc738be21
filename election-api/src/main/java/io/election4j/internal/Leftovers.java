package io.election4j.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the JDK forget our classes, so that an application that is taken down can be collected.
 *
 * <p>Records are compared, hashed and printed by method handles of the JDK's, and each of these
 * keeps the types it was last adapted to: ours, if one of our records came last, and with them our
 * class loader; from JDK 19 on until memory is short, before that for ever. Here they are adapted
 * to a type of the JDK's own.
 */
final class Leftovers {

  private Leftovers() {}

  static void forget() {
    try {
      for (String method : new String[] {"equals", "hashCode", "toString"}) {
        ObjectMethods.bootstrap(
            MethodHandles.lookup(),
            method,
            MethodHandle.class,
            String.class,
            "component",
            MethodHandles.identity(String.class));
      }
    } catch (Throwable harmless) {
      // A JDK that refuses a class that is no record is a newer one.
    }
  }
}
