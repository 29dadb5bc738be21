package io.election4j.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Chromium without a window, if this machine has it: Debian's packages chromium, chromium-driver.
 */
final class Browser implements AutoCloseable {

  private static final String[] PROGRAMS = {"chromium", "chromium-browser", "google-chrome"};

  final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Opens one; without a browser the test is skipped, and says so. */
  static Browser open() {
    Optional<Path> browser = Stream.of(PROGRAMS).flatMap(name -> found(name).stream()).findFirst();
    Optional<Path> service = found("chromedriver");
    assumeTrue(
        browser.isPresent() && service.isPresent(),
        "there is no chromium with its chromedriver on the PATH");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--enable-precise-memory-info",
        "--lang=en",
        "--force-device-scale-factor=1");
    ChromeDriverService with =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(service.orElseThrow().toFile())
            .build();
    return new Browser(new ChromeDriver(with, options));
  }

  private static Optional<Path> found(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void scheme(String name) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
  }

  void go(RunningConsole console, String hash) {
    driver.get("http://127.0.0.1:" + console.port() + "/" + hash);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  String text(String css) {
    return String.valueOf(
        script(
            "const found = document.querySelector(arguments[0]); return found ? found.innerText : ''",
            css));
  }

  Object script(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Presses Tab until the focus is on what matches, which it is within so many. */
  void tabTo(String css, int most) {
    for (int i = 0; i < most; i++) {
      press(Keys.TAB);
      if (Boolean.TRUE.equals(script("return document.activeElement.matches(arguments[0])", css))) {
        return;
      }
    }
    throw new AssertionError(css + " is not reached by the keyboard");
  }

  void until(String what, String css) throws InterruptedException {
    RunningConsole.until(
        () -> text(css).contains(what),
        () -> "'" + what + "' is not in " + css + " but: " + text(css));
  }

  void picture(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Returns what shuts people out, if it is serious, one line each. */
  @SuppressWarnings("unchecked")
  List<String> barriers() {
    driver.executeScript(axe());
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    return (List<String>)
        Objects.requireNonNull(
            driver.executeAsyncScript(
                "const done = arguments[0]; axe.run(document).then(r => done(r.violations"
                    + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                    + ".map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary)"
                    + ".join(' | '))), fault => done([String(fault)]))"));
  }

  private static String axe() {
    try (InputStream file =
        Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
