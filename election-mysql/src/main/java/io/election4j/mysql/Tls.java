package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.constant.SslMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
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
    if (key != null && mode.startSsl()) {
      requireKey(key);
    }
    configuration.sslMode(mode).sslCa(ca).sslCert(cert).sslKey(key);
  }

  /** The driver says so as well, but not in every mode. */
  private static void requireCertificates(String option, String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        throw new Unusable(option + " '" + file + "' holds no certificate", null);
      }
    } catch (IOException unreadable) {
      throw new Unusable(option + " '" + file + "' cannot be read: " + unreadable, unreadable);
    } catch (CertificateException garbage) {
      throw new Unusable(option + " '" + file + "' holds no certificate in PEM format", garbage);
    }
  }

  /** Servers make theirs in the older format, which Java does not read. */
  private static void requireKey(String file) {
    try {
      if (OLDER_KEY.matcher(Files.readString(Path.of(file))).find()) {
        throw new Unusable(
            "sslKey '"
                + file
                + "' is not in PKCS#8 format, which this makes of it: openssl pkcs8 -topk8 -nocrypt"
                + " -in FILE -out OTHER",
            null);
      }
    } catch (IOException unreadable) {
      throw new Unusable("sslKey '" + file + "' cannot be read: " + unreadable, unreadable);
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
