package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The pages of a topic and of a job, in a real browser, before a real php-fpm. */
@ExtendWith(SharedPepper.class)
class TopicPageTest {
  private static final String PROBE = "<img src=x onerror='window.probe=1'>";
  private static PhpConsumer consumer;

  private final Pepper pepper;
  private Chromium browser;

  TopicPageTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeAll
  static void startConsumer() {
    consumer = PhpConsumer.running("render.php", 2);
    consumer.fpm().script("topics.txt", "page-mend/send,page-bulk/send,page-console/send");
  }

  @AfterAll
  static void endConsumer() {
    consumer.close();
  }

  @BeforeEach
  void open() {
    browser = new Chromium(pepper);
    browser.enter("admin");
  }

  @AfterEach
  void close() {
    assertThat(browser.script("return window.probe === undefined")).isEqualTo(true);
    browser.close();
  }

  @Test
  void showsWhyAJobFailedAndPushesItAgainMended() {
    define("page-mend");
    push("page-mend", "{\"order\":7,\"note\":\"" + PROBE + "\"}");
    awaitDead("page-mend", 1);

    browser.open("/topic.xhtml?queue=page-mend&topic=send");
    browser.eventually("Failing");
    browser.click("nav.states a[href*='state=dead']");
    browser.eventually("tbody td.payload", PROBE);
    browser.click("tbody th a");
    browser.eventually("pre.error", "Call to a member function customer() on array");
    assertThat(browser.element("#payload-pretty").getText()).contains("\"order\": 7", PROBE);
    assertThat(browser.element("pre.error").getText().lines().count()).isGreaterThan(40);

    browser.element("#edit-open").sendKeys(Keys.ENTER);
    Chromium.await(() -> browser.element("#edit-text").getDomProperty("value").contains("order"));
    browser.type("#edit-text", "{\"order\":7,\"customer\":\"Ada\"}");
    browser.eventually("#edit-hint", "This is JSON");
    browser.element("#edit-delete").sendKeys(Keys.SPACE);
    browser.element("#edit-push").sendKeys(Keys.ENTER);

    browser.eventually("#acted", "the original was deleted");
    Chromium.await(() ->
        pepper.counts("page-mend", "send").getInt("succeeded") == 1
            && pepper.counts("page-mend", "send").getInt("dead") == 0);
  }

  @Test
  void deletesChosenJobsAndReplaysTheFirstFew() {
    define("page-bulk");
    for (int i = 0; i < 5; i++) {
      push("page-bulk", "{\"number\":" + i + "}");
    }
    awaitDead("page-bulk", 5);
    pepper.rest().post("/api/v1/queues/page-bulk/topics/send/pause", "").expect2xx();

    browser.open("/topic.xhtml?queue=page-bulk&topic=send&state=dead&q=number%22%3A3");
    browser.eventually(".extent", "Found 1 after looking at 5 jobs, which are all.");
    browser.click("input[data-id]");
    browser.click("#delete-chosen");
    browser.eventually("#ask", "Delete the selected job?");
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("ask-no");
    browser.click("#ask-yes");
    browser.eventually("#acted", "1 job deleted.");

    browser.open("/topic.xhtml?queue=page-bulk&topic=send&state=dead");
    browser.click("#replay-first");
    browser.eventually("#ask", "of 4 dead jobs?");
    browser.type("#ask-value", "2");
    browser.click("#ask-yes");
    browser.eventually("#acted", "2 jobs ready again.");
    assertThat(pepper.counts("page-bulk", "send").getInt("ready")).isEqualTo(2);
    assertThat(pepper.counts("page-bulk", "send").getInt("dead")).isEqualTo(2);
  }

  @Test
  void talksToTheConsumerBesideTheQueue() {
    define("page-console");
    browser.open("/topic.xhtml?queue=page-console&topic=send");

    browser.click("#open-console");
    browser.click("#console-ping");
    browser.eventually("#console-outcome", "The consumer serves the topic");
    browser.type("#console-text", "{\"order\":8}");
    browser.click("#console-send");
    browser.eventually("#console-outcome", "Failed");
    browser.eventually("#console-stderr", "Call to a member function customer()");
    assertThat(browser.element("#console-headers").getText()).contains("status: 500");
    assertThat(browser.element("#console-body").getText()).contains("<script>");
    browser.type("#console-text", "{\"customer\":1}");
    browser.click("#console-send");
    browser.eventually("#console-outcome", "Succeeded");

    browser.open("/topic.xhtml?queue=page-console&topic=send");
    browser.click("#open-console");
    browser.click("#console-earlier summary");
    browser.eventually("#console-history li:first-child", "{\"customer\":1}");
    assertThat(pepper.counts("page-console", "send").getInt("failed")).isZero();
  }

  private void define(String queue) {
    pepper.define(
        queue,
        "{\"topics\":{\"send\":{\"retry\":{\"attempts\":1},\"delivery\":"
            + consumer.delivery()
            + "}}}");
  }

  private void push(String queue, String payload) {
    String quoted = jakarta.json.Json.createValue(payload).toString();
    assertThat(
            pepper
                .rest()
                .post("/api/v1/queues/" + queue + "/jobs", "{\"payloads\":[" + quoted + "]}")
                .expect2xx()
                .json()
                .getJsonArray("jobs")
                .getValuesAs(JsonString.class))
        .hasSize(1);
  }

  private void awaitDead(String queue, int count) {
    Chromium.await(() -> pepper.counts(queue, "send").getInt("dead") == count);
  }
}
