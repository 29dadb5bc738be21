package io.election4j.proof.series;

/** Threads that take all the time of the processors they get, until the virtual machine ends. */
final class BusyLoops {

  private BusyLoops() {}

  static void start(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(BusyLoops::spin, "busy-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private static void spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }
}
