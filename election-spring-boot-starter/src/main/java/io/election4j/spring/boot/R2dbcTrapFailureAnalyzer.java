package io.election4j.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says what to do where an application on JDBC does not start since an R2DBC driver has come to its
 * class path, which {@code election-mysql} brings.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class R2dbcTrapFailureAnalyzer implements FailureAnalyzer {

  private static final String SYMPTOM = "Failed to determine a suitable R2DBC Connection URL";

  private final @Nullable Environment environment;

  R2dbcTrapFailureAnalyzer(@Nullable Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    if (environment == null || !environment.containsProperty("spring.datasource.url")) {
      return null;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).startsWith(SYMPTOM)) {
        return new FailureAnalysis(
            "This application has spring.datasource.url, and an R2DBC driver is on its class path"
                + " beside JDBC: Spring Boot wants to connect by that, too, and knows no address.",
            "Remove election-mysql, or what else brings the R2DBC driver: elections use the"
                + " DataSource, with election-jdbc. If you need the driver, set spring.r2dbc.url, or"
                + " exclude R2dbcAutoConfiguration by spring.autoconfigure.exclude.",
            cause);
      }
    }
    return null;
  }
}
