package io.election4j.springtests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Contexts with what Spring Boot configures by itself, on whatever line it is. */
final class Runners {

  private static final List<String> ALWAYS =
      List.of(
          "io.election4j.",
          ".PropertyPlaceholderAutoConfiguration",
          ".HealthContributorAutoConfiguration",
          ".HealthContributorRegistryAutoConfiguration",
          ".HealthEndpointAutoConfiguration",
          "endpoint.EndpointAutoConfiguration");

  /** What configures a database, and the packages that are not there without it. */
  private static final Map<String, List<String>> DATABASES =
      Map.of(
          ".DataSourceAutoConfiguration", List.of("org.mariadb", "com.zaxxer"),
          ".R2dbcAutoConfiguration", List.of("io.r2dbc", "io.asyncer", "io.election4j.mysql"),
          ".MongoReactiveAutoConfiguration", List.of("com.mongodb", "io.election4j.mongo"));

  static final String JDBC = ".DataSourceAutoConfiguration";
  static final String R2DBC = ".R2dbcAutoConfiguration";
  static final String MONGO = ".MongoReactiveAutoConfiguration";

  private Runners() {}

  /** Returns an application with these databases, and nothing of the others on its class path. */
  static ApplicationContextRunner with(String... databases) {
    List<String> wanted = new ArrayList<>(ALWAYS);
    wanted.addAll(Arrays.asList(databases));
    String[] hidden =
        DATABASES.entrySet().stream()
            .filter(database -> !wanted.contains(database.getKey()))
            .flatMap(database -> database.getValue().stream())
            .toArray(String[]::new);
    return new ApplicationContextRunner()
        .withClassLoader(new FilteredClassLoader(hidden))
        .withConfiguration(AutoConfigurations.of(named(wanted)));
  }

  private static Class<?>[] named(List<String> wanted) {
    ClassLoader loader = Runners.class.getClassLoader();
    return StreamSupport.stream(
            ImportCandidates.load(AutoConfiguration.class, loader).spliterator(), false)
        .filter(name -> wanted.stream().anyMatch(name::contains))
        .map(Runners::named)
        .toArray(Class<?>[]::new);
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, Runners.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
