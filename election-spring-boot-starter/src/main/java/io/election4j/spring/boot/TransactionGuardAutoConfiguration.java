package io.election4j.spring.boot;

import io.election4j.Elections;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Configures the guard of transactions, where there is Spring's JDBC. */
@AutoConfiguration(after = ElectionAutoConfiguration.class)
@ConditionalOnClass({DataSource.class, JdbcTemplate.class})
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnBean(Elections.class)
public final class TransactionGuardAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  static TransactionGuard electionTransactionGuard(Elections elections, DataSource dataSource) {
    return new TransactionGuard(elections, dataSource);
  }
}
