package io.election4j.mongo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds out why a host is not found. The virtual machine remembers for seconds that it was not, but
 * not the reason, which the driver has therefore lost when it gives up.
 *
 * @param names looks up names
 */
record HostLookup(Names names) {

  static final HostLookup OF_THE_SYSTEM = new HostLookup(InetAddress::getAllByName);

  /** A name server that does not answer by then does not know. */
  private static final Duration PATIENCE = Duration.ofMillis(700);

  /** Blocks until it knows the addresses of a host. */
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** Returns why it may be found later, or nothing if it is certain that there is no such host. */
  Mono<String> hope(String host, OwnThreads threads) {
    return threads
        .probe(() -> ask(host))
        .timeout(PATIENCE, Mono.just("no answer in time"), threads.pushing());
  }

  private @Nullable String ask(String host) {
    try {
      names.addresses(respelled(host));
      return "now it could";
    } catch (UnknownHostException unknown) {
      return Passing.is(unknown) ? String.valueOf(unknown.getMessage()) : null;
    } catch (RuntimeException | Error failure) {
      return String.valueOf(failure);
    }
  }

  /** To name servers it is the same host in any letters; to the virtual machine's memory, not. */
  private static String respelled(String host) {
    return host.chars()
        .map(c -> ThreadLocalRandom.current().nextBoolean() ? upper(c) : c)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
  }
}
