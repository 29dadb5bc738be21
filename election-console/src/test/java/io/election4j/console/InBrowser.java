package io.election4j.console;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the page that share one browser, of the size of a small laptop's. */
abstract class InBrowser {

  static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    browser.size(1280, 900);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }
}
