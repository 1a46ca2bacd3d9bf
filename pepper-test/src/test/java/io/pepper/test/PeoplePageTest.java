package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The pages about people, in a real browser. */
@ExtendWith(SharedPepper.class)
class PeoplePageTest {
  private final Pepper pepper;
  private Chromium browser;

  PeoplePageTest(Pepper pepper) {
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
  void letsAnAdminMakeAnOperatorOfOneTagWhoSeesNobodyElse() {
    browser.enter("admin");
    browser.open("/people.xhtml");
    browser.click("#add");
    browser.type("#user\\:name", "page-person");
    browser.type("#user\\:password", "page-person-secret");
    browser.click("#user\\:role option[value='operator']");
    browser.click("#user\\:restricted");
    browser.type("#user\\:tags_input", "page-tag" + Keys.ENTER);
    browser.click("#user\\:save");
    browser.eventually("#page", "page-person");
    assertThat(browser.texts(".tag")).contains("page-tag");

    browser.click("input[value='Log out']");
    Chromium.await(() -> browser.address().endsWith("/login.xhtml"));
    browser.logIn("page-person", "page-person-secret");
    browser.eventually("Queues");
    assertThat(browser.has("header a[href$='/people.xhtml']")).isFalse();
    browser.open("/people.xhtml");
    browser.eventually("Only admins see this");

    browser.open("/account.xhtml");
    browser.eventually("tag page-tag");
    browser.type("#password\\:current", "page-person-secret");
    browser.type("#password\\:new", "page-person-other");
    browser.type("#password\\:again", "page-person-other");
    browser.click("#password\\:save");
    browser.eventually("Your other sessions are ended");
    assertThat(
            new Rest(pepper.httpUrl(), "page-person", "page-person-other")
                .get("/api/v1/me")
                .status())
        .isEqualTo(200);
  }

  @Test
  void showsATokenOnce() {
    browser.enter("admin");
    browser.open("/tokens.xhtml");
    browser.type("#new\\:name", "page-token");
    browser.click("#new\\:save");
    browser.eventually("#token-text", "pepper_");
    String secret = browser.element("#token-text").getText();

    assertThat(Rest.withToken(pepper.httpUrl(), secret).get("/metrics").status()).isEqualTo(200);
    browser.open("/tokens.xhtml");
    browser.eventually("page-token");
    assertThat(browser.element("body").getText()).doesNotContain(secret);
  }

  @Test
  void keepsTheSearchOfTheAuditTrailInTheAddress() {
    browser.enter("admin");
    browser.open("/audit.xhtml");
    browser.type("#action", "log in" + Keys.ENTER);
    Chromium.await(() -> browser.address().contains("action=log+in"));
    browser.eventually("admin");
    assertThat(browser.texts("td.topic .path")).contains("admin");
  }
}
