package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** A console of which nothing is heard, or not enough. */
class PageSilenceTest {

  @Test
  void aConsoleThatHangsIsNotLive() throws Exception {
    try (Browser browser = Browser.open();
        RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      browser.driver.get(console.start().url());
      browser.until("\u25CF live", "#live");
      network(browser, 600_000);
      browser.until("The console does not answer", "#alarm");
      assertThat(browser.text("#live")).isEmpty();
      network(browser, 0);
      browser.until("\u25CF live", "#live");
    }
  }

  private static void network(Browser browser, int latencyMillis) {
    browser.driver.executeCdpCommand("Network.enable", Map.of());
    browser.driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline",
            false,
            "latency",
            latencyMillis,
            "downloadThroughput",
            -1,
            "uploadThroughput",
            -1));
  }

  /** A browser has six connections to a server, whatever the number of its windows. */
  @Test
  void manyTabsOfOneBrowserAreAllAnswered() throws Exception {
    try (Browser browser = Browser.open();
        RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      browser.driver.get(console.start().url());
      Set<String> tabs = new HashSet<>();
      for (int i = 0; i < 8; i++) {
        browser.until("jobs", "#rows");
        browser.driver.switchTo().newWindow(WindowType.TAB);
        browser.driver.get("http://127.0.0.1:" + console.port() + "/");
        tabs.add(browser.driver.getWindowHandle());
      }
      browser.until("jobs", "#rows");
      assertThat(tabs).hasSize(8);
    }
  }

  @Test
  void aPageForWhichThereWasNoPlaceIsToldOnceThereIs() throws Exception {
    List<Socket> others = new ArrayList<>();
    try (Browser browser = Browser.open();
        RunningConsole console = new RunningConsole(false)) {
      console.store.create(List.of("jobs")).block();
      console.start();
      for (int i = 0; i < EventStreams.MOST; i++) {
        others.add(Http.open(console.port(), "GET /api/events", RunningConsole.machine(), ""));
        others.get(i).getInputStream().read();
      }
      browser.driver.get(console.url());
      browser.until("jobs", "#rows");
      for (Socket other : others) {
        other.close();
      }
      console.ledByGhost(Candidate.named("ann"), "jobs");
      browser.until("jobs is led by ann", "#news");
    }
  }
}
