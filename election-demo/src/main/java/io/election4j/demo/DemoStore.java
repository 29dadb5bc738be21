package io.election4j.demo;

import java.util.Map;

/** A store that candidates of several processes can meet on. */
public interface DemoStore extends AutoCloseable {

  /** The variable in a candidate's environment that says where the store is. */
  String ADDRESS = "ELECTION_DEMO_STORE";

  /** The variable that holds the password or token, if there is one. */
  String SECRET = "ELECTION_DEMO_SECRET";

  /** Returns the kind of store: {@code mysql}, {@code mongo}, {@code memory}. */
  String store();

  /** Returns what it is, for a person; never with a password. */
  String server();

  /** Returns {@link #ADDRESS} and, if there is one, {@link #SECRET}. */
  Map<String, String> environment();

  /** Ends what was started for the demonstration. */
  @Override
  void close();
}
