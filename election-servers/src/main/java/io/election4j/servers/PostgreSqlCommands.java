package io.election4j.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command lines of PostgreSQL for a small machine, on one data folder. */
record PostgreSqlCommands(ServerUser user, Path program, Path data) {

  private static final String WHO_MAY_COME =
      """
      host all root 127.0.0.1/32 trust
      host all all  127.0.0.1/32 scram-sha-256
      """;

  /** Fills the data folder, which is empty and the user's; {@code work} takes other files. */
  void initialise(Path work) throws IOException {
    Path log = work.resolve("first.log");
    List<String> initdb =
        List.of(
            program.resolve("bin/initdb").toString(),
            "--pgdata=" + data,
            "--username=root",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
            "--no-instructions");
    new ShortRun(user.command(initdb)).logTo(log).succeed();
    Path statements = Files.writeString(work.resolve("first.sql"), "CREATE DATABASE elections\n");
    new ShortRun(user.command(firstStatements())).readFrom(statements).logTo(log).succeed();
    Files.writeString(data.resolve("pg_hba.conf"), WHO_MAY_COME);
  }

  private List<String> firstStatements() {
    return List.of(
        program.resolve("bin/postgres").toString(),
        "--single",
        "-D" + data,
        "--exit_on_error=on",
        "--fsync=off",
        "postgres");
  }

  /** Listens on this port of 127.0.0.1 only. */
  List<String> listeningOn(int port) {
    return List.of(
        program.resolve("bin/postgres").toString(),
        "-D" + data,
        "--port=" + port,
        "--listen_addresses=127.0.0.1",
        "--unix_socket_directories=",
        "--max_connections=200",
        "--shared_buffers=16MB",
        // In the data folder, which is deleted, and not in /dev/shm.
        "--dynamic_shared_memory_type=mmap",
        // A commit waits until its log is with the system, where it survives the death of every
        // process of the server, and with it whole pages, for those whose write was cut off. Only a
        // crash of the machine could lose what was acknowledged.
        "--synchronous_commit=on",
        "--fsync=off");
  }
}
