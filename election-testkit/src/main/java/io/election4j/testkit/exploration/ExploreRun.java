package io.election4j.testkit.exploration;

public final class ExploreRun {
  public static void main(String[] a) {
    Scope s = Scope.named(a[0]);
    if (a.length > 4) s = s.allowing(Integer.parseInt(a[4]));
    Explored e =
        new Explorer(s, Integer.parseInt(a[1]), Integer.parseInt(a[2]), Integer.parseInt(a[3]))
            .explore();
    System.out.println(
        e.world()
            + " states "
            + e.states()
            + " transitions "
            + e.transitions()
            + " depth "
            + e.depth()
            + " complete "
            + e.complete()
            + " healed "
            + e.healed()
            + " s "
            + e.nanos() / 1e9);
    if (e.violated()) System.out.println(e.story());
  }
}
