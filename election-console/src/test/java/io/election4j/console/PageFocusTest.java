package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever has no mouse stays where they are while the page is renewed. */
class PageFocusTest extends InBrowser {

  @Test
  void theFocusStaysOnALinkOfALeader() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann").with("docs", "https://ann.example/"), "jobs");
      browser.driver.get(console.start().url());
      browser.until("jobs", "#rows");
      browser.go(console, "#/e/jobs");
      browser.until("ann.example", "#facts");
      browser.script("document.querySelector('#facts a').focus()");
      awaitRenewals();
      assertThat(focused()).isEqualTo("https://ann.example/");
    }
  }

  @Test
  void theFocusGoesWithARowThatMovesAndWithAShareThatGrows() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "a", "b");
      var bob = console.ledByGhost(Candidate.named("bob"), "c");
      browser.driver.get(console.start().url());
      browser.until("bob", "#shares");
      browser.find("th:nth-child(3) button").click();
      browser.script(
          "[...document.querySelectorAll('#rows a')].find(a => a.textContent === 'c').focus()");
      console.store.create(List.of("d", "e")).block();
      for (String name : List.of("d", "e")) {
        console.store.claim(bob, List.of(ElectionRecord.created(name))).blockLast();
      }
      browser.until("5 of 5", "#range");
      assertThat(focused()).isEqualTo("c");
      browser.script(
          "[...document.querySelectorAll('#shares button')].find(b => b.textContent === 'bob').focus()");
      console.store.create(List.of("f")).block();
      console.store.claim(bob, List.of(ElectionRecord.created("f"))).blockLast();
      browser.until("6 of 6", "#range");
      awaitRenewals();
      assertThat(focused()).isEqualTo("bob");
      browser.find("th:nth-child(1) button").click();
      browser.script(
          "[...document.querySelectorAll('#rows a')].find(a => a.textContent === 'a').focus()");
      browser.script("view.order = 'desc'; refresh()");
      RunningConsole.until(() -> browser.text("#rows tr:last-child").startsWith("a"));
      assertThat(focused()).isEqualTo("a");
    }
  }

  private static String focused() {
    return browser.text(":focus");
  }

  private static void awaitRenewals() throws InterruptedException {
    browser.script(
        "window.answers = 0; const before = get; get = async url => { const a = await before(url); answers++; return a; }");
    RunningConsole.until(() -> ((Number) browser.script("return answers")).intValue() > 4);
  }
}
