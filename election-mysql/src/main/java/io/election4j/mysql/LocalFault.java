package io.election4j.mysql;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * What no further attempt can cure among the faults that are seen on this side of the connection,
 * and what a person can do. Every other one, a handshake that was cut off among them, is an outage.
 */
enum LocalFault {
  HOST("unknown host", LocalFault::unknownHost),

  CERTIFICATE(
      "the server's certificate is not to be trusted: check sslCa, and whether it has expired",
      LocalFault::untrusted),

  HOST_NAME(
      "the server's certificate is for another host: check the host, or use sslMode=verify_ca",
      error -> error.getClass() == SSLException.class && says(error, "could not be verified")),

  FILE("give a file that can be read and holds what is wanted", LocalFault::unusableFile),

  NO_TUNNEL(
      "sslMode=tunnel is for a proxy that speaks TLS from the first byte, and this is a server",
      LocalFault::greeted),

  HANDSHAKE(
      "the server and Java agree on no way to encrypt, or the server wants a certificate of ours",
      LocalFault::refusedHandshake),

  REFUSED_BY_DRIVER(
      "change the account or sslMode",
      error ->
          error instanceof R2dbcPermissionDeniedException refused && refused.getErrorCode() == 0);

  private final String advice;
  private final Predicate<Throwable> sign;

  LocalFault(String advice, Predicate<Throwable> sign) {
    this.advice = advice;
    this.sign = sign;
  }

  /** Returns what an error, or any cause of it, says; nothing for what may pass. */
  static Optional<LocalFault> of(Throwable error) {
    return Arrays.stream(values()).filter(fault -> chain(error).anyMatch(fault.sign)).findFirst();
  }

  String advice() {
    return advice;
  }

  private static Stream<Throwable> chain(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(20);
  }

  /** A name server that does not answer has not said that the host is unknown. */
  private static boolean unknownHost(Throwable error) {
    return error instanceof UnknownHostException
        && !(error.getCause() instanceof DnsNameResolverTimeoutException);
  }

  private static boolean untrusted(Throwable error) {
    return refusedHandshake(error)
        && chain(error)
            .anyMatch(
                cause ->
                    cause instanceof CertificateException
                        || cause instanceof CertPathValidatorException
                        || cause instanceof CertPathBuilderException);
  }

  /** One that was cut off is of a subclass; a server in trouble, or a clock, may come right. */
  private static boolean refusedHandshake(Throwable error) {
    return error.getClass() == SSLHandshakeException.class
        && !says(error, "internal_error")
        && chain(error).noneMatch(CertificateNotYetValidException.class::isInstance);
  }

  /** By the first packet of the tenth version of the protocol, or one that tells an error. */
  private static boolean greeted(Throwable error) {
    return error instanceof NotSslRecordException && says(error, "record: [0-9a-f]{6}00(0a|ff)");
  }

  /** Netty finds out when it makes what the handshake needs, before anything is sent. */
  private static boolean unusableFile(Throwable error) {
    return error instanceof Tls.Unusable
        || error instanceof R2dbcException
            && error.getCause() instanceof IllegalArgumentException unusable
            && says(unusable, "File does not contain valid");
  }

  private static boolean says(Throwable error, String words) {
    return error.getMessage() != null && Pattern.compile(words).matcher(error.getMessage()).find();
  }
}
