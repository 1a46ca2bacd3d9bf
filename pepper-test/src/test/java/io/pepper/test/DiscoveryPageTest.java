package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.MariaDbServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages about discovery in a real browser. */
class DiscoveryPageTest {
  private static final String APPS = "/api/v1/discovery/apps/page/";

  private static MariaDbServer database;
  private static Pepper pepper;

  private Chromium browser;

  @BeforeAll
  static void start() throws SQLException {
    database = new MariaDbServer().start();
    pepper =
        Pepper.embedded()
            .with("pepper.discovery.allow", "127.0.0.1")
            .with("pepper.database", database.url())
            .with("pepper.database.user", database.user())
            .with("pepper.database.password", database.password())
            .start();
    addUser("viewer");
    addUser("operator");
  }

  /** With the password of the admin. */
  private static void addUser(String role) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO pepper_user (name, password_hash, role, created_ms) SELECT '%s', password_hash, '%s', created_ms FROM pepper_user WHERE name = 'admin'"
              .formatted(role, role.toUpperCase()));
    }
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  @AfterAll
  static void stop() {
    pepper.close();
    database.close();
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
  void listsApplicationsWithTheTroubledOnesFirst() {
    new Provider(pepper, "page", "list.fine").register("z1", "h1");
    browser.enter("viewer");
    browser.open("/discovery.xhtml");
    browser.type("#search", "page/LIST.");
    Chromium.await(() -> names().equals(List.of("page/list.fine")));

    new Provider(pepper, "page", "list.troubled").register("z1", "h1");
    Chromium.await(() -> names().size() == 2);
    pepper.rest().put(APPS + "list.troubled/instances/z1/h1/drain", "").expect2xx();
    Chromium.await(() -> names().equals(List.of("page/list.troubled", "page/list.fine")));
    browser.eventually("td.state", "None up");

    browser.click("#attention");
    Chromium.await(() -> names().equals(List.of("page/list.troubled")));
  }

  @Test
  void drainsWeighsAndRemovesAfterAQuestion() {
    Provider provider = new Provider(pepper, "page", "a/b <i> & \"c\"");
    provider.register("z/1", "tcp@10.0.0.7:8972", "metadata", "{\"weight\":\"10\"}");
    browser.enter("operator");
    browser.open("/discovery.xhtml");
    browser.type("#search", "a/b <i>");
    Chromium.await(() -> names().size() == 1 && names().getFirst().contains("a/b <i>"));
    browser.click("tbody td.topic a.path");
    browser.eventually("h1", "page/a/b <i> & \"c\"");

    browser.click("button[data-act='drain']");
    assertThat(condition().getBoolean("drained")).isFalse();
    browser.click("#ask-yes");
    browser.eventually("td.state", "Drained");
    assertThat(condition().getBoolean("drained")).isTrue();

    browser.click("details.menu summary", "button[data-act='weigh']");
    browser.type("#ask-value", "many");
    browser.click("#ask-yes");
    browser.eventually("a weight must be a whole number");
    browser.click("details.menu summary", "button[data-act='weigh']");
    browser.type("#ask-value", "3\n");
    browser.eventually("tbody", "set here");
    assertThat(condition().getInt("weight")).isEqualTo(3);

    browser.click("details.menu summary", "button[data-act='remove']");
    browser.click("#ask-yes");
    browser.eventually("There is no application");
    awaitAudited(
        "page/a/b <i> & \"c\"/z/1/tcp@10.0.0.7:8972",
        "operator, drain instance: not drained, drained",
        "operator, weigh instance: its provider's, 3",
        "operator, remove instance: registered, null");
  }

  @Test
  void tellsAtTheFieldWhatIsWrongWithSettings() {
    new Provider(pepper, "page", "settings").register("z1", "h1");
    browser.enter("admin");
    browser.open("/discovery-app.xhtml?env=page&app=settings");
    browser.click("#edit");
    browser.type("#settings\\:zoneWeights", "z1 -> z2: 10\nz1 to z1");
    browser.click("#settings\\:save");
    browser.eventually("#settings\\:zoneWeights-hint", "z1 to z1");
    browser.type("#settings\\:zoneWeights", "z1 -> z2: 10\nz1 -> z1: 90");
    browser.click("#settings\\:check-type option[value='tcp']");
    Chromium.await(() -> browser.has("#settings\\:check-interval"));
    browser.type("#settings\\:check-interval", "0s");
    browser.click("#settings\\:save");
    browser.eventually("#settings\\:check-interval-hint", "must be PT1S to PT1H");
    browser.type("#settings\\:check-interval", "1m");
    browser.type("#settings\\:check-scheme", "http");
    browser.click("#settings\\:save");

    Chromium.await(() -> browser.address().contains("/discovery-app.xhtml?"));
    browser.eventually("dl.settings", "connect to http://… every 1m");
    JsonObject settings =
        pepper.rest().get(APPS + "settings").expect2xx().json().getJsonObject("settings");
    assertThat(settings.getJsonObject("zoneWeights").toString())
        .isEqualTo("{\"z1\":{\"z1\":90,\"z2\":10}}");
  }

  @Test
  void makesATokenThatLetsCallersFromElsewhereRegister() throws IOException {
    Provider provider = new Provider(pepper, "page", "token");
    provider.register("z1", "h1");
    Provider elsewhere = provider.from("127.0.0.2");
    assertThat(elsewhere.register("z1", "h2").getInt("code")).isNotZero();
    browser.enter("admin");
    browser.open("/discovery-app.xhtml?env=page&app=token");
    browser.click("#make-token");
    browser.click("#ask-yes");
    Chromium.await(() -> !browser.element("#token-text").getText().isEmpty());
    String token = browser.element("#token-text").getText();

    assertThat(elsewhere.with(token).register("z1", "h2").getInt("code")).isZero();
    browser.script("document.getElementById('token').close()");
    browser.eventually("tbody", "h2");
    assertThat(browser.script("return document.documentElement.outerHTML").toString())
        .doesNotContain(token);
    browser.click("#revoke-token");
    browser.click("#ask-yes");
    Chromium.await(() -> !browser.has("#revoke-token"));
    assertThat(elsewhere.with(token).register("z1", "h3").getInt("code")).isNotZero();
    awaitAudited(
        "page/token",
        "admin, create application token: null, a token",
        "admin, revoke application token: a token, null");
  }

  @Test
  void showsViewersEverythingButActions() {
    new Provider(pepper, "page", "seen").register("z1", "h1");
    browser.enter("viewer");
    browser.open("/discovery-app.xhtml?env=page&app=seen");
    browser.eventually("tbody", "http://10.0.0.1:80");
    assertThat(browser.texts("button[data-act], #edit, td.actions")).isEmpty();

    String instance =
        "{name:'environment',value:'page'},{name:'application',value:'seen'},{name:'zone',value:'z1'},{name:'name',value:'h1'}";
    browser.script("pepperAct([{name:'act',value:'drain'}," + instance + "])");
    browser.eventually("this needs the role operator");
    browser.script("pepperAct([{name:'act',value:'token'}," + instance + "])");
    browser.eventually("this needs the role admin");
    browser.open("/discovery-settings.xhtml?env=page&app=seen");
    browser.eventually("This needs the role admin");
    Rest viewer = new Rest(pepper.httpUrl(), "viewer", pepper.adminPassword());
    Rest operator = new Rest(pepper.httpUrl(), "operator", pepper.adminPassword());
    assertThat(viewer.get(APPS + "seen").status()).isEqualTo(200);
    assertThat(viewer.put(APPS + "seen/instances/z1/h1/drain", "").status()).isEqualTo(403);
    assertThat(operator.put(APPS + "seen/settings", "{}").status()).isEqualTo(403);
    assertThat(operator.post(APPS + "seen/token", "").status()).isEqualTo(403);
    assertThat(pepper.rest().get(APPS + "seen").json().getJsonObject("counts").getInt("up"))
        .isEqualTo(1);
  }

  private List<String> names() {
    return browser.texts("tbody td.topic .path");
  }

  private static JsonObject condition() {
    String app = URLEncoder.encode("a/b <i> & \"c\"", UTF_8).replace("+", "%20");
    return pepper
        .rest()
        .get(APPS + app + "/instances/z%2F1/tcp@10.0.0.7:8972")
        .expect2xx()
        .json()
        .getJsonObject("conditions");
  }

  /** Entries are written a moment after what they tell of. */
  private static void awaitAudited(String subject, String... entries) {
    Awaitility.await().untilAsserted(() -> assertThat(audited(subject)).containsExactly(entries));
  }

  /** Who did what, from what, to what. */
  private static List<String> audited(String subject) throws SQLException {
    List<String> entries = new ArrayList<>();
    try (Connection connection = connection();
        var statement =
            connection.prepareStatement(
                "SELECT who, what, value_before, value_after FROM pepper_audit WHERE subject = ?"
                    + " ORDER BY id")) {
      statement.setString(1, subject);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(
              "%s, %s: %s, %s"
                  .formatted(
                      rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
    }
    return entries;
  }
}
