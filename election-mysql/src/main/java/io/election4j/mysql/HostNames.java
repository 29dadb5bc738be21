package io.election4j.mysql;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Looks names of hosts up anew for every connection, as the virtual machine does it: with its
 * caches and their times, and with all that the system asks. A server that has moved is found when
 * these times are over (30 s, and 10 s for names that were unknown, unless set).
 *
 * <p>Netty's own way reads the file of hosts once, and starts threads that never end. The virtual
 * machine's way blocks, so it gets a thread for as long as it takes; whoever asks for the same name
 * meanwhile waits for the same answer.
 */
final class HostNames extends AddressResolverGroup<InetSocketAddress> {

  /**
   * For all stores, since a resolver is kept by each thread of connections as long as that lives.
   */
  static final HostNames OF_THE_SYSTEM =
      new HostNames(InetAddress::getAllByName, HostNames::thread);

  /** Says that somebody knew, and that there is no such name; any other reason may pass. */
  private static final Pattern CERTAIN =
      Pattern.compile(
          "not known|nodename nor servname|No such host|No address associated|in hosts file"
              + "|does not resolve|no usable address" // in Alpine's words
              + "|invalid IPv");

  private final Lookup lookup;
  private final ThreadFactory threads;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  /** Hosts of which it is certain that they are unknown, until something else is heard. */
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  HostNames(Lookup lookup, ThreadFactory threads) {
    this.lookup = lookup;
    this.threads = threads;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "election-mysql-lookup");
    thread.setDaemon(true);
    return thread;
  }

  /** Blocks until it knows all addresses of a host. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Names(executor).asAddressResolver();
  }

  private CompletableFuture<List<InetAddress>> addresses(String host) {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> others = running.putIfAbsent(host, mine);
    if (others != null) {
      return others;
    }
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      look(host, mine);
    } else {
      start(host, mine);
    }
    return mine;
  }

  private void start(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      threads.newThread(() -> look(host, answer)).start();
    } catch (Throwable noThread) {
      running.remove(host);
      answer.completeExceptionally(notNow(host, noThread));
    }
  }

  private void look(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      List<InetAddress> addresses = List.of(lookup.addresses(host));
      unknown.remove(host);
      running.remove(host);
      answer.complete(addresses);
    } catch (Throwable failure) {
      Throwable explained =
          failure instanceof UnknownHostException reason ? explained(host, reason) : failure;
      running.remove(host);
      answer.completeExceptionally(explained);
    }
  }

  private Throwable explained(String host, UnknownHostException reason) {
    String why = String.valueOf(reason.getMessage());
    // From the cache there is no reason: it is the last one.
    boolean last = why.equals(host);
    if (CERTAIN.matcher(why).find() || last && unknown.contains(host)) {
      unknown.add(host);
      return reason;
    }
    unknown.remove(host);
    return notNow(host, reason);
  }

  private static IOException notNow(String host, Throwable reason) {
    return new IOException(
        "the address of host '" + host + "' could not be looked up just now", reason);
  }

  private final class Names extends InetNameResolver {

    Names(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      resolve(host, promise, all -> all.get(0));
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      resolve(host, promise, all -> all);
    }

    private <T> void resolve(
        String host, Promise<T> promise, Function<List<InetAddress>, T> wanted) {
      addresses(host)
          .whenComplete(
              (all, failure) -> {
                if (executor().isShuttingDown()) {
                  return; // nobody waits any more
                }
                if (failure == null) {
                  promise.trySuccess(wanted.apply(all));
                } else {
                  promise.tryFailure(failure);
                }
              });
    }
  }
}
