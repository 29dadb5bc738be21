package io.election4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are allowed, and that nobody would give. */
class PageNamesTest extends InBrowser {

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "a/../b", "100%", "a?b#c&d=e+f", "%2e%2e"})
  void everyElectionHasItsPage(String name) throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), name);
      browser.driver.get(console.start().url());
      browser.until(name, "#rows");
      browser.find("#rows a").click();
      browser.until("ann", "#facts");
      assertThat(browser.text("#election-title")).isEqualTo(name);
    }
  }

  @Test
  void aCommandThatIsPastedNamesTheElectionAndRunsNothingElse() throws Exception {
    List<String> names =
        List.of(
            "it's $(touch pwned) `touch pwned` \"x\" \\n !! 100%",
            "-rf",
            "~",
            "jo\u200Bbs \u202Egnp.exe's \\ \u200D!!",
            "\u05E9\u05DC\u05D5\u05DD \uD83D\uDE00");
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), names.toArray(String[]::new));
      browser.driver.get(console.start().url());
      browser.until("gnp", "#rows");
      for (String name : names) {
        browser.script("location.hash = '#/e/' + encodeURIComponent(arguments[0])", name);
        RunningConsole.until(() -> browser.text("#commands").contains("resign"));
        RunningConsole.until(() -> pasted(2).endsWith("[" + name + "]"));

        assertThat(pasted(0)).isEqualTo("[memory://store][--observe][3s][--][" + name + "]");
      }
    }
  }

  /** Returns what a shell makes of the words after {@code --store} of a command on the page. */
  private static String pasted(int number) {
    String command =
        String.valueOf(
            browser.script(
                "return document.querySelectorAll('#commands code')[arguments[0]].textContent",
                number));
    String words = command.substring(command.indexOf("--store ") + "--store ".length());
    try {
      Process shell = new ProcessBuilder("bash", "-c", "printf '[%s]' " + words).start();
      return new String(shell.getInputStream().readAllBytes(), UTF_8);
    } catch (java.io.IOException none) {
      throw new java.io.UncheckedIOException(none);
    }
  }

  @Test
  void whatLooksLikeAnotherNameIsSpeltOutAndEmojiAreNot() throws Exception {
    String family = "\uD83D\uDC69\u200D\uD83D\uDC67 \u2764\uFE0F\u200D\uD83D\uDD25";
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(
          Candidate.named("ann"),
          "jo\u200Dbs",
          "jo\u00A0bs",
          "jo\u3164bs",
          "jo\uDB40\uDC41bs",
          family);
      browser.driver.get(console.start().url());
      browser.until("jo\u2039U+200D\u203Abs", "#rows");
      browser.until("jo\u2039U+00A0\u203Abs", "#rows");
      browser.until("jo\u2039U+3164\u203Abs", "#rows");
      browser.until("jo\u2039U+E0041\u203Abs", "#rows");
      browser.until(family, "#rows");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"#content", "#/e/%", "#/e/%ff", "#nonsense"})
  void anAddressThatMeansNothingShowsTheElections(String hash) throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      browser.driver.get(console.start().url());
      browser.until("jobs", "#rows");
      browser.driver.get("about:blank");
      browser.go(console, hash);
      RunningConsole.until(
          () ->
              browser.text("main").contains("ann")
                  || browser.text("main").contains("is not known"));
    }
  }

  @Test
  void neighboursInThePictureHaveDifferentColours() throws Exception {
    try (RunningConsole console = new RunningConsole(false)) {
      console.ledByGhost(Candidate.named("ann"), "a");
      console.ledByGhost(Candidate.named("bob"), "b");
      console.ledByGhost(Candidate.named("eve"), "c");
      browser.driver.get(console.start().url());
      browser.until("eve", "#timeline");
      assertThat(
              browser.script(
                  "return new Set([...document.querySelectorAll('#timeline rect.led')]"
                      + ".map(r => r.getAttribute('fill'))).size"))
          .isEqualTo(3L);
    }
  }

  @Test
  void anElectionThatIsNotKnownHasNothingOfTheOneBefore() throws Exception {
    try (RunningConsole console = new RunningConsole(true)) {
      console.ledByGhost(Candidate.named("ann"), "jobs");
      browser.driver.get(console.start().url());
      browser.until("jobs", "#rows");
      browser.go(console, "#/e/jobs");
      browser.until("Ask to resign", "#requests");
      browser.until("ann", "#spans");
      browser.go(console, "#/e/mail");
      browser.until("mail is not known", "#election-title");
      assertThat(browser.text("#election")).doesNotContain("ann", "jobs", "Ask to");
      browser.go(console, "#/e/jobs");
      browser.until("Ask to resign", "#requests");
      browser.until("ann", "#facts");
    }
  }
}
