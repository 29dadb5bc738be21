package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.constant.SslMode;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a connection is encrypted.
 *
 * @param mode whether to encrypt, and what to check of the server's certificate
 * @param ca the path of the certificates to trust; {@code null} for Java's own
 * @param cert the path of our certificate; {@code null} for none
 * @param key the path of its key; {@code null} for none
 */
record Tls(SslMode mode, @Nullable String ca, @Nullable String cert, @Nullable String key) {

  static final Tls DEFAULT = new Tls(SslMode.PREFERRED, null, null, null);

  private static final Pattern OLDER_KEY = Pattern.compile("BEGIN (RSA|EC|DSA) PRIVATE KEY");

  /**
   * Reads the options {@code sslMode}, {@code sslCa}, {@code sslCert} and {@code sslKey}. Whoever
   * says whom to trust wants that to be checked.
   *
   * @param options by these names
   * @param shown how such a name is told to people
   * @throws IllegalArgumentException naming the option that is bad
   */
  static Tls of(Map<String, String> options, UnaryOperator<String> shown) {
    String ca = options.get("sslCa");
    String mode = options.get("sslMode");
    SslMode unlessGiven = ca == null ? SslMode.PREFERRED : SslMode.VERIFY_CA;
    String cert = options.get("sslCert");
    String key = options.get("sslKey");
    if ((cert == null) != (key == null)) {
      String given = cert == null ? "sslKey" : "sslCert";
      String missing = cert == null ? "sslCert" : "sslKey";
      throw new IllegalArgumentException(
          shown.apply(given) + " is given, but " + shown.apply(missing) + " is not");
    }
    return new Tls(mode == null ? unlessGiven : mode(shown.apply("sslMode"), mode), ca, cert, key);
  }

  private static SslMode mode(String shown, String text) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    // Whoever gives a whole URL gives perhaps a password.
    String given = text.contains("@") ? "" : " '" + text + "'";
    return Arrays.stream(SslMode.values())
        .filter(mode -> mode.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    shown + given + " is none of " + Arrays.toString(SslMode.values())));
  }

  /**
   * Sets a connection up so.
   *
   * @throws Unusable if a file is of no use
   */
  void configure(MySqlConnectionConfiguration.Builder configuration) {
    if (ca != null && mode.verifyCertificate()) {
      requireCertificates("sslCa", ca);
    }
    if (cert != null && mode.startSsl()) {
      requireCertificates("sslCert", cert);
    }
    if (cert != null && key != null && mode.startSsl()) {
      requireKey(cert, key);
    }
    configuration.sslMode(mode).sslCa(ca).sslCert(cert).sslKey(key);
  }

  /** As the driver reads them, which does not say what is wrong in every mode. */
  private static void requireCertificates(String option, String file) {
    try {
      SslContextBuilder.forClient().trustManager(new ByteArrayInputStream(read(option, file)));
    } catch (IllegalArgumentException none) {
      throw new Unusable(option + " '" + file + "' holds no certificate in PEM format", none);
    }
  }

  /** Servers make theirs in the older format, which Java does not read. */
  private static void requireKey(String cert, String file) {
    byte[] key = read("sslKey", file);
    if (OLDER_KEY.matcher(new String(key, StandardCharsets.ISO_8859_1)).find()) {
      throw new Unusable(
          "sslKey '"
              + file
              + "' is not in PKCS#8 format, which this makes of it: openssl pkcs8 -topk8 -nocrypt"
              + " -in FILE -out OTHER",
          null);
    }
    try {
      SslContextBuilder.forClient()
          .keyManager(
              new ByteArrayInputStream(read("sslCert", cert)), new ByteArrayInputStream(key));
    } catch (IllegalArgumentException none) {
      throw new Unusable(
          "sslKey '"
              + file
              + "' holds no private key in PKCS#8 format, in PEM and without password",
          none);
    }
  }

  private static byte[] read(String option, String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException unreadable) {
      throw new Unusable(option + " '" + file + "' cannot be read: " + unreadable, unreadable);
    }
  }

  /** A file of certificates, or of a key, is of no use. */
  static final class Unusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unusable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
