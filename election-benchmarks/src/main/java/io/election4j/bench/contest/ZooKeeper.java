package io.election4j.bench.contest;

import io.election4j.bench.Counters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.client.FourLetterWordMain;
import org.apache.zookeeper.common.X509Exception.SSLContextException;

/** Curator's server for tests, in this process; it counts packets and transactions. */
final class ZooKeeper implements Venue {

  // A session of Curator's default, 60 s, has twenty of the server's default ticks, 3 s.
  private static final int TICKS = 20;
  private static final Pattern RECEIVED = Pattern.compile("Received: (\\d+)");
  private static final Pattern TRANSACTION = Pattern.compile("Zxid: 0x([0-9a-f]+)");

  private final TestingServer server;
  private final AtomicLong questions = new AtomicLong();

  /**
   * Starts one.
   *
   * @param session how long sessions live; zero for the default
   */
  ZooKeeper(Duration session) {
    int tick = session.isZero() ? -1 : (int) session.dividedBy(TICKS).toMillis();
    try {
      server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, tick, -1), true);
    } catch (Exception failure) {
      throw new IllegalStateException("cannot start ZooKeeper", failure);
    }
  }

  @Override
  public String url() {
    return server.getConnectString();
  }

  @Override
  public Counters counters() {
    try {
      String answer = FourLetterWordMain.send4LetterWord("127.0.0.1", server.getPort(), "srvr");
      return parse(answer, System.nanoTime(), questions.incrementAndGet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (SSLContextException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns what it tells of itself, but for these packets of ours. */
  static Counters parse(String answer, long nanos, long ours) {
    long received = number(RECEIVED, answer, 10) - ours;
    return new Counters(nanos, Map.of(ASKED, received, WRITES, number(TRANSACTION, answer, 16)));
  }

  private static long number(Pattern pattern, String answer, int radix) {
    Matcher matcher = pattern.matcher(answer);
    if (!matcher.find()) {
      throw new IllegalStateException("no '" + pattern + "' in '" + answer + "'");
    }
    return Long.parseLong(matcher.group(1), radix);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
