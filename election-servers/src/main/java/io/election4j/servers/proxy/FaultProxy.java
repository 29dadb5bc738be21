package io.election4j.servers.proxy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A TCP proxy in front of one server, which misbehaves when it is told to.
 *
 * <p>It listens on a free port of 127.0.0.1, unless told otherwise, and passes everything on until
 * a fault is set. Faults add up; {@link #heal()} ends them all. They act on the connections that
 * are open and on new ones, unless a method says otherwise. When one end of a connection closes, so
 * does the other.
 *
 * <p>A proxy stands for the network between its clients and the server: give each client a proxy of
 * its own to separate one of them from the server. TLS passes through, but a client that checks the
 * server's name will see 127.0.0.1.
 *
 * <p>Safe for use by several threads. No method but {@link #to} and {@link #at} waits for anything.
 * Its own threads, two per connection, are daemons.
 */
public final class FaultProxy implements AutoCloseable {

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  // What the network is like now; whatever waits for it to change waits on this object.
  private final Set<Direction> held = EnumSet.noneOf(Direction.class);
  private final Set<Direction> lost = EnumSet.noneOf(Direction.class);
  private Duration delay = Duration.ZERO;
  private Duration jitter = Duration.ZERO;
  private int most = Integer.MAX_VALUE;
  private int answersToCut;
  private long bytesPerSecond = Long.MAX_VALUE;
  private boolean blackHole;

  private FaultProxy(InetSocketAddress server, ServerSocket listener) {
    this.server = server;
    this.listener = listener;
  }

  /**
   * Starts a proxy in front of a server. The server need not run: a connection that cannot be
   * passed on is reset.
   *
   * @throws UncheckedIOException if no port can be listened on
   */
  public static FaultProxy to(InetSocketAddress server) {
    return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), server);
  }

  /**
   * Starts a proxy in front of a server that listens on an address of this machine, such as another
   * one of 127.0.0.0/8 with the server's own port: clients that find the server by its name come
   * through the proxy if that name is resolved to this address for them.
   *
   * @throws UncheckedIOException if it cannot be listened on, because it is in use for example
   */
  public static FaultProxy at(InetSocketAddress listen, InetSocketAddress server) {
    try {
      ServerSocket listener = new ServerSocket(listen.getPort(), 50, listen.getAddress());
      FaultProxy proxy = new FaultProxy(requireNonNull(server, "server"), listener);
      Thread accepting = new Thread(proxy::accept, "fault-proxy-accepts");
      accepting.setDaemon(true);
      accepting.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + listen, e);
    }
  }

  /** Returns where clients connect to. */
  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** Returns how many connections are open. */
  public int connections() {
    return links.size();
  }

  /**
   * Returns the ports by which the server knows the connections that are open: the "127.0.0.1:port"
   * of its list of clients.
   */
  public Set<Integer> serverSidePorts() {
    return links.stream()
        .map(Link::serverSidePort)
        .filter(port -> port > 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Resets all connections that are open. New ones are as good as before. */
  public void cut() {
    cutIf(link -> true);
  }

  /**
   * Keeps back what goes these ways, and delivers it when healed: what TCP makes of a network that
   * loses all packets for a while.
   */
  public synchronized void hold(Direction... directions) {
    held.addAll(Set.of(directions));
  }

  /**
   * Loses what goes these ways while the connections stay. Connections that lost something are of
   * no use any more and are reset when healed.
   */
  public synchronized void lose(Direction... directions) {
    lost.addAll(Set.of(directions));
  }

  /**
   * Accepts connections but passes nothing on, either way; new connections do not reach the server.
   * What was sent is delivered when healed.
   */
  public synchronized void blackHole() {
    blackHole = true;
  }

  /**
   * Delays every piece of data, in both directions.
   *
   * @param least by at least this; not negative
   * @param jitter and by up to this in addition, evenly distributed; not negative
   */
  public synchronized void delay(Duration least, Duration jitter) {
    requireNotNegative("least", least.toNanos());
    requireNotNegative("jitter", jitter.toNanos());
    this.delay = least;
    this.jitter = jitter;
  }

  /**
   * Slows every connection down, each direction for itself.
   *
   * @param bytesPerSecond above 0
   */
  public synchronized void throttle(long bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException("bytesPerSecond " + bytesPerSecond + " is not above 0");
    }
    this.bytesPerSecond = bytesPerSecond;
  }

  /**
   * Resets new connections at once while this many are open, as a server does whose connections are
   * used up. Those that are open stay.
   *
   * @param connections 0 for no new connection at all; not negative
   */
  public synchronized void limit(int connections) {
    requireNotNegative("connections", connections);
    most = connections;
  }

  /**
   * Resets connections at the moment the server answers: it has done what it was asked, and the
   * client will never know.
   *
   * @param answers how many are lost that way, all connections together; 0 ends it, not negative
   */
  public synchronized void cutBeforeAnswer(int answers) {
    requireNotNegative("answers", answers);
    answersToCut = answers;
  }

  /** Ends all faults. Connections on which something was lost are reset. */
  public void heal() {
    cutIf(Link::isLossy);
    synchronized (this) {
      held.clear();
      lost.clear();
      delay = Duration.ZERO;
      jitter = Duration.ZERO;
      most = Integer.MAX_VALUE;
      answersToCut = 0;
      bytesPerSecond = Long.MAX_VALUE;
      blackHole = false;
      notifyAll();
    }
  }

  /** Resets all connections and listens no more. Does nothing the second time. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the proxy's port", e);
    } finally {
      cut();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException closed) {
        // The listener, or a client that did not wait.
      }
    }
  }

  private void admit(Socket client) {
    Link link = new Link(client, this);
    if (listener.isClosed() || !admitsOneMore()) {
      link.cut();
      return;
    }
    links.add(link);
    link.start();
    if (listener.isClosed()) {
      link.cut();
    }
  }

  private synchronized boolean admitsOneMore() {
    return links.size() < most;
  }

  /** Returns where the server is. */
  InetSocketAddress server() {
    return server;
  }

  /** A connection was closed: those that wait look whether it is theirs. */
  synchronized void closed(Link link) {
    links.remove(link);
    notifyAll();
  }

  /** Waits until connections reach the server again, or this one is closed. */
  synchronized void awaitWay(Link link) throws InterruptedException {
    while (blackHole && link.isOpen()) {
      wait();
    }
  }

  /** What becomes of bytes that have arrived. */
  enum Fate {
    DELIVERED,
    LOST,
    /** Lost, and their connection with them. */
    CUT
  }

  /** Waits as long as bytes are held back, and says what then becomes of them. */
  synchronized Fate fate(Direction direction, Link link) throws InterruptedException {
    while ((blackHole || held.contains(direction)) && link.isOpen()) {
      wait();
    }
    if (lost.contains(direction)) {
      return Fate.LOST;
    }
    if (direction == Direction.ANSWER && answersToCut > 0 && link.awaitsAnswer()) {
      answersToCut--;
      return Fate.CUT;
    }
    return Fate.DELIVERED;
  }

  /** Takes the time that this many bytes take on their way. */
  void travel(int bytes) throws InterruptedException {
    long nanos = travelNanos(bytes);
    if (nanos > 0) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  private synchronized long travelNanos(int bytes) {
    long more = jitter.isZero() ? 0 : ThreadLocalRandom.current().nextLong(jitter.toNanos());
    return delay.toNanos() + more + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
  }

  private void cutIf(Predicate<Link> condition) {
    links.stream().filter(condition).forEach(Link::cut);
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " " + value + " is negative");
    }
  }
}
