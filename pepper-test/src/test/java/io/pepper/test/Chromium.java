package io.pepper.test;

import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser, looking at a Pepper's pages. All tests of a JVM use the same one, one after the
 * other; each begins as a stranger, without cookies. Sessions are kept, since a login costs more
 * than most tests: who enters a Pepper again goes on with the earlier session if it still counts.
 */
final class Chromium implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  static final String SESSION = "pepper-login";

  /** The cookies of sessions, by the address of the Pepper and the name of the user. */
  private static final Map<List<String>, String> SESSIONS = new HashMap<>();

  private static ChromeDriver shared;

  private final Pepper pepper;
  private final String url;
  private final ChromeDriver driver;

  Chromium(Pepper pepper) {
    this(pepper, pepper.httpUrl());
  }

  /**
   * Opens a browser on another address of the same Pepper.
   *
   * @param url without a slash at the end; its certificate is taken as it is
   */
  Chromium(Pepper pepper, String url) {
    this.pepper = pepper;
    this.url = url;
    driver = shared();
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
  }

  private static synchronized ChromeDriver shared() {
    if (shared == null) {
      shared = started();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::quit, "chromium-end"));
    }
    return shared;
  }

  private static ChromeDriver started() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.setAcceptInsecureCerts(true);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File("/usr/bin/chromedriver"))
            .build();
    return new ChromeDriver(service, options);
  }

  /** Logs in, if that user has no session; the first page is then open. */
  void enter(String name) {
    List<String> key = List.of(url, name);
    if (SESSIONS.containsKey(key)) {
      driver.executeCdpCommand(
          "Network.setCookie",
          Map.of("name", SESSION, "value", SESSIONS.get(key), "url", url, "path", "/"));
    }
    open("/");
    if (address().endsWith("/login.xhtml")) {
      logIn(name, pepper.adminPassword());
    }
    eventually("Queues");
    SESSIONS.put(key, cookie(SESSION));
  }

  void logIn(String name, String password) {
    element("#login\\:name").sendKeys(name);
    element("#login\\:password").sendKeys(password);
    element("#login\\:go").click();
  }

  void open(String path) {
    driver.get(url + path);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  String cookie(String name) {
    return wholeCookie(name).getValue();
  }

  Cookie wholeCookie(String name) {
    return driver.manage().getCookieNamed(name);
  }

  WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** As they were at one moment: looked at again if the page replaces them meanwhile. */
  List<String> texts(String selector) {
    return Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
        .until(
            () ->
                driver.findElements(By.cssSelector(selector)).stream()
                    .map(WebElement::getText)
                    .toList(),
            texts -> true);
  }

  boolean has(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  Object script(String text) {
    return driver.executeScript(text);
  }

  /** Runs a script and returns what it hands to its last argument. */
  Object answer(String text) {
    return driver.executeAsyncScript(text);
  }

  /**
   * Shows pages as they look elsewhere.
   *
   * @param scheme {@code light} or {@code dark}
   */
  void emulate(int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Undoes {@link #emulate}. */
  void emulateNothing() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  /** Returns the errors in the browser's console since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Loses the session while a page is open. */
  void forget() {
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
  }

  /** Clicks as soon as that is possible. */
  void click(String selector) {
    await(() -> {
      element(selector).click();
      return true;
    });
  }

  /** Clicks in a menu; when the page replaces it, it is closed again. */
  void click(String menu, String selector) {
    await(() -> {
      if (!element(selector).isDisplayed()) {
        element(menu).click();
      }
      element(selector).click();
      return true;
    });
  }

  /** Replaces what is in a field. */
  void type(String selector, String text) {
    await(() -> {
      element(selector).clear();
      return true;
    });
    element(selector).sendKeys(text);
  }

  /** Presses keys; what has the focus gets them. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Selects all text of the field that has the focus. */
  void selectAll() {
    new Actions(driver).keyDown(Keys.CONTROL).sendKeys("a").keyUp(Keys.CONTROL).perform();
  }

  boolean isFocused(String selector) {
    return Boolean.TRUE.equals(
        driver.executeScript("return document.activeElement.matches(arguments[0])", selector));
  }

  void eventually(String text) {
    eventually("body", text);
  }

  void eventually(String selector, String text) {
    await(() -> element(selector).getText().contains(text));
  }

  /** The page replaces its parts while we look; an element that is gone is looked for again. */
  static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptionsMatching(e ->
            e instanceof StaleElementReferenceException
                || e instanceof NoSuchElementException
                || e instanceof ElementNotInteractableException)
        .until(condition);
  }

  /** Leaves the page, which would go on asking the Pepper. */
  @Override
  public void close() {
    driver.get("about:blank");
  }
}
