package io.election4j.demo.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a candidate's process is told by whoever started it. */
public final class Orders {

  private Orders() {}

  /**
   * Hands on the lines of this process's standard input, and ends the process with that: whoever
   * started it holds the other end, even when that is killed.
   */
  public static void obey(Consumer<String> orders) {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (String order = input.readLine(); order != null; order = input.readLine()) {
        orders.accept(order);
      }
    } catch (IOException broken) {
      // So is whoever held the other end.
    }
    Runtime.getRuntime().halt(0);
  }

  /** Does the same on a thread of its own. */
  public static void obeyInBackground(Consumer<String> orders) {
    Thread thread = new Thread(() -> obey(orders), "orders");
    thread.setDaemon(true);
    thread.start();
  }
}
