package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.servers.processes.Redeployment;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's name leads elsewhere from some moment on, as in a failover by DNS. */
class MovedServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NAME = "db.moving";
  private static final int FEW = 3;

  @TempDir Path folder;

  @Test
  void aServerThatHasMovedIsReachedWithinAFewTries() throws Exception {
    Address address = AddressUrl.parse(Database.server().url());
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.99 " + NAME + "\n");
    String url = Database.server().url().replace("@" + address.host(), "@" + NAME);

    List<String> command = new ArrayList<>(Redeployment.quietJava());
    command.add("-Djdk.net.hosts.file=" + hosts);
    command.add("-Dsun.net.inetaddr.ttl=0");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Collections.addAll(command, "-cp", path, Application.class.getName(), url);
    Collections.addAll(
        command, hosts.toString(), InetAddress.getByName(address.host()).getHostAddress());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("["))
            .toList();

    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("where it was: ").contains(NAME, "refused");
    assertThat(said.get(1)).isEqualTo("reached");
  }

  /** In a virtual machine of its own, whose file of hosts it changes. */
  public static final class Application {

    private Application() {}

    /** Runs this. */
    public static void main(String[] args) throws IOException {
      try (MySqlLeaseStore store = MySqlLeaseStore.fromUrl(args[0])) {
        System.out.println("where it was: " + outcome(store));
        Files.writeString(Path.of(args[1]), args[2] + " " + NAME + "\n");
        String outcome = outcome(store);
        for (int tries = 1; tries < FEW && !outcome.equals("reached"); tries++) {
          outcome = outcome(store);
        }
        System.out.println(outcome);
      }
    }

    private static String outcome(MySqlLeaseStore store) {
      try {
        store.prepare().block(PATIENCE);
        return "reached";
      } catch (StoreException fault) {
        return String.valueOf(fault.getMessage());
      }
    }
  }
}
