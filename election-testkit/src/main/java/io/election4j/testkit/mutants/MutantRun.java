package io.election4j.testkit.mutants;

import java.util.*;

public final class MutantRun {
  public static void main(String[] a) {
    long most = Long.parseLong(a[0]);
    List<String> names = List.of(a).subList(1, a.length);
    Checkout c = Checkout.here();
    for (Mutant m : Mutants.named(names)) {
      try {
        Finding f = Finding.of(m, c, 1, most);
        System.out.printf(
            "%-24s %6d %6d ms %s%n",
            m.name(),
            f.found() ? f.seeds() : -f.seeds(),
            f.nanos() / 1000000,
            f.violation().length() > 200 ? f.violation().substring(0, 200) : f.violation());
      } catch (RuntimeException e) {
        System.out.println(m.name() + " " + e);
      }
    }
  }
}
