package io.election4j.mongo;

import static java.util.Objects.requireNonNull;

import com.mongodb.reactivestreams.client.MongoClient;
import org.jspecify.annotations.Nullable;

/** Builds a {@link MongoLeaseStore}. Not safe for use by many threads. */
public final class MongoLeaseStoreBuilder {

  private final @Nullable MongoClient client;
  private final @Nullable String url;
  private @Nullable String database;
  private @Nullable String password;
  private boolean create = true;

  MongoLeaseStoreBuilder(@Nullable MongoClient client, @Nullable String url) {
    this.client = client;
    this.url = url;
  }

  /**
   * Sets the database; unless set, the one of the URL, or {@value
   * MongoLeaseStore#DEFAULT_DATABASE}.
   *
   * @throws IllegalArgumentException if MongoDB allows no database of this name, or it is one of
   *     its own: {@code admin}, {@code config} and {@code local} have no change streams
   */
  public MongoLeaseStoreBuilder database(String database) {
    this.database = Database.requireName(database);
    return this;
  }

  /**
   * Sets the password, for a URL without one; not used if the URL names no user.
   *
   * @param password as it is, not percent-encoded
   * @throws IllegalStateException if there is one already, or a client
   */
  public MongoLeaseStoreBuilder password(CharSequence password) {
    if (url == null || this.password != null || Address.hasPassword(url)) {
      throw new IllegalStateException("password: there is one already");
    }
    this.password = password.toString();
    return this;
  }

  /**
   * Makes {@link MongoLeaseStore#prepare()} create nothing: it fails if something of the schema is
   * missing. A collection that is dropped while it is in use is made anew by the server, without
   * the index; the log says so.
   */
  public MongoLeaseStoreBuilder neverCreate() {
    this.create = false;
    return this;
  }

  /**
   * Returns the store. Nothing is sent to a server yet.
   *
   * @throws IllegalArgumentException if the URL cannot be read, needs a password and has none,
   *     names a database of MongoDB's own, asks for a compressor whose library is missing, or has
   *     an option that cannot work; or if the client tells of such an option
   * @throws io.election4j.spi.StoreException if a {@code mongodb+srv} URL cannot be looked up, or
   *     the driver on the class path is too old
   */
  public MongoLeaseStore build() {
    Libraries.require();
    try {
      return made();
    } catch (LinkageError mismatch) {
      throw Libraries.explain(mismatch).orElseThrow();
    }
  }

  private MongoLeaseStore made() {
    if (client != null) {
      return new MongoLeaseStore(Client.handedIn(client), name(null), create);
    }
    Address address = Address.parse(requireNonNull(url), password);
    String name = name(address.database());
    return new MongoLeaseStore(address.connect(), name, create);
  }

  private String name(@Nullable String fromUrl) {
    String name = database == null ? fromUrl : database;
    return name == null ? MongoLeaseStore.DEFAULT_DATABASE : Database.requireName(name);
  }
}
