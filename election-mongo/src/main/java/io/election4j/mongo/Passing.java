package io.election4j.mongo;

import java.io.EOFException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Which failures to find a server, or to agree with it on TLS, may pass by themselves, though
 * others of their kind do not: a name server that is down, a server that is being stopped, a clock
 * that is behind.
 */
final class Passing {

  /** Said by somebody who knew that there is no such name, in the words of each system. */
  private static final Pattern NO_SUCH_NAME =
      Pattern.compile(
          "not known|nodename nor servname|No such host|No address associated|in hosts file"
              + "|does not resolve|no usable address|interface|invalid IPv");

  /** Of a handshake that was cut off, or of a server in trouble. */
  private static final Pattern CUT_OFF =
      Pattern.compile("internal_error|close_notify|terminated the handshake|Connection reset");

  /** By their names: who looks nothing up in the DNS may have none of these classes. */
  private static final Set<String> OF_NAME_SERVERS =
      Set.of("javax.naming.CommunicationException", "javax.naming.ServiceUnavailableException");

  private Passing() {}

  /** Returns whether a failure, or any cause of it, is such a one. */
  static boolean is(@Nullable Throwable failure) {
    return TopologyDiagnosis.chain(failure).anyMatch(Passing::isOne);
  }

  private static boolean isOne(Throwable cause) {
    if (cause instanceof UnknownHostException unknown) {
      return hasReason(unknown) && !isCertain(unknown);
    }
    return cause instanceof SSLException tls && isPassing(tls)
        || OF_NAME_SERVERS.contains(cause.getClass().getName());
  }

  private static boolean isPassing(SSLException tls) {
    return CUT_OFF.matcher(String.valueOf(tls.getMessage())).find()
        || TopologyDiagnosis.chain(tls)
            .anyMatch(
                cause ->
                    cause instanceof CertificateNotYetValidException
                        || cause instanceof SocketException
                        || cause instanceof EOFException
                        || cause instanceof ClosedChannelException);
  }

  /** The virtual machine remembers for a while that a host was not found, but not why. */
  static boolean hasReason(UnknownHostException unknown) {
    return unknown.getMessage() != null && unknown.getMessage().matches("(?s).*[: ].*");
  }

  private static boolean isCertain(UnknownHostException unknown) {
    return NO_SUCH_NAME.matcher(String.valueOf(unknown.getMessage())).find();
  }
}
