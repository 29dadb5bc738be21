package io.election4j.servers;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A jar that a Maven build put on the class path under the name that it has in a repository.
 *
 * @param content an entry that no other jar has
 */
record MavenJar(String groupId, String artifactId, String content) {

  /** Finds a jar that Maven built by what Maven writes into it. */
  MavenJar(String groupId, String artifactId) {
    this(groupId, artifactId, "META-INF/maven/%s/%s/pom.properties".formatted(groupId, artifactId));
  }

  /** Returns its version, or empty if it is not on the class path. */
  Optional<String> version() {
    Pattern name = Pattern.compile(".*/" + Pattern.quote(artifactId) + "-([^/]+)\\.jar!/.*");
    return Optional.ofNullable(inside())
        .map(URL::toString)
        .map(name::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1));
  }

  /** Opens it; the caller closes it. */
  JarFile open() throws IOException {
    URL inside = inside();
    if (inside == null || !(inside.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException("no jar of " + this + " on the class path");
    }
    // A cached file would be shared with the class loader, and closed under its feet.
    connection.setUseCaches(false);
    return connection.getJarFile();
  }

  private @Nullable URL inside() {
    return MavenJar.class.getClassLoader().getResource(content);
  }

  @Override
  public String toString() {
    return groupId + ":" + artifactId;
  }
}
