package io.election4j.mysql;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static io.election4j.spi.StoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.StoreException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what is seen on this side of a connection, walked row by row. */
class LocalFaultTest {

  private static final Map<LocalFault, Throwable> SIGNS =
      Map.of(
          LocalFault.HOST, new UnknownHostException("db"),
          LocalFault.CERTIFICATE, handshake(new CertPathBuilderException("no path")),
          LocalFault.HOST_NAME, new SSLException("The hostname 'db' could not be verified"),
          LocalFault.FILE, new Tls.Unusable("sslCa '/x' cannot be read", null),
          LocalFault.NO_TUNNEL, new NotSslRecordException("not an SSL/TLS record: 4a0000000a38"),
          LocalFault.HANDSHAKE, new SSLHandshakeException("Received fatal alert: protocol_version"),
          LocalFault.REFUSED_BY_DRIVER,
              new R2dbcPermissionDeniedException("Authentication plugin 'gssapi' not found"));

  @ParameterizedTest
  @EnumSource
  void everyRowIsFinalAndSaysWhatToDo(LocalFault fault) {
    Throwable sign = SIGNS.get(fault);
    for (Throwable error : new Throwable[] {sign, new R2dbcNonTransientResourceException(sign)}) {
      StoreException told = MySqlErrors.describe(error, "server", false);

      assertThat(told.kind()).isEqualTo(MISCONFIGURED);
      assertThat(told).hasMessageStartingWith("server: ").hasMessageEndingWith(fault.advice());
    }
  }

  static Stream<Arguments> passing() {
    return Stream.of(
            new SSLHandshakeException("Connection closed while SSL/TLS handshake was in progress") {
              private static final long serialVersionUID = 1L;
            },
            new SslHandshakeTimeoutException("handshake timed out after 10000ms"),
            new SslClosedEngineException("SSLEngine closed already"),
            new SSLHandshakeException("Received fatal alert: internal_error"),
            handshake(new CertificateNotYetValidException("NotBefore: tomorrow")),
            new NotSslRecordException("not an SSL/TLS record: 17000001ff10"),
            new ConnectException("refused"),
            new ClosedChannelException())
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayPassIsAnOutage(Throwable error) {
    assertThat(MySqlErrors.describe(error, "server", false).kind()).isEqualTo(UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource(names = "CERTIFICATE")
  void aCertificateThatHasExpiredIsFinal(LocalFault fault) {
    assertThat(LocalFault.of(handshake(new CertificateExpiredException("NotAfter: yesterday"))))
        .contains(fault);
  }

  private static SSLHandshakeException handshake(Throwable cause) {
    SSLHandshakeException error = new SSLHandshakeException(cause.getMessage());
    error.initCause(cause);
    return error;
  }
}
