package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Domains, files and keys written on the pages about configuration in a real browser. */
@ExtendWith(SharedPepper.class)
class ConfigPageTest {
  private final Pepper pepper;
  private final ConfigPages config;

  private Chromium browser;

  ConfigPageTest(Pepper pepper) {
    this.pepper = pepper;
    this.config = new ConfigPages(pepper);
  }

  @BeforeEach
  void open() {
    browser = new Chromium(pepper);
    // What is left of other tests with this browser.
    browser.errors();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void createsADomainAndAFileOfIni(@TempDir Path folder) throws IOException {
    Path upload =
        Files.writeString(
            folder.resolve("a.conf"), "timeout int = 30 # seconds\n[n1]\nurl = http://a/#b");
    browser.enter("admin");
    browser.open("/config-settings.xhtml");
    browser.click("#settings\\:save");
    browser.eventually("#settings\\:name-hint", "is needed");
    browser.type("#settings\\:name", "page create");
    browser.click("#settings\\:save");
    Chromium.await(() -> browser.address().contains("/config-domain.xhtml?domain=page+create"));
    browser.eventually(".files", "No files yet");

    browser.click("#add-file");
    browser.type("#text\\:file", "bj/shop.txt");
    browser.element("#upload").sendKeys(upload.toString());
    Chromium.await(() -> value("#text\\:text").contains("http://a/#b"));
    browser.click("#text\\:save");
    browser.eventually("#text\\:file-hint", "is not the name of a file");
    browser.type("#text\\:file", "bj/shop.conf");
    browser.click("#text\\:save");
    browser.eventually(".traps", "line 3: ");
    browser.eventually(".traps", "backticks");
    browser.type("#text\\:text", "timeout int = 30\n[n1]\nurl = `http://a/#b`");
    browser.click("#text\\:check");
    browser.eventually(".fine", "Nothing is wrong");
    browser.click("#text\\:save");

    browser.eventually("#draft", "new file");
    assertThat(config.json("page%20create", "bj/shop.conf")).contains("has no file");
    browser.click("#publish");
    browser.type("#ask-value", "to begin with");
    browser.click("#ask-yes");
    browser.eventually("Revision 1 is in force.");
    browser.eventually(".summary", "to begin with");
    Chromium.await(() -> !browser.has("#draft"));
    assertThat(config.ini("page%20create", "bj/shop.conf")).contains("url = `http://a/#b`");
    assertThat(browser.errors()).isEmpty();
  }

  private String value(String field) {
    return browser.element(field).getDomProperty("value");
  }

  @Test
  void editsKeysByTheirTypesInADraft() {
    config.publish(
        "page-edit", "a.conf", "wait time.Duration = 30s\nhosts []string = a,b\nold = 1");
    browser.enter("admin");
    browser.open(ConfigPages.page("page-edit", "a.conf"));

    browser.click("a[aria-label='Edit wait of DEFAULT']");
    browser.type("#entry\\:line", "half a minute");
    browser.click("#entry\\:save");
    browser.eventually("#entry\\:value-hint", "is no time.Duration");
    browser.type("#entry\\:line", "45s");
    browser.click("#entry\\:save");
    browser.eventually("#draft", "1 change");

    browser.click("a[aria-label='Edit hosts of DEFAULT']");
    assertThat(value("#entry\\:text")).isEqualTo("a\nb");
    browser.type("#entry\\:text", "a\nc,d");
    browser.click("#entry\\:save");
    browser.eventually("#entry\\:value-hint", "cannot contain ','");
    browser.type("#entry\\:text", "a\nc\nd");
    browser.click("#entry\\:save");
    browser.eventually("#draft", "2 changes");

    addKey("n1", "on", "bool", "#entry\\:value option[value='false']", null);
    browser.eventually("#draft", "3 changes");
    addKey("", "limit", "int64", "#entry\\:number", "9007199254740993");
    browser.eventually("#draft", "4 changes");
    browser.click("button[aria-label='Remove old of DEFAULT']");
    browser.click("#ask-yes");
    browser.eventually("#draft", "5 changes");
    assertThat(browser.texts("#draft del")).contains("30s", "a,b", "1");
    assertThat(browser.texts("#draft ins")).contains("45s", "a,c,d", "false");

    browser.click("#publish");
    browser.click("#ask-yes");
    browser.eventually("Revision 2 is in force.");
    assertThat(config.ini("page-edit", "a.conf"))
        .contains("wait time.Duration = 45s", "a,c,d", "limit int64 = 9007199254740993", "[n1]")
        .doesNotContain("old");
    assertThat(browser.errors()).isEmpty();
  }

  /**
   * @param field the field of the value, or the option to choose
   * @param value null if an option is chosen
   */
  private void addKey(String section, String key, String type, String field, String value) {
    browser.click("#add-key");
    browser.type("#entry\\:section", section);
    browser.type("#entry\\:key", key);
    browser.click("#entry\\:type option[value='" + type + "']");
    Chromium.await(() -> browser.has(field));
    if (value == null) {
      browser.click(field);
    } else {
      browser.type(field, value);
    }
    browser.click("#entry\\:save");
    Chromium.await(() -> browser.address().contains("/config-file.xhtml"));
  }

  @Test
  void checksJsonAndKeepsSecretsMasked() {
    config.publish("page-secret", "a.conf", "limits json = `{\"a\":1}`\npassword = old-secret");
    browser.enter("admin");
    browser.open("/config-key.xhtml?domain=page-secret&file=a.conf&key=limits");
    browser.type("#entry\\:text", "{\"a\":1,}");
    browser.click("#entry\\:save");
    browser.eventually("#entry\\:value-hint", "is no JSON");

    browser.open("/config-key.xhtml?domain=page-secret&file=a.conf&key=password");
    browser.click("#entry\\:secret");
    browser.type("#entry\\:text", "new-secret");
    browser.click("#entry\\:save");
    browser.eventually("#draft", "1 change");
    assertThat(browser.texts("#draft ins")).containsExactly("***");
    browser.click("#publish");
    browser.click("#ask-yes");
    browser.eventually("Revision 2 is in force.");

    browser.open("/config-key.xhtml?domain=page-secret&file=a.conf&key=password");
    assertThat(value("#entry\\:text")).isEmpty();
    browser.click("#entry\\:save");
    browser.eventually("#draft", "0 changes");
    browser.click("#edit-text");
    assertThat(value("#text\\:text")).contains("password = ***").doesNotContain("new-secret");
  }

  @Test
  void losesNothingThatIsTypedWhenAnotherPersonWasFaster() {
    config.publish("page-conflict", "a.conf", "n int = 1\nm int = 1");
    browser.enter("admin");
    browser.open("/config-key.xhtml?domain=page-conflict&file=a.conf&key=n");
    browser.type("#entry\\:number", "2");
    config.publish("page-conflict", "a.conf", "n int = 3\nm int = 4");
    browser.click("#entry\\:save");
    browser.eventually(".problem", "Another person has changed or removed this key");
    assertThat(value("#entry\\:number")).isEqualTo("2");
    browser.click("#entry\\:save");
    browser.eventually("#draft", "1 change");

    config.publish("page-conflict", "a.conf", "n int = 5\nm int = 6");
    browser.eventually("#draft", "was published since this draft was begun on revision 2");
    assertThat(browser.has("#publish")).isFalse();
    browser.click("#overwrite");
    browser.eventually("#ask-note", "since revision 2");
    browser.click("#ask-no");
    browser.click("#rebase");
    browser.eventually("The draft is on what is in force now.");
    browser.click("#publish");
    browser.click("#ask-yes");
    browser.eventually("Revision 4 is in force.");
    assertThat(config.ini("page-conflict", "a.conf")).contains("n int = 2", "m int = 6");
  }

  @Test
  void findsKeysAndValuesAndShowsTheTree() {
    config.publish("page-find", "sh/needle.conf", "host = haystack-7\nother = 1");
    config.draft("page-find", "later.conf", "n = 1");
    browser.enter("admin");
    browser.open("/config.xhtml?attention=on");
    Chromium.await(() -> browser.has("details.branch"));
    assertThat(browser.texts("details.branch summary b")).contains("page-find");

    browser.type("#search", "HAYSTACK-7");
    Chromium.await(
        () -> browser.texts("#hits td.topic").equals(List.of("page-find/sh/needle.conf")));
    assertThat(browser.texts("#hits td.key")).containsExactly("DEFAULT.host");
    browser.click("#hits td.topic a");
    browser.eventually("h1", "needle.conf");
    browser.type("#search", "haystack");
    Chromium.await(() -> browser.texts(".keys td.key").equals(List.of("host")));
  }

  @Test
  void offersViewersNothingToChange() {
    config.publish("page-view", "a.conf", "n int = 1");
    config.draft("page-view", "a.conf", "n int = 2");
    config.person("config-page-viewer", "viewer");
    browser.enter("config-page-viewer");
    browser.open(ConfigPages.page("page-view", "a.conf"));
    browser.eventually("#draft", "These may publish it: operators and admins");
    assertThat(browser.has("button[data-act]")).isFalse();
    assertThat(browser.has("#add-key, #edit-text, #release")).isFalse();
    browser.open("/config-key.xhtml?domain=page-view&file=a.conf&key=n");
    browser.eventually("#refused", "needs the role operator");
    assertThat(browser.has("#entry\\:save")).isFalse();
    browser.open("/config-settings.xhtml?domain=page-view");
    browser.eventually("#refused", "needs the role admin");
  }
}
