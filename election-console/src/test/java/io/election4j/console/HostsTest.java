package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which names the console is called, as browsers write them. */
class HostsTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 8080, localhost:8080, true",
    "127.0.0.1, 8080, localhost, false",
    "127.0.0.1, 8080, evil.example:8080, false",
    // Browsers leave out the port of the scheme.
    "127.0.0.1, 80, localhost, true",
    "127.0.0.1, 80, 127.0.0.1, true",
    "127.0.0.1, 80, evil.example, false",
    // Browsers shorten what Java writes in full.
    "::1, 8080, [::1]:8080, true",
    "::1, 8080, [0:0:0:0:0:0:0:1]:8080, true",
    "2001:db8::7, 8080, [2001:db8::7]:8080, true",
    "2001:db8::7, 8080, [2001:db8::8]:8080, false",
    "2001:db8::7, 8080, [no.such.host]:8080, false",
    "2001:db8::7, 8080, '[', false",
    "2001:db8::7, 80, [2001:db8::7], true"
  })
  void aBrowserIsLetInByTheNamesItWrites(String bound, int port, String host, boolean allowed)
      throws UnknownHostException {
    Hosts hosts = Hosts.of(new InetSocketAddress(InetAddress.getByName(bound), port), List.of());

    assertThat(hosts.allow(host, null)).isEqualTo(allowed);
    assertThat(hosts.allow(host, "http://" + host)).isEqualTo(allowed);
    assertThat(hosts.allow(host, "http://evil.example")).isFalse();
  }
}
