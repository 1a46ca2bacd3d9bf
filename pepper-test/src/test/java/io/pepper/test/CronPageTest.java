package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.EtcdServer;
import io.pepper.fixtures.MariaDbServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The pages about cron in a real browser, on a Pepper whose Coordination and database can be taken
 * away.
 */
class CronPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String JOBS = "/api/v1/cron/jobs/";
  private static final String RUN = ".acts button[data-act='run']";

  /** A field, what is typed into it, and a part of what is then told at it. */
  private static final String WRONG =
      """
      schedule       | 61 * * * *      | 61 is too large
      zone           | Mars/Olympus    | no time zone
      run-command    | no-such-program | no such program
      run-command    | sh -c 'echo     | never closed
      timeout        | soon            | ISO-8601
      replicas       | 1000            | 1 to 100
      retry-attempts | some            | whole number
      alarms-mail    | nobody          | not an address
      name           | no name         | not a job name
      """;

  private static EtcdServer etcd;
  private static MariaDbServer database;
  private static Pepper pepper;

  private Chromium browser;

  @BeforeAll
  static void start() throws SQLException {
    etcd = new EtcdServer().start();
    database = new MariaDbServer().start();
    pepper =
        Pepper.embedded()
            .with("pepper.coordination", etcd.setting())
            .with("pepper.cron.lease", "10s")
            .with("pepper.database", database.url())
            .with("pepper.database.user", database.user())
            .with("pepper.database.password", database.password())
            .start();
    addUser("viewer");
    addUser("operator");
  }

  /** With the password of the admin. */
  private static void addUser(String role) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO pepper_user (name, password_hash, role, created_ms) SELECT '%s', password_hash, '%s', created_ms FROM pepper_user WHERE name = 'admin'"
              .formatted(role, role.toUpperCase()));
    }
  }

  @AfterAll
  static void stop() {
    pepper.close();
    database.close();
    etcd.close();
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
  void addsAJobWithAPreviewAndShowsItRun() {
    browser.enter("admin");
    browser.open("/cron.xhtml");
    browser.click("main a[href$='/cron-edit.xhtml']");
    browser.type("#job\\:name", "page-added");
    browser.type("#job\\:schedule", "30 2 * * *");
    browser.type("#job\\:zone", "Europe/Berlin");
    browser.eventually("#job\\:preview", "at 02:30 every day in Europe/Berlin");
    assertThat(browser.texts(".preview .fires li"))
        .hasSize(10)
        .allMatch(fire -> fire.contains("02:30:00"));
    browser.type("#job\\:zone", "UTC");
    browser.type("#job\\:schedule", "@every 1s");
    browser.eventually("#job\\:preview", "every second");
    browser.type("#job\\:run-command", "sh -c 'echo \"added & <run>\"'");
    browser.click("#job\\:save");

    Chromium.await(() -> browser.address().endsWith("/cron-job.xhtml?name=page-added"));
    Chromium.await(() -> browser.texts("td.state .badge").contains("succeeded"));
    browser.click("button[data-show]");
    browser.eventually("#output-text", "added & <run>");
    browser.eventually("#output-state", "succeeded");
    browser.open("/cron.xhtml");
    search("PAGE-add");
    browser.eventually("td.last", "succeeded");
    assertThat(browser.texts("td.reading").getFirst()).contains("every second", "default × 1");
    JsonObject run = job("page-added").getJsonObject("run");
    assertThat(run.getJsonArray("command").getString(2)).isEqualTo("echo \"added & <run>\"");
    pepper.rest().delete(JOBS + "page-added").expect2xx();
  }

  @Test
  void importsACrontab() {
    browser.enter("admin");
    browser.open("/cron-import.xhtml");
    browser.type(
        "#import\\:text",
        """
        PATH=/usr/bin:/bin
        MAILTO=ops
        # refreshes the prices
        37 23 * * * /home/u/refresh.sh
        61 5 * * * /bin/false
        0 22-4/2 * * fri-mon tar czf - /etc | cat > /dev/null
        @reboot /usr/bin/start\
        """);
    browser.type("#import\\:zone", "Europe/Berlin");
    browser.click("#import\\:read");
    browser.eventually("#import\\:lines", "at 23:37 every day in Europe/Berlin");
    browser.eventually("li.error .explanation", "61 is too large");
    assertThat(browser.texts("li.environment .explanation"))
        .satisfiesExactly(
            path -> assertThat(path).contains("run.environment.PATH"),
            mail -> assertThat(mail).contains("left out", "ops"));
    assertThat(browser.has("#import\\:create")).as("while a line is wrong").isFalse();
    assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);

    browser.click("[aria-label='Create a job of line 5']");
    browser.click("[aria-label='Create a job of line 7']");
    browser.type("[aria-label='Name of the job of line 4']", "page-imported");
    browser.click("#import\\:paused");
    browser.click("#import\\:again");
    Chromium.await(() -> browser.has("#import\\:create"));
    browser.type("[aria-label='Name of the job of line 6']", "page-imported");
    browser.click("#import\\:create");
    browser.eventually("#import\\:lines .problem", "nothing was created");
    browser.eventually("li.error .explanation", "give each its own");
    browser.type("[aria-label='Name of the job of line 6']", "page-tar");
    browser.click("#import\\:again");
    Chromium.await(() -> browser.has("#import\\:create"));
    browser.click("#import\\:create");

    Chromium.await(() -> browser.address().endsWith("/cron.xhtml"));
    browser.eventually("Created page-imported, page-tar.");
    assertThat(job("page-imported").getString("remark")).isEqualTo("refreshes the prices");
    assertThat(job("page-tar").getBoolean("paused")).isTrue();
    pepper.rest().delete(JOBS + "page-imported").expect2xx();
    pepper.rest().delete(JOBS + "page-tar").expect2xx();
  }

  /** Needs one page for all fields: each is put right before the next is wrong. */
  @Test
  void tellsAtTheFieldWhatIsWrong() {
    browser.enter("admin");
    browser.open("/cron-edit.xhtml?example=true");
    browser.type("#job\\:name", "page-wrong");
    for (String row : WRONG.strip().split("\n")) {
      String[] words = row.split("\\|");
      tellsWhatIsWrong(words[0].strip(), words[1].strip(), words[2].strip());
    }
    assertThat(pepper.rest().get(JOBS + "page-wrong").status()).isEqualTo(404);
  }

  private void tellsWhatIsWrong(String field, String wrong, String told) {
    String input = "#job\\:" + field;
    String hint = input + "-hint";
    String right = browser.element(input).getDomProperty("value");
    browser.type(input, wrong);
    browser.click("#job\\:save");

    browser.eventually(hint, told);
    Chromium.await(() -> browser.script("return document.activeElement.id").equals("job:" + field));
    assertThat(browser.element(input).getDomAttribute("aria-invalid")).as(field).isEqualTo("true");
    assertThat(browser.element(input).getDomProperty("value")).as(field).isEqualTo(wrong);
    browser.type(input, right);
  }

  @Test
  void doesNotOverwriteAJobByAddingOneOfItsName() {
    define("page-there", "@manually", "echo there");
    browser.enter("admin");
    browser.open("/cron-edit.xhtml?example=true");
    browser.type("#job\\:name", "page-there");
    browser.click("#job\\:save");

    browser.eventually("#job\\:name-hint", "there is a job of this name");
    assertThat(job("page-there").getString("schedule")).isEqualTo("@manually");
  }

  @Test
  void showsTheOutputGrowAndKillsTheRun() throws IOException {
    Path go = pepper.folder().resolve("page-go");
    define(
        "page-grow",
        "@manually",
        "echo first; while [ ! -e " + go + " ]; do sleep 0.1; done; echo second; sleep 600");
    browser.enter("operator");
    browser.open("/cron-job.xhtml?name=page-grow");
    browser.click(RUN);
    browser.eventually("#output-text", "first");
    browser.eventually("#output-state", "running");
    assertThat(browser.element("#output-text").getText()).doesNotContain("second");
    Files.createFile(go);
    browser.eventually("#output-text", "second");

    browser.click("#kill");
    browser.click("#ask-yes");
    browser.eventually("#output-state", "killed");
    browser.eventually("#output-text", "killed by operator");
    Chromium.await(() -> browser.texts("td.state .badge").equals(List.of("killed")));
    assertThat(browser.element("#kill").isDisplayed()).isFalse();
  }

  @Test
  void pagesBackThroughTheRuns() {
    define("page-many", "@manually", "true");
    for (int i = 0; i < 21; i++) {
      pepper.rest().post(JOBS + "page-many/run", "{\"force\":true}").expect2xx();
    }
    await().atMost(LIMIT).until(() -> runs("page-many") == 21);
    browser.enter("viewer");
    browser.open("/cron-job.xhtml?name=page-many");
    assertThat(browser.texts("button[data-show]")).hasSize(20);

    browser.click("#older");
    Chromium.await(() -> browser.texts("button[data-show]").size() == 1);
    browser.click("#newest");
    Chromium.await(() -> browser.texts("button[data-show]").size() == 20);
  }

  @Test
  void pausesResumesAndDeletesAJob() {
    define("page-pause", "@every 1s", "true");
    browser.enter("admin");
    browser.open("/cron.xhtml");
    search("page-pause");

    browser.click("button[data-act='pause'][data-job='page-pause']");
    browser.eventually("td.state", "Paused");
    assertThat(job("page-pause").getBoolean("paused")).isTrue();
    browser.click("button[data-act='resume'][data-job='page-pause']");
    Chromium.await(() -> !browser.texts("td.state").getFirst().contains("Paused"));
    assertThat(job("page-pause").getBoolean("paused")).isFalse();

    browser.click("details.menu summary");
    browser.click("button[data-act='delete'][data-job='page-pause']");
    assertThat(pepper.rest().get(JOBS + "page-pause").status()).isEqualTo(200);
    browser.click("#ask-yes");
    browser.eventually("No job matches.");
    assertThat(pepper.rest().get(JOBS + "page-pause").status()).isEqualTo(404);
  }

  @Test
  void pausesEverythingForMaintenance() {
    define("page-maintained", "@manually", "true");
    browser.enter("admin");
    browser.open("/cron.xhtml");
    browser.click("#pause-all");
    browser.click("#ask-yes");
    browser.eventually("All jobs are paused");
    assertThat(pepper.rest().get("/api/v1/cron").json().getBoolean("paused")).isTrue();

    browser.click("#resume-all");
    Chromium.await(() -> !browser.has("#resume-all"));
    assertThat(pepper.rest().get("/api/v1/cron").json().getBoolean("paused")).isFalse();
  }

  @Test
  void testsWhatIsWrittenWithoutSavingIt() {
    browser.enter("admin");
    browser.open("/cron-edit.xhtml?example=true");
    browser.type("#job\\:name", "page-test");
    browser.type("#job\\:run-command", "sh -c 'echo \"tried <it>\"; exit 3'");
    browser.click("#job\\:try");

    browser.eventually("#tested", "exit code 3");
    browser.eventually("#tested pre", "tried <it>");
    assertThat(pepper.rest().get(JOBS + "page-test").status()).isEqualTo(404);
  }

  @Test
  void losesNothingBetweenFormAndJson() {
    String document =
        """
        {"schedule":"*/5 * * * *","dialect":"seconds","zone":"Asia/Tokyo","startAt":"2030-01-01T00:00:00Z",
         "maxRuns":7,"jitter":"PT0.0015S","tag":"other","replicas":"all","overlap":"queue","misfire":"once",
         "tolerance":"PT20S","misfireWindow":"PT2H","timeout":"PT1M30S","grace":"PT3S","excludes":["page-x"],
         "retry":{"attempts":4,"backoff":"linear","initial":"PT2S","max":"PT9M"},
         "alarms":{"on":["late","failed"],"late":"PT45S","webhook":"http://127.0.0.1:9/alarms"},
         "run":{"type":"command","command":["sh","-c","echo 'it''s' \\"$X\\"\\n\\techo"],
                "environment":{"X":"a=b: c","Y":" "},"directory":"/tmp"},"paused":true}\
        """;
    pepper.rest().put(JOBS + "page-whole", document).expect2xx();
    JsonObject before = job("page-whole");
    browser.enter("admin");
    browser.open("/cron-edit.xhtml?name=page-whole");
    browser.click("#job\\:asJson");
    Chromium.await(() -> browser.has("#job\\:json"));
    browser.click("#job\\:asForm");
    browser.type("#job\\:timeout", "2m");
    browser.click("#job\\:save");
    Chromium.await(() -> browser.address().endsWith("/cron-job.xhtml?name=page-whole"));

    JsonObject after = job("page-whole");
    assertThat(after.getString("timeout")).isEqualTo("PT2M");
    for (String field : before.keySet()) {
      if (!List.of("timeout", "next", "totals").contains(field)) {
        assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
      }
    }
  }

  @Test
  void noticesThatSomebodyElseChangedTheJob() {
    define("page-race", "@manually", "echo one");
    browser.enter("admin");
    browser.open("/cron-edit.xhtml?name=page-race");
    define("page-race", "@manually", "echo two");
    browser.type("#job\\:timeout", "5m");
    browser.click("#job\\:save");

    browser.eventually(".problem", "somebody else has changed");
    assertThat(job("page-race").getString("timeout")).isEqualTo("PT1H");
    browser.click("#job\\:save");
    Chromium.await(() -> browser.address().endsWith("/cron-job.xhtml?name=page-race"));
    assertThat(job("page-race").getString("timeout")).isEqualTo("PT5M");
  }

  @Test
  void showsViewersEverythingButActionsAndSecrets() {
    pepper
        .rest()
        .put(
            JOBS + "page-seen",
            "{\"schedule\":\"@manually\",\"run\":{\"type\":\"command\",\"command\":[\"sh\",\"-c\",\"echo"
                + " seen\"],\"environment\":{\"KEY\":\"s3cret\"}}}")
        .expect2xx();
    pepper.rest().post(JOBS + "page-seen/run", "").expect2xx();
    await().atMost(LIMIT).until(() -> runs("page-seen") == 1);
    browser.enter("viewer");
    browser.open("/cron.xhtml");
    search("page-seen");
    assertThat(browser.texts("button[data-act], button[data-test], #add, td.actions")).isEmpty();

    browser.open("/cron-job.xhtml?name=page-seen");
    browser.click("button[data-show]");
    browser.eventually("#output-text", "seen");
    assertThat(browser.texts("button[data-act], button[data-test]")).isEmpty();
    browser.click("details.card summary");
    browser.eventually("details.card pre", "\"KEY\": \"***\"");
    browser.script("document.querySelector('details.card').dataset.old = 'yes'");
    Chromium.await(() -> !browser.has("details.card[data-old]"));
    browser.eventually("details.card[open] pre", "\"KEY\": \"***\"");
    assertThat(browser.script("return document.documentElement.outerHTML").toString())
        .doesNotContain("s3cret");
    browser.script("pepperAct([{name:'act',value:'delete'},{name:'job',value:'page-seen'}])");
    browser.eventually("this needs the role operator");
    browser.open("/cron-edit.xhtml?name=page-seen");
    browser.eventually("This needs the role operator");
    assertThat(browser.has("form#job")).isFalse();
    assertThat(pepper.rest().get(JOBS + "page-seen").status()).isEqualTo(200);
  }

  @Test
  void showsJobsWithoutTheDatabaseAndSaysWhatIsMissing() {
    define("page-nobase", "@daily", "true");
    browser.enter("admin");
    browser.open("/cron.xhtml");
    search("page-nobase");
    database.freeze();
    try {
      browser.eventually("Runs cannot be shown now.");
      assertThat(browser.texts("td.topic").getFirst()).contains("page-nobase");
      assertThat(browser.texts("td.next").getFirst()).contains("in ");
    } finally {
      database.thaw();
    }
    Chromium.await(() -> !browser.element("body").getText().contains("Runs cannot be shown now."));
  }

  @Test
  void saysThatNothingCanBeChangedWithoutCoordination() {
    define("page-noetcd", "@manually", "true");
    browser.enter("admin");
    browser.open("/cron.xhtml");
    search("page-noetcd");
    etcd.freeze();
    try {
      browser.click("button[data-act='pause'][data-job='page-noetcd']");
      Chromium.await(() -> browser.has(".ui-growl-error"));
      browser.eventually("This node starts nothing now");
      assertThat(browser.texts("td.topic").getFirst()).contains("page-noetcd");
    } finally {
      etcd.thaw();
    }
    Chromium.await(
        () -> !browser.element("body").getText().contains("This node starts nothing now"));
  }

  private void search(String text) {
    browser.type("#search", text);
    Chromium.await(() -> {
      List<String> names = browser.texts("tbody td.topic .path");
      return names.size() == 1 && names.getFirst().contains(text.toLowerCase());
    });
  }

  private static void define(String name, String schedule, String script) {
    String document =
        "{\"schedule\":\"%s\",\"run\":{\"type\":\"command\",\"command\":[\"sh\",\"-c\",\"%s\"]}}";
    pepper.rest().put(JOBS + name, document.formatted(schedule, script)).expect2xx();
  }

  private static JsonObject job(String name) {
    return pepper.rest().get(JOBS + name).expect2xx().json();
  }

  private static int runs(String name) {
    return pepper
        .rest()
        .get(JOBS + name + "/runs?limit=100")
        .expect2xx()
        .json()
        .getJsonArray("runs")
        .size();
  }
}
