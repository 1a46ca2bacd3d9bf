package io.pepper.test;

import org.openqa.selenium.Keys;

/**
 * A person before a {@link Chromium} who has no mouse: moves the focus with Tab alone, and types to
 * what has it.
 */
final class Keyboard {
  /** More stops than any page of the tests has. */
  private static final int MAX_STOPS = 200;

  private final Chromium browser;

  Keyboard(Chromium browser) {
    this.browser = browser;
  }

  /** Follows a link, or presses a button. */
  void press(String selector) {
    to(selector);
    browser.press(Keys.ENTER);
  }

  /** Ticks or unticks a box. */
  void tick(String selector) {
    to(selector);
    browser.press(Keys.SPACE);
  }

  /** Replaces what is in a field, or chooses what begins with the text. */
  void write(String selector, CharSequence... text) {
    to(selector);
    if (!browser.has(selector + ":is(select)")) {
      browser.selectAll();
      browser.press(Keys.DELETE);
    }
    browser.press(text);
  }

  /** Moves the focus forward until it is there. */
  private void to(String selector) {
    Chromium.await(() -> browser.element(selector).isDisplayed());
    for (int stop = 0; stop < MAX_STOPS; stop++) {
      if (browser.isFocused(selector)) {
        return;
      }
      browser.press(Keys.TAB);
    }
    throw new AssertionError("Tab does not reach " + selector + " on " + browser.address());
  }
}
