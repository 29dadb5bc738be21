package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pages from elsewhere make a browser ask, which says so. */
class CrossSiteTest {

  @Test
  void aForeignPageCannotUseUpTheAttemptsOfItsReader() throws IOException {
    try (RunningConsole console = new RunningConsole(false)) {
      for (int i = 0; i < Attempts.BURST + 2; i++) {
        assertThat(wrong(console, "cross-site", "no-cors", "image")).isEqualTo(403);
        assertThat(wrong(console, "same-site", "navigate", "iframe")).isEqualTo(403);
      }

      assertThat(console.get("/metrics").status()).isEqualTo(200);
    }
  }

  @Test
  void whoFollowsALinkIsAskedAgainByOurOwnPageForNoCookieComesAlong() throws IOException {
    try (RunningConsole console = new RunningConsole(false)) {
      Http.Response followed = come(console, "/", "cross-site", "navigate", "document");
      Http.Response again = come(console, "/", "same-origin", "navigate", "document");

      assertThat(followed.header("refresh")).isEqualTo("0; url=/");
      assertThat(followed.header("content-security-policy")).contains("style-src");
      assertThat(again.status()).isEqualTo(401);
      assertThat(again.header("refresh")).isEmpty();
    }
  }

  @Test
  void aWrongTokenThatSomebodyFollowedStillCounts() throws IOException {
    try (RunningConsole console = new RunningConsole(false)) {
      for (int i = 0; i < Attempts.BURST; i++) {
        assertThat(wrong(console, "cross-site", "navigate", "document")).isEqualTo(401);
      }

      assertThat(wrong(console, "cross-site", "navigate", "document")).isEqualTo(429);
    }
  }

  private static int wrong(RunningConsole console, String site, String mode, String dest)
      throws IOException {
    return come(console, "/?token=wrong", site, mode, dest).status();
  }

  private static Http.Response come(
      RunningConsole console, String path, String site, String mode, String dest)
      throws IOException {
    return Http.send(
        console.port(),
        "GET " + path,
        Map.of("Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", dest),
        "");
  }
}
