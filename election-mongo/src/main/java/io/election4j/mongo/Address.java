package io.election4j.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.spi.StoreException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL points, and how we connect there.
 *
 * <p>No message repeats a URL or a part of one that cannot be read: any part may be the password.
 * The parsed form is not printed either, as its text has the password in it.
 */
final class Address {

  private static final Pattern USER_WITHOUT_PASSWORD =
      Pattern.compile("(mongodb(?:\\+srv)?://[^:@/?]+)(@.*)", Pattern.DOTALL);

  private static final Pattern PASSWORD = Pattern.compile("mongodb(?:\\+srv)?://[^:@/?]*:[^@/?]*@");

  private final ConnectionString url;
  private final MongoClientSettings settings;

  private Address(ConnectionString url, MongoClientSettings settings) {
    this.url = url;
    this.settings = settings;
  }

  /**
   * Reads a URL, and looks it up in the DNS if it is of the form {@code mongodb+srv}.
   *
   * @param password used if the URL names a user without one
   * @throws IllegalArgumentException if it is no URL of MongoDB, a password is missing, or an
   *     option cannot work
   * @throws StoreException if it cannot be looked up
   */
  static Address parse(String url, @Nullable String password) {
    try {
      ConnectionString read = read(Options.known(url), password);
      return new Address(read, Options.settings(read));
    } catch (IllegalArgumentException | IllegalStateException unfit) {
      throw new IllegalArgumentException("url: " + MongoErrors.words(unfit));
    }
  }

  /** Returns whether a URL has a password in it. */
  static boolean hasPassword(String url) {
    return PASSWORD.matcher(url).lookingAt();
  }

  private static ConnectionString read(String url, @Nullable String password) {
    if (url.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("has a line end or another control character in it");
    }
    if (UrlFault.ambiguous(url)) {
      throw new IllegalArgumentException(fault(url));
    }
    try {
      return new ConnectionString(url);
    } catch (MongoConfigurationException unknown) {
      throw notLookedUp(unknown);
    } catch (IllegalArgumentException unreadable) {
      Matcher user = USER_WITHOUT_PASSWORD.matcher(url);
      if (!user.matches()) {
        throw new IllegalArgumentException(fault(url));
      }
      if (password == null) {
        throw new IllegalArgumentException("names a user, but no password was given");
      }
      return read(user.group(1) + ":" + encode(password) + user.group(2), null);
    }
  }

  /** Says that what the DNS should have of a URL is not there, or not to be had now. */
  static StoreException notLookedUp(MongoConfigurationException unknown) {
    String line = "url: " + MongoErrors.words(unknown);
    return Passing.is(unknown)
        ? StoreException.unavailable(line, null)
        : StoreException.misconfigured(line, null);
  }

  private static String fault(String url) {
    return MongoErrors.line(UrlFault.of(url));
  }

  private static String encode(String password) {
    return URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Nullable String database() {
    return url.getDatabase();
  }

  /**
   * Returns a client.
   *
   * @throws IllegalArgumentException if the driver finds only now that an option cannot work
   */
  Client connect() {
    try {
      return Client.own(MongoClients.create(settings), settings);
    } catch (MongoException | IllegalArgumentException | IllegalStateException unfit) {
      throw new IllegalArgumentException(
          "url: the driver refuses it: " + MongoErrors.line(MongoErrors.words(unfit)));
    }
  }
}
