package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.PhpFpm;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a first start prints and writes. */
class FirstStartTest {
  /** The most lines of a log in which a person still finds the one that matters. */
  private static final int MAX_LINES = 40;

  @Test
  void isToldInLinesThatAPersonCanRead() throws IOException {
    try (Pepper pepper = Pepper.embedded().with("pepper.admin.password", "").start()) {
      List<String> log = Files.readAllLines(pepper.dataFolder().resolve("log/pepper.0.log"));
      String password = Files.readString(pepper.dataFolder().resolve("admin-password")).strip();

      assertThat(log)
          .hasSizeLessThan(MAX_LINES)
          .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"))
          .anyMatch(line -> line.contains("listening for Redis clients"))
          .anyMatch(line -> line.contains("messages of the server that mean nothing"))
          .noneMatch(line -> line.contains(password));
      assertThat(pepper.output())
          .containsOnlyOnce(password)
          .contains(
              "pepper ready: dashboard http://127.0.0.1:" + pepper.httpPort() + "/ (user admin",
              "password in " + pepper.dataFolder().resolve("admin-password"),
              "RESP 127.0.0.1:" + pepper.respPort(),
              "gRPC 127.0.0.1:" + pepper.grpcPort());
      Rest admin = new Rest(pepper.httpUrl(), "admin", password);
      assertThat(admin.get("/api/v1/queues").status()).isEqualTo(200);
      keepsItsOnlyAdmin(admin);
      runsAFirstJob(pepper, password);
      pepper.restart();
      assertThat(pepper.output()).containsOnlyOnce(password);
    }
  }

  /** Asked of a Pepper of its own: in the shared one, other tests make admins too. */
  private static void keepsItsOnlyAdmin(Rest admin) {
    for (RestAnswer answer :
        List.of(
            admin.delete("/api/v1/users/admin"),
            admin.patch("/api/v1/users/admin", "{\"disabled\":true}"))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("'admin' is the last admin with a password here");
    }
  }

  /** With the php-fpm that the page has found by itself: open, log in, one click. */
  private static void runsAFirstJob(Pepper pepper, String password) {
    try (PhpFpm fpm = PhpFpm.withChildren(1).onUnixSocket().start();
        Chromium browser = new Chromium(pepper)) {
      browser.open("/login.xhtml");
      browser.logIn("admin", password);
      browser.eventually(fpm.address());
      PageAudit audit = new PageAudit(browser);
      audit.look("the page without queues");
      browser.click("button[title='Run a first job with " + fpm.address() + "']");

      browser.eventually(".first-job", "Your first job ran");
      browser.eventually(".first-job", "got: hello from Pepper");
      audit.look("the first job");
      assertThat(audit.findings()).isEmpty();
      Chromium.await(() -> counts(pepper, password).getInt("succeeded") == 1);
    }
  }

  private static JsonObject counts(Pepper pepper, String password) {
    return new Rest(pepper.httpUrl(), "admin", password)
        .get("/api/v1/queues/demo/topics/hello")
        .expect2xx()
        .json()
        .getJsonObject("counts");
  }

  @Test
  void namesEachProblemAtOnceWithoutAStackTrace() {
    try (Pepper pepper =
        Pepper.embedded()
            .with("pepper.stroe", "redis://127.0.0.1:1")
            .with("pepper.database", "jdbc:mariadb://127.0.0.1:1/x")
            .launch()) {
      await().until(() -> !pepper.isAlive());

      assertThat(pepper.output().lines())
          .satisfiesExactly(
              line -> assertThat(line).contains("PEPPER_STROE is no setting, but PEPPER_STORE is"),
              line -> assertThat(line).contains("MariaDB at 127.0.0.1:1 cannot be reached"));
    }
  }
}
