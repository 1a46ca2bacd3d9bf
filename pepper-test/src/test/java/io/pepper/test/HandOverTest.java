package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.ReverseProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/**
 * A Pepper that is handed to a colleague and to a program, in a real browser, through a real nginx
 * that ends TLS, and by keyboard alone.
 */
@ExtendWith(SharedPepper.class)
class HandOverTest {
  private static final String TOPIC = "#queue\\:topics\\:0\\:";

  private final Pepper pepper;

  HandOverTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void anOperatorOfOneTagMendsWhatFailsAndTouchesNothingElse() throws IOException {
    pepper.define(
        "hand-others",
        "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"tag\":\"others\"}}}");
    try (ReverseProxy proxy = DocumentedProxy.before(pepper, "nginx");
        PhpConsumer consumer = PhpConsumer.running("render.php", 2);
        Chromium browser = new Chromium(pepper, proxy.url())) {
      consumer.fpm().script("topics.txt", "hand-over/send");
      Keyboard keys = new Keyboard(browser);
      browser.open("/");
      logIn(browser, keys, "admin", pepper.adminPassword());
      makeOperator(browser, keys);
      letPrometheusRead(proxy, makeToken(browser, keys));
      keys.press("input[value='Log out']");

      Chromium.await(() -> browser.address().endsWith("/login.xhtml"));
      logIn(browser, keys, "hand-ada", "hand-ada-secret");
      defineQueue(browser, keys, consumer.fpm().address(), broken(consumer));
      pushAndReadWhyItFails(browser, keys);
      mendConsumer(browser, keys, consumer.script());
      mendJobAndPushAgain(browser, keys);
      cannotTouchOthers(browser);
    } finally {
      pepper.rest().delete("/api/v1/queues/hand-over");
      pepper.rest().delete("/api/v1/tokens/hand-prometheus");
    }
  }

  private static void logIn(Chromium browser, Keyboard keys, String name, String password) {
    keys.write("#login\\:name", name);
    keys.write("#login\\:password", password, Keys.ENTER);
    browser.eventually("header", name);
  }

  private static void makeOperator(Chromium browser, Keyboard keys) {
    keys.press("header a[href$='/people.xhtml']");
    browser.eventually("h1", "People");
    keys.press("#add");
    browser.eventually("h1", "Add a user");
    keys.write("#user\\:name", "hand-ada");
    keys.write("#user\\:password", "hand-ada-secret");
    keys.write("#user\\:role", "operator");
    keys.tick("#user\\:restricted");
    keys.write("#user\\:tags_input", "hand", Keys.ENTER);
    keys.press("#user\\:save");
    browser.eventually("#page", "hand-ada");
  }

  private static String makeToken(Chromium browser, Keyboard keys) {
    keys.press("nav.within a[href$='/tokens.xhtml']");
    keys.write("#new\\:name", "hand-prometheus");
    keys.press("#new\\:save");
    browser.eventually("#token-text", "pepper_");
    String token = browser.element("#token-text").getText();
    browser.press(Keys.ESCAPE);
    return token;
  }

  private static void letPrometheusRead(ReverseProxy proxy, String token) {
    assertThat(curl(token, proxy.url() + "/metrics")).contains("pepper_");
    assertThat(curl(token, proxy.url() + "/api/v1/queues")).contains("may only read /metrics");
  }

  private static String curl(String token, String url) {
    return Script.run(
            Path.of("."), List.of("curl", "-sk", "-H", "Authorization: Bearer " + token, url))
        .output();
  }

  /** Writes a consumer that takes no order at all. */
  private static String broken(PhpConsumer consumer) {
    String script = Resource.text("/php/render.php").replace("!isset($order['customer'])", "true");
    return consumer.fpm().script("broken.php", script).toString();
  }

  private static void defineQueue(Chromium browser, Keyboard keys, String address, String script) {
    keys.press(".first-use a[href$='/queue-edit.xhtml']");
    keys.write("#queue\\:name", "hand-over");
    keys.write(TOPIC + "name", "send");
    keys.write(TOPIC + "delivery-address", address);
    keys.write(TOPIC + "delivery-script", script);
    keys.press("details.more summary");
    keys.write(TOPIC + "retry-attempts", "1");
    keys.write(TOPIC + "tag", "others");
    keys.press("#queue\\:save");
    browser.eventually("needs the tag 'others'");
    keys.write(TOPIC + "tag", "hand");
    keys.press("#queue\\:save");
    Chromium.await(() -> browser.address().endsWith("/?q=hand-over"));
  }

  private void pushAndReadWhyItFails(Chromium browser, Keyboard keys) {
    new Rest(pepper.httpUrl(), "hand-ada", "hand-ada-secret")
        .post("/api/v1/queues/hand-over/jobs", "{\"payloads\":[\"{\\\"order\\\":7}\"]}")
        .expect2xx();
    browser.eventually("#topics", "Failing");
    assertThat(browser.texts("#topics tbody .queue")).containsOnly("hand-over/");
    keys.press("#topics a[href$='queue=hand-over&topic=send']");
    keys.press("nav.states a[href*='state=dead']");
    keys.press("#jobs tbody th a");
    browser.eventually("pre.error", "Call to a member function customer() on array");
  }

  private static void mendConsumer(Chromium browser, Keyboard keys, String script) {
    browser.open("/queue-edit.xhtml?name=hand-over");
    keys.write(TOPIC + "delivery-script", script);
    keys.press("#queue\\:save");
    Chromium.await(() -> browser.address().endsWith("/?q=hand-over"));
  }

  private void mendJobAndPushAgain(Chromium browser, Keyboard keys) {
    keys.press("#topics a[href$='queue=hand-over&topic=send']");
    keys.press("nav.states a[href*='state=dead']");
    keys.press("#jobs tbody th a");
    keys.press("#edit-open");
    Chromium.await(() -> browser.element("#edit-text").getDomProperty("value").contains("order"));
    keys.write("#edit-text", "{\"order\":7,\"customer\":\"Ada\"}");
    keys.tick("#edit-delete");
    keys.press("#edit-push");
    browser.eventually("#acted", "the original was deleted");
    Chromium.await(() -> pepper.counts("hand-over", "send").getInt("succeeded") == 1);
    assertThat(pepper.counts("hand-over", "send").getInt("dead")).isZero();
  }

  private static void cannotTouchOthers(Chromium browser) {
    browser.open("/queue-edit.xhtml?name=hand-others");
    browser.eventually("You may not change hand-others");
    browser.eventually("tag 'others'");
    browser.open("/topic.xhtml?queue=hand-others&topic=t");
    assertThat(browser.has("#open-console")).isFalse();
    for (String call : List.of("DELETE hand-others", "POST hand-others/topics/t/pause")) {
      String[] parts = call.split(" ");
      Object answer =
          browser.answer(
              """
              const done = arguments[arguments.length - 1];
              fetch("/api/v1/queues/%s", {method: "%s", headers: {"X-Requested-With": "pepper"}})
                .then(answer => answer.text().then(text => done(answer.status + " " + text)));
              """
                  .formatted(parts[1], parts[0]));
      assertThat(answer.toString()).as(call).startsWith("403 ").contains("tag 'others'");
    }
  }
}
