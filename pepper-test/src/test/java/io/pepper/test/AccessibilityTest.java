package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page, with each of its menus, details and dialogs, before axe-core: light and dark, on a
 * desk and in a hand.
 */
@ExtendWith(SharedPepper.class)
class AccessibilityTest {
  private final Pepper pepper;
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
  void findsNothingSeriousOnAnyPage() {
    ConsolePages pages = ConsolePages.showing(pepper, "axe");
    PageAudit audit = new PageAudit(browser);
    audit.open("/login.xhtml?to=/cron.xhtml", 200);
    browser.enter("admin");

    pages.addresses().forEach(address -> audit.open(address, 200));
    audit.open("/topic.xhtml?queue=axe&topic=none", 404);
    audit.open("/nowhere", 404);
    edit(audit, "queue");
    edit(audit, "cron");

    browser.forget();
    browser.open("/login.xhtml");
    browser.logIn("axe", "axe-secret");
    browser.eventually(".first-use h1", "No queues of your tags");
    for (String address : new String[] {"/", "/cron.xhtml", "/people.xhtml"}) {
      audit.open(address, 200);
    }
    assertThat(audit.findings()).isEmpty();
  }

  /** Looks at an editor that complains, and at the same as JSON. */
  private void edit(PageAudit audit, String what) {
    String form = what.equals("cron") ? "job" : what;
    browser.open("/" + what + "-edit.xhtml");
    browser.click("#" + form + "\\:save");
    Chromium.await(() -> browser.has(".wrong"));
    audit.look("/" + what + "-edit.xhtml with problems");
    browser.open("/" + what + "-edit.xhtml?name=axe");
    browser.click("#" + form + "\\:asJson");
    Chromium.await(() -> browser.has("#" + form + "\\:json"));
    audit.look("/" + what + "-edit.xhtml as JSON");
  }
}
