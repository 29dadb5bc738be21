package io.election4j.bench.contest;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a MongoDB client sends. */
final class CommandCount implements CommandListener {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public void commandStarted(CommandStartedEvent event) {
    counts.computeIfAbsent(event.getCommandName(), name -> new LongAdder()).increment();
  }

  /** Returns how many there were of each. */
  Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach((name, count) -> all.put(name, count.sum()));
    return all;
  }
}
