package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The first page, in a real browser. */
@ExtendWith(SharedPepper.class)
class DashboardTest {
  private static final String QUEUE =
      """
      {"topics":{"all":{"delivery":{"type":"pull"}}}}\
      """;

  private final Pepper pepper;
  private WebDriver browser;

  DashboardTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeEach
  void open() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new java.io.File("/usr/bin/chromedriver"))
            .build();
    browser = new ChromeDriver(service, options);
  }

  @AfterEach
  void close() {
    browser.quit();
  }

  @Test
  void sendsStrangersToTheLoginPage() {
    browser.get(pepper.httpUrl() + "/");
    assertThat(browser.getCurrentUrl()).endsWith("/login.xhtml");

    logIn("admin", "wrong");
    eventually("Name or password is wrong.");
    assertThat(browser.getCurrentUrl()).contains("/login.xhtml");
  }

  @Test
  void changesTheSessionAtLoginAndEndsItAtLogout() {
    enter();
    String cookie = browser.manage().getCookieNamed("pepper-session").getValue();

    click("input[value='Log out']");
    await(() -> browser.getCurrentUrl().endsWith("/login.xhtml"));
    browser.get(pepper.httpUrl() + "/");

    assertThat(browser.getCurrentUrl()).endsWith("/login.xhtml");
    logIn("admin", pepper.adminPassword());
    eventually("Queues");
    assertThat(browser.manage().getCookieNamed("pepper-session").getValue()).isNotEqualTo(cookie);
  }

  @Test
  void showsNewJobsWithoutAReload() {
    pepper.define("page-live", QUEUE);
    enter();
    search("page-live");
    pepper
        .rest()
        .post("/api/v1/queues/page-live/jobs", "{\"payloads\":[\"a\",\"b\",\"c\"]}")
        .expect2xx();

    await(() -> browser.findElement(By.cssSelector("tbody td.number")).getText().equals("3"));
  }

  @Test
  void pausesTheTopicWhoseButtonWasPressed() {
    pepper.define("page-pause", QUEUE);
    enter();
    search("page-pause");

    click("button[data-act='pause'][data-topic='page-pause/all']");

    eventually("Paused");
    assertThat(
            pepper.rest().get("/api/v1/queues/page-pause/topics/all").json().getBoolean("paused"))
        .isTrue();
  }

  private void enter() {
    browser.get(pepper.httpUrl() + "/");
    logIn("admin", pepper.adminPassword());
    eventually("Queues");
  }

  private void logIn(String name, String password) {
    browser.findElement(By.id("login:name")).sendKeys(name);
    browser.findElement(By.id("login:password")).sendKeys(password);
    browser.findElement(By.id("login:go")).click();
  }

  /** Types, and waits until only what was searched for is there. */
  private void search(String text) {
    WebElement field = browser.findElement(By.id("page:search"));
    field.sendKeys(text);
    await(() ->
        browser.findElements(By.cssSelector("tbody td.topic .path")).stream()
            .map(WebElement::getText)
            .toList()
            .equals(java.util.List.of(text + "/all")));
  }

  private void click(String selector) {
    await(() -> {
      browser.findElement(By.cssSelector(selector)).click();
      return true;
    });
  }

  private void eventually(String text) {
    await(() -> browser.findElement(By.tagName("body")).getText().contains(text));
  }

  /** The page replaces its parts while we look; an element that is gone is looked for again. */
  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsMatching(e ->
            e instanceof StaleElementReferenceException
                || e instanceof org.openqa.selenium.NoSuchElementException
                || e instanceof org.openqa.selenium.ElementNotInteractableException)
        .until(condition);
  }
}
