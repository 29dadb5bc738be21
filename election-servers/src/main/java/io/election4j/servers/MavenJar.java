package io.election4j.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** A jar that a Maven build put on the class path, found by what Maven writes into it. */
record MavenJar(String groupId, String artifactId) {

  /** Returns its version, or empty if it is not on the class path. */
  Optional<String> version() {
    return Optional.ofNullable(properties()).map(MavenJar::versionIn);
  }

  /** Opens it; the caller closes it. */
  JarFile open() throws IOException {
    URL inside = properties();
    if (inside == null || !(inside.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException("no jar of " + this + " on the class path");
    }
    // A cached file would be shared with the class loader, and closed under its feet.
    connection.setUseCaches(false);
    return connection.getJarFile();
  }

  private @Nullable URL properties() {
    String path = "META-INF/maven/%s/%s/pom.properties".formatted(groupId, artifactId);
    return MavenJar.class.getClassLoader().getResource(path);
  }

  private static String versionIn(URL properties) {
    try (InputStream in = properties.openStream()) {
      Properties read = new Properties();
      read.load(in);
      return read.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + properties, e);
    }
  }

  @Override
  public String toString() {
    return groupId + ":" + artifactId;
  }
}
