package io.election4j.springtests;

import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.mock.env.MockEnvironment;

/** What Spring Boot prints of an application that does not start. */
final class Failures {

  private Failures() {}

  /** Returns what is said where an application has these properties. */
  static String of(Throwable failure, String... properties) {
    MockEnvironment environment = new MockEnvironment();
    for (String property : properties) {
      String[] pair = property.split("=", 2);
      environment.setProperty(pair[0], pair[1]);
    }
    return first(failure, environment);
  }

  /** As Spring Boot does: the first analyzer, in their order, that has something to say. */
  private static String first(Throwable failure, Environment environment) {
    if (failure == null) {
      throw new AssertionError("it has started");
    }
    FailureAnalysis analysis =
        SpringFactoriesLoader.forDefaultResourceLocation(Failures.class.getClassLoader())
            .load(
                FailureAnalyzer.class,
                ArgumentResolver.of(Environment.class, environment)
                    .and(ConfigurableListableBeanFactory.class, null),
                (type, name, error) -> {})
            .stream()
            .map(analyzer -> analyzer.analyze(failure))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing is said of it", failure));
    return analysis.getDescription() + "\n" + analysis.getAction();
  }
}
