package io.election4j.proof.chaos.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.election4j.proof.chaos.Chaos;
import io.election4j.proof.chaos.ChaosPlan;
import io.election4j.proof.chaos.ChaosReport;
import io.election4j.proof.chaos.ChaosServer;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.servers.OwnServer;
import io.election4j.servers.ServerUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class ChaosTest {

  @TempDir private Path logs;
  private final StringWriter progress = new StringWriter();

  @Test
  void anElectionOnAnSqlServerOutlivesHarm() throws IOException {
    ChaosReport report = play(new SqlChaosStore(), ChaosTest::sqlServer, Set.of());

    assertThat(report.violations()).as(progress.toString()).isZero();
    JsonNode figures = new ObjectMapper().readTree(report.json());
    assertThat(figures.get("runs").asInt()).isEqualTo(1);
    assertThat(figures.get("recovered").asInt()).isEqualTo(1);
    assertThat(figures.get("faults")).isNotEmpty();
    assertThat(figures.get("overlaps").asInt()).isZero();
    assertThat(figures.get("acceptedWrites").asLong()).isPositive();
    assertThat(logs).isEmptyDirectory();
  }

  @Test
  void anElectionOnPostgreSqlOutlivesItsWholeFamilyFrozenAndItsSessionsUsedUp() throws IOException {
    Set<String> faults =
        Set.of("server-freeze", "max-connections", "records-table-locked", "connections-killed");
    ChaosReport report = play(new SqlChaosStore(), ChaosTest::postgreSql, faults);

    assertThat(report.violations()).as(progress.toString()).isZero();
    JsonNode figures = new ObjectMapper().readTree(report.json());
    assertThat(figures.get("recovered").asInt()).isEqualTo(1);
    assertThat(figures.get("faults")).isNotEmpty();
    assertThat(figures.get("candidates").fieldNames()).toIterable().containsExactly("postgresql");
  }

  @Test
  void storesThatDoNotAgreeAreFoundOutAndTheirLogsKept() throws IOException {
    ChaosReport report = play(new LonelyStore(), MongoChaosServer::start, Set.of("cut"));

    JsonNode figures = new ObjectMapper().readTree(report.json());
    assertThat(figures.get("overlaps").asInt()).as(progress.toString()).isPositive();
    assertThat(figures.get("duplicateTerms").asInt()).isPositive();
    assertThat(report.wrongSeeds()).containsExactly(1L);
    try (Stream<Path> kept = Files.list(logs.resolve("run-1"))) {
      assertThat(kept.map(file -> file.getFileName().toString()))
          .contains("story.log", "ledger.log", "c1.log", "c2.log", "c3.log");
    }
  }

  @Test
  void aFaultThatIsNotThereIsRefusedWithItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play(new LonelyStore(), MongoChaosServer::start, Set.of("meteor")))
        .withMessage("fault 'meteor': there is no such fault");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play(new LonelyStore(), MongoChaosServer::start, Set.of("server-kill")))
        .withMessageStartingWith("fault 'server-kill': the fake MongoDB");
  }

  private ChaosReport play(
      ChaosStore store, Supplier<? extends ChaosServer> servers, Set<String> faults) {
    ChaosPlan plan = new ChaosPlan(1, 1, 1, faults, List.of(), logs);
    return new Chaos(store, servers, plan).play(new PrintWriter(progress, true));
  }

  private static ChaosServer sqlServer() {
    try {
      return SqlChaosServer.start(OwnServer.Kind.MYSQL);
    } catch (ServerUnavailableException noMySql) {
      return mariaDb();
    }
  }

  private static ChaosServer postgreSql() {
    try {
      return SqlChaosServer.start(OwnServer.Kind.POSTGRESQL);
    } catch (ServerUnavailableException none) {
      return Assumptions.abort("no PostgreSQL for chaos: " + none.getMessage());
    }
  }

  private static ChaosServer mariaDb() {
    try {
      return SqlChaosServer.start(OwnServer.Kind.MARIADB);
    } catch (ServerUnavailableException none) {
      return Assumptions.abort("no server for chaos: " + none.getMessage());
    }
  }
}
