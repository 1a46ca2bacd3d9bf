package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with pages: serious and critical findings of axe-core, light and dark, what is
 * wider than 390 px, and errors in the browser's console.
 */
final class PageAudit {
  private final Chromium browser;
  private final List<String> findings = new ArrayList<>();

  PageAudit(Chromium browser) {
    this.browser = browser;
    browser.errors();
  }

  List<String> findings() {
    return findings;
  }

  /** Opens a page and looks at it. */
  void open(String address, int status) {
    browser.emulate(1440, "light");
    browser.open(address);
    Object answered =
        browser.script("return performance.getEntriesByType('navigation')[0].responseStatus");
    if (((Number) answered).intValue() != status) {
      findings.add(address + ": answered with " + answered);
    }
    look(address);
    browser.errors().stream()
        .filter(error -> status == 200 || !error.contains(address))
        .forEach(error -> findings.add(address + ": console: " + error));
  }

  /**
   * Looks at the page that is open, in each way.
   *
   * @param what for messages
   */
  void look(String what) {
    browser.emulate(1440, "light");
    browser.script(axe() + Resource.text("/console/audit.js"));
    add(what + ", 1440 px, light: ", "all");
    browser.emulate(1440, "dark");
    add(what + ", 1440 px, dark: ", "contrast");
    browser.emulate(390, "light");
    add(what + ", 390 px, light: ", "all but contrast");
    browser.emulateNothing();
  }

  private void add(String where, String rules) {
    String call = "pepperAudit('%s').then(arguments[arguments.length - 1]);".formatted(rules);
    ((List<?>) browser.answer(call)).forEach(each -> findings.add(where + each));
  }

  private static String axe() {
    try (InputStream source = PageAudit.class.getResourceAsStream("/axe.min.js")) {
      return new String(source.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
