package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first page, in a real browser. */
@ExtendWith(SharedPepper.class)
class DashboardTest {
  private static final String QUEUE =
      """
      {"topics":{"all":{"delivery":{"type":"pull"}}}}\
      """;

  private final Pepper pepper;
  private Chromium browser;

  DashboardTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeEach
  void open() {
    browser = new Chromium(pepper);
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void sendsStrangersToTheLoginPage() {
    browser.open("/");
    assertThat(browser.address()).endsWith("/login.xhtml");

    browser.logIn("admin", "wrong");
    browser.eventually("Name or password is wrong.");
    assertThat(browser.address()).contains("/login.xhtml");
  }

  @Test
  void changesTheSessionAtLoginAndEndsItAtLogout() {
    browser.enter("admin");
    String cookie = browser.cookie("pepper-session");
    String login = browser.cookie("pepper-login");

    browser.click("input[value='Log out']");
    Chromium.await(() -> browser.address().endsWith("/login.xhtml"));
    browser.open("/");

    assertThat(browser.address()).endsWith("/login.xhtml");
    browser.logIn("admin", pepper.adminPassword());
    browser.eventually("Queues");
    assertThat(browser.cookie("pepper-session")).isNotEqualTo(cookie);
    assertThat(browser.cookie("pepper-login")).isNotEqualTo(login);
  }

  @Test
  void showsNewJobsWithoutAReload() {
    pepper.define("page-live", QUEUE);
    browser.enter("admin");
    search("page-live");
    pepper
        .rest()
        .post("/api/v1/queues/page-live/jobs", "{\"payloads\":[\"a\",\"b\",\"c\"]}")
        .expect2xx();

    Chromium.await(() -> browser.element("tbody td.number").getText().equals("3"));
  }

  @Test
  void pausesTheTopicWhoseButtonWasPressed() {
    pepper.define("page-pause", QUEUE);
    browser.enter("admin");
    search("page-pause");

    browser.click("button[data-act='pause'][data-topic='page-pause/all']");

    browser.eventually("Paused");
    assertThat(
            pepper.rest().get("/api/v1/queues/page-pause/topics/all").json().getBoolean("paused"))
        .isTrue();
  }

  /** Types, and waits until only what was searched for is there. */
  private void search(String text) {
    browser.type("#page\\:search", text);
    Chromium.await(() -> browser.texts("tbody td.topic .path").equals(List.of(text + "/all")));
  }
}
