package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  void saysAlikeOnEachPageThatNobodyConsumesATopic() {
    pepper.define(
        "page-nobody",
        "{\"topics\":{\"all\":{\"tag\":\"no-such-node\",\"delivery\":"
            + "{\"type\":\"http\",\"url\":\"http://127.0.0.1:1/\"}}}}");
    browser.enter("admin");
    search("page-nobody");
    browser.eventually("td.state .badge", "Nobody consumes this");
    browser.eventually("td.state .reason", "no node that is up carries the tag 'no-such-node'");
    browser.click("#attention");
    Chromium.await(() -> browser.address().contains("attention"));
    assertThat(browser.texts("td.state .badge")).containsExactly("Nobody consumes this");

    browser.open("/topic.xhtml?queue=page-nobody&topic=all");
    browser.eventually("h1 .badge", "Nobody consumes this");
    browser.eventually(".banner", "nobody consumes this: no node that is up carries the tag");
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

  @Test
  void keepsFilterOrderAndPageInTheAddress() {
    pepper.define("page-url", manyTopics(30));
    browser.enter("admin");
    browser.open("/?q=page-url&sort=-key");
    assertThat(browser.texts("tbody td.topic .path")).hasSize(25).first().isEqualTo("page-url/t29");

    browser.click("a[rel='next']");
    Chromium.await(() -> browser.texts("tbody td.topic .path").size() == 5);
    assertThat(browser.address()).endsWith("/?q=page-url&sort=-key&page=2");
    browser.script("history.back()");

    Chromium.await(() -> browser.texts("tbody td.topic .path").size() == 25);
    browser.type("#search", "page-url/t07");
    Chromium.await(() -> browser.address().endsWith("/?q=page-url%2Ft07&sort=-key"));
    assertThat(browser.texts("th[aria-sort='descending']")).containsExactly("Topic");
  }

  @Test
  void leadsBackToTheListThatALoginCutShort() {
    pepper.define("page-back", QUEUE);
    browser.enter("admin");
    browser.open("/?q=page-back&attention=on");
    String address = browser.address();
    browser.forget();

    Chromium.await(() -> browser.address().contains("/login.xhtml?to="));
    browser.logIn("admin", pepper.adminPassword());

    Chromium.await(() -> browser.address().equals(address));
  }

  @Test
  void refreshesAroundTheFocusAndNotWhilePaused() {
    pepper.define("page-focus", manyTopics(2));
    browser.enter("admin");
    browser.open("/?q=page-focus");
    browser.script("document.querySelector(\"button[data-topic='page-focus/t01']\").focus()");
    push("page-focus");
    Chromium.await(() -> browser.texts("tbody td.number").getFirst().equals("1"));
    assertThat(browser.script("return document.activeElement.dataset.topic"))
        .isEqualTo("page-focus/t01");

    browser.click("#connection");
    browser.eventually("#connection", "Paused");
    browser.open("/?q=page-focus");
    browser.eventually("#connection", "Paused");
    browser.click("#connection");
    browser.eventually("#connection", "Live");
  }

  @Test
  void sendsNothingWhenNothingChanged() {
    pepper.define("page-same", QUEUE);
    browser.enter("admin");
    browser.open("/?q=page-same");
    String ask =
        """
        const done = arguments[arguments.length - 1];
        const ask = tag => fetch("/?q=page-same", {cache: "no-store",
          headers: Object.assign({"Pepper-Part": "live"}, tag ? {"If-None-Match": tag} : {})});
        ask().then(one => ask(one.headers.get("ETag"))).then(two =>
          done([two.status, two.headers.get("Pepper-Refresh")].join(" ")));
        """;

    // What other tests have left may still change at first.
    Chromium.await(() -> browser.answer(ask).toString().matches("304 \\d{4,5}"));
  }

  private void push(String queue) {
    pepper.rest().post("/api/v1/queues/" + queue + "/jobs", "{\"payloads\":[\"a\"]}").expect2xx();
  }

  private static String manyTopics(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"t%02d\":{\"delivery\":{\"type\":\"pull\"}}"::formatted)
        .collect(Collectors.joining(",", "{\"topics\":{", "}}"));
  }

  /** Types, and waits until only what was searched for is there. */
  private void search(String text) {
    browser.type("#search", text);
    Chromium.await(() -> browser.texts("tbody td.topic .path").equals(List.of(text + "/all")));
  }
}
