package io.election4j.cli.base;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version from what Maven leaves in the jar. */
public final class Version implements IVersionProvider {

  private static final String LEFT_BY_MAVEN =
      "/META-INF/maven/io.election4j/election-cli/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream file = Version.class.getResourceAsStream(LEFT_BY_MAVEN)) {
      if (file != null) {
        properties.load(file);
      }
    }
    return new String[] {"election4j " + properties.getProperty("version", "(not packaged)")};
  }
}
