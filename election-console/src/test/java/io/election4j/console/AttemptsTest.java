package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often somebody may be wrong, on a clock of its own. */
class AttemptsTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final Attempts attempts = new Attempts(nanos::get);

  @Test
  void afterTenTimesOnceInSixSeconds() {
    for (int i = 0; i < Attempts.BURST; i++) {
      assertThat(attempts.mayTry("a")).as("attempt " + i).isTrue();
      attempts.wrong("a");
    }
    assertThat(attempts.mayTry("a")).isFalse();

    nanos.addAndGet(Attempts.SECONDS * 1_000_000_000L);
    assertThat(attempts.mayTry("a")).isTrue();
    attempts.wrong("a");
    assertThat(attempts.mayTry("a")).isFalse();
  }

  @Test
  void othersAreNotShutOut() {
    for (int i = 0; i < 50; i++) {
      attempts.wrong("a");
    }

    assertThat(attempts.mayTry("b")).isTrue();
  }

  @Test
  void whoeverHasANetworkOfIpv6IsOne() throws UnknownHostException {
    assertThat(network("2001:db8:0:1::7"))
        .isEqualTo(network("2001:db8:0:1:ffff::8"))
        .isNotEqualTo(network("2001:db8:0:2::7"))
        .isNotEqualTo(network("10.0.0.1"));
    assertThat(network("10.0.0.1")).isNotEqualTo(network("10.0.0.2"));
  }

  private static String network(String address) throws UnknownHostException {
    return Attempts.network(InetAddress.getByName(address));
  }
}
