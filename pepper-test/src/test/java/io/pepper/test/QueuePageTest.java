package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages on which queues are defined, copied, deleted and imported, in a real browser. */
@ExtendWith(SharedPepper.class)
class QueuePageTest {
  private static final String PULLED =
      """
      {"topics":{"all":{"delivery":{"type":"pull"}}}}\
      """;

  private final Pepper pepper;
  private Chromium browser;

  QueuePageTest(Pepper pepper) {
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
  void showsProblemsAtTheirFieldsAndThenDefines() {
    browser.open("/queue-edit.xhtml");
    browser.type("#queue\\:name", "form-new");
    browser.type("#queue\\:topics\\:0\\:name", "send");
    browser.type("#queue\\:topics\\:0\\:delivery-address", "127.0.0.1:9");
    browser.type("#queue\\:topics\\:0\\:delivery-script", "consume.php");
    browser.click("#queue\\:save");
    browser.eventually(".wrong", "must be an absolute path");

    browser.type("#queue\\:topics\\:0\\:delivery-script", "/srv/consume.php");
    browser.type("#queue\\:topics\\:0\\:workers", "3");
    browser.type("#queue\\:topics\\:0\\:batch", "1001");
    browser.element("#queue\\:topics\\:0\\:batch-fill option[value=adaptive]").click();
    browser.click("#queue\\:save");
    browser.eventually(".wrong", "must be a whole number from 1 to 1000, not 1001");

    browser.type("#queue\\:topics\\:0\\:batch", "32");
    browser.click("#queue\\:save");

    Chromium.await(() -> browser.address().endsWith("/?q=form-new"));
    JsonObject topic = topics("form-new").getJsonObject("send");
    assertThat(topic.getInt("workers")).isEqualTo(3);
    assertThat(topic.getJsonObject("batch").getInt("max")).isEqualTo(32);
    assertThat(topic.getJsonObject("delivery").getString("script")).isEqualTo("/srv/consume.php");
  }

  @Test
  void keepsWhatSomebodyElseChangedMeanwhile() {
    pepper.define("form-race", PULLED);
    browser.open("/queue-edit.xhtml?name=form-race");
    pepper.define("form-race", PULLED.replace("\"pull\"}", "\"pull\"},\"workers\":7"));
    browser.type("#queue\\:maxLength", "5");
    browser.click("#queue\\:save");

    browser.eventually(".problem", "somebody else has changed");
    assertThat(topics("form-race").getJsonObject("all").getInt("workers")).isEqualTo(7);
  }

  @Test
  void asksForTheNameOfAQueueWithJobsBeforeItIsDeleted() {
    pepper.define("form-delete", PULLED);
    pepper
        .rest()
        .post("/api/v1/queues/form-delete/jobs", "{\"payloads\":[\"a\",\"b\"]}")
        .expect2xx();
    browser.open("/queue-edit.xhtml?name=form-delete");
    browser.click("#delete");
    browser.eventually("#ask-note", "2 ready");
    assertThat(browser.element("#ask-yes").isEnabled()).isFalse();

    browser.type("#ask-value", "form-delete");
    browser.click("#ask-yes");

    browser.eventually(".ui-growl", "Deleted");
    assertThat(pepper.rest().get("/api/v1/queues/form-delete").status()).isEqualTo(404);
  }

  @Test
  void saysWhatAnImportWouldDoBeforeItDoesIt() {
    pepper.define("form-there", PULLED);
    browser.open("/queue-import.xhtml");
    browser.type(
        "#import\\:text",
        "{\"queues\":{\"form-there\":%s,\"form-fresh\":%s}}".formatted(PULLED, PULLED));
    browser.click("#import\\:plan");
    Chromium.await(() -> browser.texts("td.state .badge").contains("unchanged"));
    assertThat(browser.texts("td.state .badge")).containsExactly("unchanged", "new");
    assertThat(pepper.rest().get("/api/v1/queues/form-fresh").status()).isEqualTo(404);

    browser.click("#import\\:run");

    browser.eventually(".ui-growl", "1 defined, 0 changed.");
    assertThat(topics("form-fresh")).containsKey("all");
  }

  @Test
  void countsWhatAnImportPutsOutOfReachAndAsksFirst() {
    pepper.define("form-shrink", PULLED);
    pepper
        .rest()
        .post("/api/v1/queues/form-shrink/jobs", "{\"payloads\":[\"a\",\"b\"]}")
        .expect2xx();
    browser.open("/queue-import.xhtml");
    browser.type(
        "#import\\:text",
        "{\"queues\":{\"form-shrink\":%s}}".formatted(PULLED.replace("\"all\"", "\"other\"")));
    browser.click("#import\\:plan");
    browser.eventually("td.state", "removes topics that still hold 2 jobs");

    browser.click("#import\\:run");
    browser.eventually(".ui-growl", "tick the box");
    assertThat(topics("form-shrink")).containsOnlyKeys("all");
    browser.click("#import\\:loss");
    browser.click("#import\\:run");
    browser.eventually(".ui-growl", "0 defined, 1 changed.");
    assertThat(topics("form-shrink")).containsOnlyKeys("other");
  }

  @Test
  void refusesAnImportAsAWhole() {
    RestAnswer refused =
        pepper
            .rest()
            .post(
                "/api/v1/queues",
                "{\"queues\":{\"form-good\":%s,\"form-bad\":{\"workers\":1}}}".formatted(PULLED));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(pepper.rest().get("/api/v1/queues/form-good").status()).isEqualTo(404);
  }

  @Test
  void showsAnOperatorOfATagItsTopicsAloneAndTakesNoOthersFromIt() {
    pepper.define("form-theirs", PULLED);
    pepper.define(
        "form-mixed",
        """
        {"topics":{"ours":{"delivery":{"type":"pull"},"tag":"form-tag"},
         "theirs":{"delivery":{"type":"pull"}}}}\
        """);
    Rest operator = operator("form-operator", "form-tag");

    browser.forget();
    browser.open("/queue-edit.xhtml?name=form-mixed");
    browser.logIn("form-operator", "form-operator-secret");
    browser.eventually("h1", "You may not change form-mixed");
    assertThat(exported()).contains("form-mixed", "\"ours\"").doesNotContain("theirs");

    String ours = PULLED.replace("\"pull\"}", "\"pull\"},\"tag\":\"form-tag\"");
    String command = ours.replace("\"pull\"", "\"command\",\"command\":[\"true\"]");
    assertThat(operator.post("/api/v1/queues", importOf("form-theirs", PULLED)).status())
        .isEqualTo(403);
    assertThat(operator.post("/api/v1/queues", importOf("form-command", command)).status())
        .isEqualTo(403);
    assertThat(operator.post("/api/v1/queues?dry=true", importOf("form-command", command)).body())
        .contains("refused", "this needs the role admin");
    operator.post("/api/v1/queues", importOf("form-ours", ours)).expect2xx();
    assertThat(topics("form-ours")).containsKey("all");
  }

  private static String importOf(String name, String queue) {
    return "{\"queues\":{\"%s\":%s}}".formatted(name, queue);
  }

  private Rest operator(String name, String tag) {
    String password = name + "-secret";
    pepper
        .rest()
        .post(
            "/api/v1/users",
            "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"operator\",\"tags\":[\"%s\"]}"
                .formatted(name, password, tag))
        .expect2xx();
    return new Rest(pepper.httpUrl(), name, password);
  }

  private String exported() {
    return browser
        .answer(
            """
            const done = arguments[arguments.length - 1];
            fetch("/queue-export").then(answer => answer.text()).then(done);
            """)
        .toString();
  }

  private JsonObject topics(String queue) {
    return pepper.rest().get("/api/v1/queues/" + queue).json().getJsonObject("topics");
  }
}
