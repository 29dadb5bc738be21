package io.election4j.spring.boot;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Says what to do where an application on JDBC does not start since an R2DBC driver has come to its
 * class path, which {@code election-mysql} brings.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class R2dbcTrapFailureAnalyzer implements FailureAnalyzer {

  private static final String SYMPTOM = "Failed to determine a suitable R2DBC Connection URL";

  private static final List<String> AUTO_CONFIGURATIONS =
      List.of(
          "org.springframework.boot.autoconfigure.r2dbc.R2dbcAutoConfiguration",
          "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration");

  /** Types of beans that there are only with a DataSource. */
  private static final Set<String> OF_JDBC =
      Set.of(
          "javax.sql.DataSource",
          "org.springframework.jdbc.core.JdbcTemplate",
          "org.springframework.jdbc.core.JdbcOperations",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations",
          "org.springframework.jdbc.core.simple.JdbcClient",
          "jakarta.persistence.EntityManagerFactory",
          "io.election4j.spring.boot.TransactionGuard");

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
        return analysis("Spring Boot wants to connect by that, too, and knows no address", cause);
      }
      if (cause instanceof NoSuchBeanDefinitionException missing && isOfJdbc(missing)) {
        return analysis("Spring Boot makes no DataSource, nor what needs it, then", cause);
      }
    }
    return null;
  }

  private static FailureAnalysis analysis(String consequence, Throwable cause) {
    return new FailureAnalysis(
        "This application has spring.datasource.url, and an R2DBC driver is on its class path"
            + " beside JDBC: "
            + consequence
            + ".",
        "Remove election-mysql, or what else brings the R2DBC driver: elections use the"
            + " DataSource, with election-jdbc. If you need the driver, exclude"
            + " R2dbcAutoConfiguration by spring.autoconfigure.exclude: beside a ConnectionFactory"
            + " Spring Boot makes no DataSource.",
        cause);
  }

  /** Whoever has excluded one of the two misses a DataSource for another reason. */
  private boolean isExcluded() {
    String excluded =
        environment == null ? null : environment.getProperty("spring.autoconfigure.exclude");
    return excluded != null
        && (excluded.contains("R2dbcAutoConfiguration")
            || excluded.contains("DataSourceAutoConfiguration"));
  }

  /** A bean of the application may want one before Spring Boot looks for the other's address. */
  private boolean isOfJdbc(NoSuchBeanDefinitionException missing) {
    ResolvableType type = missing.getResolvableType();
    return missing.getNumberOfBeansFound() == 0
        && !isExcluded()
        && type != null
        && OF_JDBC.contains(type.toClass().getName())
        && ClassUtils.isPresent("io.r2dbc.spi.ConnectionFactory", null)
        && AUTO_CONFIGURATIONS.stream().anyMatch(name -> ClassUtils.isPresent(name, null));
  }
}
