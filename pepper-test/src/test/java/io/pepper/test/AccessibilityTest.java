package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page, with each of its menus, details and dialogs, before axe-core: light and dark, on a
 * desk and in a hand. The pages are those of the folder, so that a new one cannot be forgotten.
 */
@ExtendWith(SharedPepper.class)
class AccessibilityTest {
  private static final Path PAGES =
      Path.of(System.getProperty("pepper.root"), "pepper-web/src/main/webapp");

  private static final String TOPIC = "?queue=axe&topic=command";
  private static final String APP = "?env=axe&app=axe.shop";

  /**
   * What a page is asked for, where it shows something then only; others are opened as they are.
   */
  private static final Map<String, List<String>> QUERIES =
      Map.ofEntries(
          entry("index.xhtml", List.of("", "?q=axe&sort=-dead", "?q=nothing-like-this")),
          entry(
              "topic.xhtml",
              List.of(TOPIC, TOPIC + "&state=dead", "?queue=axe&topic=fastcgi", TOPIC + "&q=none")),
          entry("job.xhtml", List.of(TOPIC + "&state=dead&id={job}")),
          entry("queue-edit.xhtml", List.of("", "?name=axe", "?clone=axe")),
          entry("cron-job.xhtml", List.of("?name=axe")),
          entry("cron-edit.xhtml", List.of("", "?name=axe", "?name=axe-http", "?name=axe-fastcgi")),
          entry("discovery-app.xhtml", List.of(APP)),
          entry("discovery-settings.xhtml", List.of(APP)),
          entry("person.xhtml", List.of("", "?name=axe")));

  private final Pepper pepper;
  private final List<String> findings = new ArrayList<>();
  private Chromium browser;

  AccessibilityTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeEach
  void open() {
    browser = new Chromium(pepper);
  }

  @AfterEach
  void close() {
    browser.emulateNothing();
    browser.close();
  }

  @Test
  void findsNothingSeriousOnAnyPage() throws IOException {
    String job = prepare();
    List<String> pages = pages();
    assertThat(pages).hasSizeGreaterThan(15).containsAll(QUERIES.keySet());
    audit("/login.xhtml?to=/cron.xhtml", 200);
    browser.enter("admin");
    browser.errors();

    for (String page : pages) {
      for (String query : QUERIES.getOrDefault(page, List.of(""))) {
        audit("/" + page + query.replace("{job}", job), 200);
      }
    }
    audit("/topic.xhtml?queue=axe&topic=none", 404);
    audit("/nowhere", 404);

    assertThat(findings).isEmpty();
  }

  /** Opens a page and looks at it in each way; what is wrong with it is added to the findings. */
  private void audit(String address, int status) throws IOException {
    browser.emulate(1440, "light");
    browser.open(address);
    Object answered =
        browser.script("return performance.getEntriesByType('navigation')[0].responseStatus");
    if (((Number) answered).intValue() != status) {
      findings.add(address + ": answered with " + answered);
    }
    browser.script(axe() + Resource.text("/axe/audit.js"));
    add(address + ", 1440 px, light: ", "all");
    browser.emulate(1440, "dark");
    add(address + ", 1440 px, dark: ", "contrast");
    browser.emulate(390, "light");
    add(address + ", 390 px, light: ", "all but contrast");
    browser.errors().stream()
        .filter(error -> status == 200 || !error.contains(address))
        .forEach(error -> findings.add(address + ": console: " + error));
  }

  private void add(String where, String rules) {
    String call = "pepperAudit('%s').then(arguments[arguments.length - 1]);".formatted(rules);
    ((List<?>) browser.answer(call)).forEach(each -> findings.add(where + each));
  }

  /** Defines one of everything, some of it in trouble; returns the id of a dead job. */
  private String prepare() {
    pepper.define("axe", Resource.text("/axe/queue.json"));
    pepper.rest().post("/api/v1/queues/axe/jobs", "{\"payloads\":[\"{\\\"a\\\":1}\"]}").expect2xx();
    job("axe", "{\"type\":\"command\",\"command\":[\"sh\",\"-c\",\"echo no; exit 1\"]}");
    job("axe-http", "{\"type\":\"http\",\"url\":\"http://127.0.0.1:1/\"}");
    job(
        "axe-fastcgi",
        "{\"type\":\"fastcgi\",\"address\":\"127.0.0.1:1\",\"script\":\"/srv/cron.php\"}");
    pepper.rest().post("/api/v1/cron/jobs/axe/run", "{}").expect2xx();
    new Provider(pepper, "axe", "axe.shop").register("z1", "h1");
    pepper
        .rest()
        .post(
            "/api/v1/users",
            "{\"name\":\"axe\",\"password\":\"axe-secret\",\"role\":\"operator\",\"tags\":[\"axe\"]}")
        .expect2xx();
    pepper.rest().post("/api/v1/tokens", "{\"name\":\"axe\",\"scope\":\"metrics\"}").expect2xx();
    Chromium.await(() -> pepper.counts("axe", "command").getInt("dead") == 1);
    return pepper
        .rest()
        .get("/api/v1/queues/axe/topics/command/jobs?state=dead")
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getJsonObject(0)
        .getString("id");
  }

  private void job(String name, String run) {
    pepper
        .rest()
        .put("/api/v1/cron/jobs/" + name, "{\"schedule\":\"@manually\",\"run\":%s}".formatted(run))
        .expect2xx();
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".xhtml") && !name.equals("login.xhtml"))
          .sorted()
          .toList();
    }
  }

  private static String axe() throws IOException {
    try (InputStream source = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(source.readAllBytes(), UTF_8);
    }
  }
}
