package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of a topic and of a cron job refresh themselves and take nothing from their reader. */
@ExtendWith(SharedPepper.class)
class LivePageTest {
  private static final String TOPIC = "/topic.xhtml?queue=live-page&topic=all";
  private static final String FOCUSED = "return document.activeElement.textContent.trim()";

  /** The statuses of two requests for the part that changes, the second with the first's tag. */
  private static final String ASK_TWICE =
      """
      const done = arguments[arguments.length - 1];
      const ask = tag => fetch(location, {headers: {"Pepper-Part": "live", "If-None-Match": tag}});
      ask("").then(first => ask(first.headers.get("ETag"))
        .then(second => done(first.status + " " + second.status)));
      """;

  private final Pepper pepper;
  private Chromium browser;

  LivePageTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeEach
  void open() {
    browser = new Chromium(pepper);
    browser.enter("admin");
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void keepsTheFocusOnATopicsPageAndAsksForWhatChangedOnly() {
    pepper.define(
        "live-page",
        "{\"topics\":{\"all\":{\"delivery\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:1/\"}}}}");
    browser.open(TOPIC);
    browser.script("document.querySelector('nav.states a[href*=ready]').focus()");

    pepper.rest().post("/api/v1/queues/live-page/topics/all/pause", "").expect2xx();
    browser.eventually("h1 .badge", "Paused");
    assertThat(browser.script(FOCUSED).toString()).startsWith("Ready");
    assertThat(browser.answer(ASK_TWICE)).isEqualTo("200 304");

    browser.click("#pause");
    browser.eventually(".ui-growl", "Delivering again");
    Chromium.await(() -> !browser.element("h1 .badge").getText().equals("Paused"));
    browser.click("#connection");
    pepper.rest().post("/api/v1/queues/live-page/topics/all/pause", "").expect2xx();
    browser.eventually("#connection", "Paused");
    browser.click("#connection");
    browser.eventually("h1 .badge", "Paused");
  }

  @Test
  void keepsWhatIsOpenOnACronJobsPage() {
    pepper
        .rest()
        .put(
            "/api/v1/cron/jobs/live-page",
            "{\"schedule\":\"@manually\",\"run\":{\"type\":\"command\",\"command\":[\"echo\",\"hi\"]}}")
        .expect2xx();
    pepper.rest().post("/api/v1/cron/jobs/live-page/run", "{}").expect2xx();
    browser.open("/cron-job.xhtml?name=live-page");
    browser.click("button[data-show]");
    browser.eventually("#output-text", "hi");
    browser.click("details#settings summary");
    browser.script("document.querySelector('[data-act=pause]').focus()");

    pepper.rest().post("/api/v1/cron/jobs/live-page/run", "{\"force\":true}").expect2xx();

    Chromium.await(() -> browser.texts("button[data-show]").size() == 2);
    assertThat(browser.script(FOCUSED)).isEqualTo("Pause");
    assertThat(browser.element("details#settings pre").isDisplayed()).isTrue();
    assertThat(browser.element("#output-text").getText()).contains("hi");
    assertThat(browser.texts("button[aria-expanded=true]")).hasSize(1);
  }
}
