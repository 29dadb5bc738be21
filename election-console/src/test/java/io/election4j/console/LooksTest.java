package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Elections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page looks like, and whether everybody can use it; the pictures are in target. */
class LooksTest {

  private static final Path PICTURES = Path.of("target/pictures");
  private static final Path DOCUMENTED = Path.of("../docs/console.png");

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1600", "light, 390", "dark, 360"})
  void nobodyIsShutOut(String scheme, int width) throws Exception {
    try (Browser browser = Browser.open();
        RunningConsole console = busy()) {
      browser.size(width, width < 500 ? 1700 : 1300);
      browser.scheme(scheme);
      browser.driver.get(console.url());
      browser.until("app-4", "#rows");
      for (String view : List.of("", "processes", "events", "e/shop%2Fbilling")) {
        browser.go(console, "#/" + view);
        browser.until(view.equals("processes") ? "app-4" : "shop/billing", SHOWN);
        browser.picture(
            PICTURES.resolve(
                "%s-%d-%s.png".formatted(scheme, width, view.replaceAll("\\W.*|^$", "") + "view")));
        assertThat(browser.barriers()).as(view).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
            .as(view)
            .isEqualTo(true);
      }
      browser.find("#requests button").click();
      browser.picture(PICTURES.resolve("%s-%d-question.png".formatted(scheme, width)));
      assertThat(browser.barriers()).as("question").isEmpty();
    }
  }

  @Test
  void thePictureInTheDocumentsIsOfAFailover() throws Exception {
    try (Browser browser = Browser.open();
        RunningConsole console = busy()) {
      browser.size(1280, 1180);
      browser.scheme("light");
      browser.driver.get(console.url());
      browser.until("app-4", "#rows");
      browser.picture(PICTURES.resolve("documented.png"));
      if (Boolean.getBoolean("election.console.document")) {
        browser.picture(DOCUMENTED);
      }
    }
  }

  /** What the page shows of its views. */
  private static final String SHOWN = "section:not([hidden])";

  /** How often the console reads between what happens, for it to be seen in the picture. */
  private static final int READS = 8;

  private static void awaitReads(RunningConsole console) throws InterruptedException {
    int before = console.path.reads.get();
    RunningConsole.until(() -> console.path.reads.get() >= before + READS);
  }

  /** One where something has happened. */
  private static RunningConsole busy() throws Exception {
    RunningConsole console = new RunningConsole(true);
    String[] shop = {"shop/billing", "shop/orders", "shop/stock"};
    Duration lease = Duration.ofSeconds(3);
    Elections first = console.process(candidate("app-1", 10), lease, shop);
    RunningConsole.until(() -> led(console, shop));
    console.process(candidate("app-2", 5), lease, shop);
    console.process(candidate("app-3", 0), lease, "mail/digest", "mail/outbox", "reports");
    console.ledByGhost(candidate("app-0", 0), Duration.ofSeconds(1), "shop/import");
    console.store.create(List.of("mail/archive")).block();
    RunningConsole.until(() -> led(console, "mail/digest", "mail/outbox", "reports"));
    console.start();
    awaitReads(console);
    first.close();
    awaitReads(console);
    console.process(candidate("app-4", 1), lease, "shop/billing", "shop/import");
    RunningConsole.until(() -> console.known("shop/import").term() > 1);
    awaitReads(console);
    return console;
  }

  private static boolean led(RunningConsole console, String... elections) {
    return Stream.of(elections)
        .map(console::record)
        .allMatch(record -> record != null && !record.vacant());
  }

  private static Candidate candidate(String name, int priority) {
    return Candidate.named(name)
        .with("host", "10.0.0." + (priority + 4))
        .with("port", "8080")
        .with("zone", "eu-1")
        .withPriority(priority);
  }
}
