package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An embedded server ends with the virtual machine that started it, however that ends. */
class ServerLifetimeTest {

  static Stream<SqlEngine> engines() {
    return Stream.concat(EmbeddedSqlServerTest.engines(), Stream.of(new PostgreSqlEngine()));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void nothingIsLeftAfterTheVirtualMachineIsKilled(SqlEngine engine) throws Exception {
    Process holder = hold(engine, "hold");
    Path folder = folderOfServerIn(holder);

    holder.destroyForcibly().waitFor();

    awaitNothingLeft(folder);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void nothingIsLeftAfterTheVirtualMachineEndsWithoutClosing(SqlEngine engine) throws Exception {
    Process holder = hold(engine, "forget");
    Path folder = folderOfServerIn(holder);

    holder.waitFor();

    assertThat(folder).doesNotExist();
    assertThat(ServerProcesses.naming(folder)).isEmpty();
  }

  private static Process hold(SqlEngine engine, String what) throws IOException {
    try {
      SqlInstallation.of(engine);
    } catch (ServerUnavailableException e) {
      Assumptions.abort(e.getMessage());
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerHolder.class.getName(),
            engine.name(),
            what)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path folderOfServerIn(Process holder) throws IOException {
    try (BufferedReader out = holder.inputReader()) {
      return ServerProcesses.folderOf(URI.create(out.readLine()).getPort());
    }
  }

  private static void awaitNothingLeft(Path folder) {
    ServerWait wait = new ServerWait(Duration.ofSeconds(10));
    while (folder.toFile().exists()
        || !ServerProcesses.naming(folder).isEmpty()
        || !ServerProcesses.workingIn(folder).isEmpty()) {
      assertThat(wait.isOver()).as("something of %s is still there", folder).isFalse();
      wait.aMoment();
    }
  }
}
