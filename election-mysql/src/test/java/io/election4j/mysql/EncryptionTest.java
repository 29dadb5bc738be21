package io.election4j.mysql;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.spi.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted connections to a server whose certificate is of a maker of its own. */
class EncryptionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database database = Database.create();

  @TempDir Path folder;

  @BeforeEach
  void needACertificate() {
    assumeThat(Files.isReadable(ca()))
        .as("the server speaks TLS, and its certificates are in its data folder")
        .isTrue();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theServersCertificateIsCheckedAsTheEnvironmentSays() {
    assertThatCode(() -> prepare(Map.of("MYSQL_SSL_CA", ca().toString())))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> prepare(Map.of("MYSQL_SSL_MODE", "verify_ca", "MYSQL_SSL_CA", ca().toString())))
        .doesNotThrowAnyException();
  }

  @Test
  void ourCertificateIsShown() throws Exception {
    database.run("CREATE USER 'known'@'%' IDENTIFIED BY 'canary' REQUIRE X509");
    database.run("GRANT ALL ON " + database.address().database() + ".* TO 'known'@'%'");
    try {
      Map<String, String> mine =
          Map.of(
              "MYSQL_USER", "known",
              "MYSQL_PASSWORD", "canary",
              "MYSQL_SSL_CA", ca().toString(),
              "MYSQL_SSL_CERT", ca().resolveSibling("client-cert.pem").toString(),
              "MYSQL_SSL_KEY", inPkcs8(ca().resolveSibling("client-key.pem")).toString());
      assertThatCode(() -> prepare(mine)).doesNotThrowAnyException();

      Map<String, String> anonymous = new HashMap<>(mine);
      anonymous.keySet().removeIf(name -> name.endsWith("CERT") || name.endsWith("KEY"));
      assertThat(fault(anonymous)).hasMessageContaining("Access denied");
    } finally {
      database.run("DROP USER 'known'@'%'");
    }
  }

  @Test
  void aCertificateOfAnUnknownMakerIsAMisconfiguration() {
    assertThat(fault(Map.of("MYSQL_SSL_MODE", "verify_ca")))
        .hasMessageContaining("certificate is not to be trusted: check sslCa");
  }

  @Test
  void aCertificateForAnotherHostIsAMisconfiguration() {
    assertThat(fault(Map.of("MYSQL_SSL_MODE", "verify_identity", "MYSQL_SSL_CA", ca().toString())))
        .hasMessageContaining(
            "could not be verified; the server's certificate is for another host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"VERIFY_CA", "VERIFY_IDENTITY", "TUNNEL"})
  void aFileThatIsMissingOrHoldsNoCertificateIsNamed(String mode) throws Exception {
    Path none = folder.resolve("none.pem");
    assertThat(fault(Map.of("MYSQL_SSL_MODE", mode, "MYSQL_SSL_CA", none.toString())))
        .hasMessageContaining("sslCa '" + none + "' cannot be read");

    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "garbage");
    assertThat(fault(Map.of("MYSQL_SSL_MODE", mode, "MYSQL_SSL_CA", garbage.toString())))
        .hasMessageContaining("sslCa '" + garbage + "' holds no certificate");
  }

  @Test
  void aKeyThatIsNoneIsAMisconfiguration() throws Exception {
    Path garbage = Files.writeString(folder.resolve("key.pem"), "garbage");
    String cert = ca().resolveSibling("client-cert.pem").toString();
    assertThat(fault(Map.of("MYSQL_SSL_CERT", cert, "MYSQL_SSL_KEY", garbage.toString())))
        .hasMessageContaining(garbage.toString());
  }

  @Test
  void aKeyInTheOlderFormatIsToldHowToConvert() {
    String cert = ca().resolveSibling("client-cert.pem").toString();
    String key = ca().resolveSibling("client-key.pem").toString();
    assertThat(fault(Map.of("MYSQL_SSL_CERT", cert, "MYSQL_SSL_KEY", key)))
        .hasMessageContaining("sslKey '" + key + "' is not in PKCS#8 format")
        .hasMessageContaining("openssl pkcs8 -topk8");
  }

  @Test
  void aServerThatWantsEncryptionIsAMisconfigurationWithoutIt() {
    database.run("SET GLOBAL require_secure_transport = ON");
    try {
      assertThat(fault(Map.of("MYSQL_SSL_MODE", "disabled")))
          .hasMessageContaining("ask for encryption, by sslMode=required");
    } finally {
      database.run("SET GLOBAL require_secure_transport = OFF");
    }
  }

  /** Puts the key that a server makes into the newer format, which wraps it. */
  private Path inPkcs8(Path older) throws Exception {
    String text = Files.readString(older).replaceAll("-----[A-Z ]+-----", "");
    byte[] key = Base64.getMimeDecoder().decode(text);
    byte[] algorithm = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
    byte[] octets = der(0x04, key);
    byte[] content =
        ByteBuffer.allocate(algorithm.length + octets.length).put(algorithm).put(octets).array();
    String newer = Base64.getMimeEncoder().encodeToString(der(0x30, content));
    return Files.writeString(
        folder.resolve("key8.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + newer + "\n-----END PRIVATE KEY-----\n");
  }

  /** An element of more than 255 bytes. */
  private static byte[] der(int tag, byte[] content) {
    return ByteBuffer.allocate(content.length + 4)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  private Path ca() {
    return Path.of(database.column("folder", "SELECT @@datadir AS folder").get(0), "ca.pem");
  }

  private StoreException fault(Map<String, String> variables) {
    StoreException fault = catchThrowableOfType(StoreException.class, () -> prepare(variables));
    assertThat(fault).returns(MISCONFIGURED, StoreException::kind);
    assertThat(fault.getMessage()).startsWith("MySQL server").doesNotContain("\n");
    return fault;
  }

  private void prepare(Map<String, String> variables) {
    Address address = database.address();
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "MYSQL_USER", address.user(),
                "MYSQL_PASSWORD", address.password() == null ? "" : address.password(),
                "MYSQL_HOST", address.host(),
                "MYSQL_PORT", Integer.toString(address.port()),
                "MYSQL_DBNAME", address.database()));
    environment.putAll(variables);
    try (MySqlLeaseStore store =
        MySqlLeaseStore.fromEnvironment(environment, folder.resolve(".env"))) {
      store.prepare().block(PATIENCE);
    }
  }
}
