package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Review, gray releases, history and nodes on the pages about configuration in a real browser. */
@ExtendWith(SharedPepper.class)
class ConfigReleasePageTest {
  private final Pepper pepper;
  private final ConfigPages config;

  private Chromium browser;

  ConfigReleasePageTest(Pepper pepper) {
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
  void takesFourEyesWhereTheDomainWantsThem() {
    config.publish("page-eyes", "a.conf", "n int = 1");
    config.review("page-eyes");
    config.draft("page-eyes", "a.conf", "n int = 2");
    browser.enter("admin");
    browser.open(ConfigPages.page("page-eyes", "a.conf"));
    browser.eventually("#four-eyes", "another person of operators and admins with the tag default");
    assertThat(browser.has("#publish")).isFalse();
    browser.script(
        "pepperAct([{name:'act',value:'publish'},{name:'domain',value:'page-eyes'},"
            + "{name:'file',value:'a.conf'},{name:'revision',value:'1'}])");
    browser.eventually("the draft of a.conf is at revision");

    config.person("config-second", "operator");
    browser.forget();
    browser.enter("config-second");
    browser.open(ConfigPages.page("page-eyes", "a.conf"));
    browser.eventually("#draft", "by admin");
    browser.click("#publish");
    browser.click("#ask-yes");
    browser.eventually("Revision 2 is in force.");
    browser.open("/config-history.xhtml?domain=page-eyes&file=a.conf");
    browser.eventually("#revisions", "drafted by admin");
  }

  @Test
  void givesADraftToSomeNodesAndThenToAll() throws Exception {
    GoProgram.checkGo();
    config.publish("page-gray", "a.conf", "n int = 1");
    try (GoProgram one = node("n1");
        GoProgram two = node("n2")) {
      one.awaitLine("1 A.n=1");
      two.awaitLine("1 A.n=1");
      config.draft("page-gray", "a.conf", "n int = 2");
      browser.enter("admin");
      browser.open(ConfigPages.page("page-gray", "a.conf"));
      browser.click("#release");
      browser.click("#gray\\:save");
      browser.eventually("#gray\\:nodes-hint", "write the id of a node at least");
      browser.type("#gray\\:nodes", "n2");
      browser.click("#gray\\:note");
      browser.eventually("#gray\\:selected", "1 of 2 connected nodes");
      browser.type("#gray\\:note", "try it on one");
      browser.click("#gray\\:save");

      browser.eventually("#gray", "the node n2");
      browser.eventually("#gray", "1 of 2 connected nodes");
      assertThat(two.line()).isEqualTo("2 A.n=2");
      assertThat(config.ini("page-gray", "a.conf")).contains("n int = 1");

      browser.click("#promote");
      browser.type("#ask-value", "it works");
      browser.click("#ask-yes");
      browser.eventually("Revision 3 is in force.");
      assertThat(one.line()).isEqualTo("3 A.n=2");
      assertThat(config.ini("page-gray", "a.conf")).contains("n int = 2");

      browser.open("/config-domain.xhtml?domain=page-gray");
      Chromium.await(() -> names().equals(List.of("n1", "n2")));
      browser.eventually("#nodes", "up to date");
      assertThat(browser.texts("#nodes td.number")).contains("grpc", "3");
    }
    browser.open("/config-history.xhtml?domain=page-gray&file=a.conf");
    assertThat(browser.texts("#revisions td.kind .badge"))
        .containsExactly("Promoted", "Gray release", "Published");
    browser.click("a[aria-label='Changes of revision 2']");
    browser.eventually("some nodes got these changes");
    assertThat(browser.texts(".difference ins")).containsExactly("2");
    assertThat(browser.errors()).isEmpty();
  }

  private List<String> names() {
    return browser.texts("#nodes td.topic b");
  }

  private GoProgram node(String id) throws Exception {
    return GoProgram.start(
        "keeper", "subscribe", "127.0.0.1:" + pepper.grpcPort(), "page-gray", id, "/a.conf");
  }

  @Test
  void comparesRevisionsAndRestoresOne() {
    config.publish("page-history", "a.conf", "n int = 1");
    config.publish("page-history", "a.conf", "n int = 2");
    config.publish("page-history", "b.conf", "m int = 1");
    config.publish("page-history", "a.conf", "n int = 3");
    browser.enter("admin");
    browser.open("/config-history.xhtml?domain=page-history&file=a.conf");
    assertThat(browser.texts("#revisions td.number")).containsExactly("4", "2", "1");

    browser.click("a[aria-label='Changes of revision 4']");
    browser.eventually("h1", "3 → 4");
    assertThat(browser.texts(".difference del")).containsExactly("2");
    assertThat(browser.texts(".difference ins")).containsExactly("3");
    browser.open("/config-history.xhtml?domain=page-history&file=a.conf");
    browser.click("a[aria-label='Compare revision 1 with now']");
    browser.eventually("h1", "1 → 4");
    assertThat(browser.texts(".difference del")).containsExactly("1");

    browser.open("/config-history.xhtml?domain=page-history&file=a.conf");
    browser.click("button[aria-label='Restore revision 1']");
    browser.type("#ask-value", "two was wrong");
    browser.click("#ask-yes");
    browser.eventually("Revision 5 is in force.");
    browser.eventually("#revisions", "two was wrong");
    assertThat(config.ini("page-history", "a.conf")).contains("n int = 1");

    browser.open("/config-history.xhtml?domain=page-history");
    browser.click("button[aria-label='Restore revision 2']");
    browser.eventually("#ask-question", "Make all files of page-history what they were");
    browser.click("#ask-yes");
    browser.eventually("Revision 6 is in force.");
    assertThat(config.ini("page-history", "a.conf")).contains("n int = 2");
    assertThat(config.json("page-history", "b.conf")).contains("has no file");
  }

  @Test
  void publishesDraftsTogetherAndDeletesTheDomain() {
    config.publish("page-all", "a.conf", "n int = 1");
    config.draft("page-all", "a.conf", "n int = 2");
    config.draft("page-all", "b.conf", "m int = 1");
    browser.enter("admin");
    browser.open("/config-domain.xhtml?domain=page-all");
    browser.click("#publish-all");
    browser.click("#ask-yes");
    browser.eventually("Revision 2 is in force.");
    assertThat(config.ini("page-all", "b.conf")).contains("m int = 1");

    browser.open(ConfigPages.page("page-all", "b.conf"));
    browser.click("#delete");
    browser.click("#ask-yes");
    browser.eventually("#draft", "deletes the file");
    browser.click("#publish");
    browser.click("#ask-yes");
    browser.eventually("There is no file");
    assertThat(config.json("page-all", "b.conf")).contains("has no file");

    browser.open("/config-domain.xhtml?domain=page-all");
    browser.click("#delete");
    browser.type("#ask-value", "page-all");
    browser.click("#ask-yes");
    browser.eventually("There is no domain");
    browser.open("/config-history.xhtml?domain=page-all");
    browser.eventually("#revisions", "Domain deleted");
  }
}
