package io.election4j.mysql;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.asyncer.r2dbc.mysql.constant.SslMode;
import io.election4j.spi.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption from the first byte, where the driver says little of what is wrong. */
class TunnelTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1040, 1129})
  void aServerThatRefusesInTheClearIsNoTunnel(int code) throws Exception {
    try (RefusingServer server = new RefusingServer(code)) {
      Address address = through(server, new Tls(SslMode.TUNNEL, null, null, null));

      assertThat(fault(address))
          .hasMessage(address + ": not an SSL/TLS record; " + LocalFault.NO_TUNNEL.advice());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISABLED")
  void aKeyThatIsOfNoUseIsNamedInEveryModeThatEncrypts(SslMode mode) throws Exception {
    Path cert = pem("CERTIFICATE", certificate().getEncoded());
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "garbage");
    Path encrypted = pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3});
    Path none = pem("PRIVATE KEY", new byte[] {1, 2, 3});
    try (RefusingServer server = new RefusingServer(1040)) {
      for (Path key : new Path[] {garbage, encrypted, none, cert}) {
        Tls tls = new Tls(mode, null, cert.toString(), key.toString());

        assertThat(fault(through(server, tls)))
            .hasMessageContaining("sslKey '" + key + "' holds no private key in PKCS#8 format");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VERIFY_CA", "VERIFY_IDENTITY", "TUNNEL"})
  void aCertificateThatIsNotInTextIsNamed(SslMode mode) throws Exception {
    Path binary = Files.write(folder.resolve("ca.der"), certificate().getEncoded());
    try (RefusingServer server = new RefusingServer(1040)) {
      Tls tls = new Tls(mode, binary.toString(), null, null);

      assertThat(fault(through(server, tls)))
          .hasMessageContaining("sslCa '" + binary + "' holds no certificate in PEM format");
    }
  }

  @Test
  void aKeyAndACertificateThatAreOfUseAreTaken() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    String cert = pem("CERTIFICATE", certificate().getEncoded()).toString();
    Tls tls = new Tls(SslMode.TUNNEL, cert, cert, pem("PRIVATE KEY", key).toString());
    try (RefusingServer server = new RefusingServer(1040)) {
      assertThat(fault(through(server, tls))).hasMessageEndingWith(LocalFault.NO_TUNNEL.advice());
    }
  }

  /** Returns one that Java brings with it. */
  private static X509Certificate certificate() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
  }

  private Path pem(String kind, byte[] content) throws Exception {
    return Files.writeString(
        Files.createTempFile(folder, "tls", ".pem"),
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(content)
            + "\n-----END "
            + kind
            + "-----\n");
  }

  private static Address through(RefusingServer server, Tls tls) {
    return new Address("127.0.0.1", server.address().port(), "app", "canary", "x", tls);
  }

  private static StoreException fault(Address address) {
    try (MySqlLeaseStore store = MySqlLeaseStoreBuilder.of(address).build()) {
      StoreException fault =
          catchThrowableOfType(StoreException.class, () -> store.prepare().block(PATIENCE));
      assertThat(fault).returns(MISCONFIGURED, StoreException::kind);
      return fault;
    }
  }
}
