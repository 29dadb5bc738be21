package io.election4j.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFactsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.0.11",
        "8.4.3",
        "9.1.0-commercial",
        "10.6.0-MariaDB",
        "5.5.5-10.11.6-MariaDB-log",
        "12.0.2-MariaDB"
      })
  void theseVersionsWillDo(String version) {
    assertThat(facts("version", version).fault()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5.7.44-log, MySQL 8.0",
    "10.5.23-MariaDB, MariaDB 10.6",
    "5.5.5-10.4.32-MariaDB, MariaDB 10.6",
    "unheard of, MySQL 8.0"
  })
  void theseVersionsAreTooOld(String version, String needed) {
    assertThat(facts("version", version).fault())
        .hasValueSatisfying(
            fault -> assertThat(fault).containsIgnoringCase(version).contains(needed));
  }

  @ParameterizedTest
  @CsvSource({"read_only, ON", "super_read_only, ON", "innodb_read_only, 1", "read_only, NO_LOCK"})
  void aReadOnlyServerWillNotDoForNow(String variable, String value) {
    assertThat(facts(variable, value).fault()).isEmpty();
    assertThat(facts(variable, value).hindrance())
        .hasValueSatisfying(f -> assertThat(f).contains(variable));
  }

  @Test
  void aBinaryLogOfStatementsWillNotDo() {
    Map<String, String> variables = variables();
    variables.put("log_bin", "ON");
    variables.put("binlog_format", "STATEMENT");
    assertThat(new MySqlPreparation.ServerFacts(variables).fault()).isPresent();

    variables.put("binlog_format", "MIXED");
    assertThat(new MySqlPreparation.ServerFacts(variables).fault()).isEmpty();
  }

  @Test
  void onlyALogFlushedAtEveryCommitIsDurable() {
    assertThat(facts("innodb_flush_log_at_trx_commit", "1").durable()).isTrue();
    assertThat(facts("innodb_flush_log_at_trx_commit", "2").durable()).isFalse();
  }

  private static MySqlPreparation.ServerFacts facts(String variable, String value) {
    Map<String, String> variables = variables();
    variables.put(variable, value);
    return new MySqlPreparation.ServerFacts(variables);
  }

  private static Map<String, String> variables() {
    return new HashMap<>(
        Map.of("version", "8.0.12", "read_only", "OFF", "innodb_read_only", "OFF"));
  }
}
