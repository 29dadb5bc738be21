package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import org.junit.jupiter.api.Test;

/** How a real browser comes in, with the headers that it sends by itself. */
class PageLoginTest {

  @Test
  void thePasswordLetsInABrowser() throws Exception {
    try (Browser browser = Browser.open();
        RunningConsole console = new RunningConsole(true)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      console.start();
      browser.go(console, "");
      browser.until("You are not let in yet", "main");
      browser.press("wrong");
      browser.find("form button").click();
      browser.until("You are not let in yet", "main");
      browser.find("#password").sendKeys(RunningConsole.PASSWORD);
      browser.find("form button").click();
      browser.until("jobs", "#rows");
      assertThat(browser.driver.getCurrentUrl())
          .isEqualTo("http://127.0.0.1:" + console.port() + "/");
    }
  }

  @Test
  void whoFollowsALinkFromElsewhereIsLetIn() throws Exception {
    try (Browser browser = Browser.open();
        RunningConsole console = new RunningConsole(true)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      console.start();
      browser.driver.get("data:text/html,<a href='" + console.url() + "'>console</a>");
      browser.find("a").click();
      browser.until("jobs", "#rows");
    }
  }
}
