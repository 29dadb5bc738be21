package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page says of leaders whom nobody sees. */
class PageLostStoreTest extends InBrowser {

  private static final Duration LEASE = Duration.ofSeconds(3);

  @Test
  void nothingIsSaidToBeSoThatWasSoBefore() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.process("ann", LEASE, "jobs");
      RunningConsole.until(() -> led(console));
      browser.driver.get(console.start().url());
      browser.until("renewed", "#rows");
      console.path.cut = true;
      for (String view : new String[] {"", "e/jobs", "processes"}) {
        browser.go(console, "#/" + view);
        browser.until("was ", "section:not([hidden])");
        assertThat(browser.script(TAGS).toString())
            .as(view)
            .startsWith("was ")
            .doesNotContainPattern("(^|,)(led|ready|renewed|live)");
      }
      console.path.cut = false;
      browser.go(console, "#/");
      RunningConsole.until(() -> browser.script(TAGS).toString().startsWith("led,ready,renewed"));
    }
  }

  @Test
  void aConsoleThatIsGoneSaysNothingOfNow() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      browser.driver.get(console.start().url());
      browser.until("led", "#rows");
      offline(true);
      browser.until("The console does not answer", "#alarm");
      browser.until("was led", "#rows");
      // More than the time between two attempts, each of which must not begin it anew.
      double longer = silence() + 4;
      RunningConsole.until(() -> silence() > longer);
      offline(false);
      RunningConsole.until(() -> browser.script(TAGS).toString().startsWith("led"));
    }
  }

  @Test
  void theTimeLineHasAGapThatIsNobodysAndNotRed() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      browser.driver.get(console.start().url());
      browser.until("ann", "#timeline");
      assertThat(browser.all("#timeline .unseen")).isEmpty();
      console.path.cut = true;
      RunningConsole.until(() -> !browser.all("#timeline .unseen").isEmpty());
      console.path.cut = false;
      browser.until("\u25CF live", "#live");
      assertThat(unseen()).startsWith("The store did not answer, ");
      assertThat(browser.all("#timeline .gap")).isEmpty();
    }
  }

  private static boolean led(RunningConsole console) {
    ElectionRecord record = console.record("jobs");
    return record != null && !record.vacant();
  }

  private static String unseen() {
    return browser
        .script(
            "return [...document.querySelectorAll('#timeline .unseen title')]"
                + ".map(t => t.textContent).join('|')")
        .toString();
  }

  private static void offline(boolean so) {
    browser.driver.executeCdpCommand("Network.enable", Map.of());
    browser.driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", so, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  private static final String TAGS =
      "return [...document.querySelectorAll('section:not([hidden]) .tag:not(#spans *)')]"
          + ".map(t => t.textContent).join()";

  /** Returns for how many seconds nothing was heard of the leader, as the page shows it. */
  private static double silence() {
    return Double.parseDouble(browser.text("#rows .left").split(" ")[0]);
  }
}
