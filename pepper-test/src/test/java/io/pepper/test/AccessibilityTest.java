package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
    ConsolePages pages = ConsolePages.showing(pepper, "axe");
    audit("/login.xhtml?to=/cron.xhtml", 200);
    browser.enter("admin");
    browser.errors();

    for (String address : pages.addresses()) {
      audit(address, 200);
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
    browser.script(axe() + Resource.text("/console/audit.js"));
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

  private static String axe() throws IOException {
    try (InputStream source = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(source.readAllBytes(), UTF_8);
    }
  }
}
