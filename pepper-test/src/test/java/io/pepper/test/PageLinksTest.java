package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People are offered what they may do, and nothing else, on all pages that they can get to. */
@ExtendWith(SharedPepper.class)
class PageLinksTest {
  private static final String NAME = "links";

  private final Pepper pepper;
  private final Set<String> buttons = new TreeSet<>();
  private final Set<String> pages = new TreeSet<>();

  PageLinksTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void offersPeopleWhatTheyMayDo() {
    ConsolePages shown = ConsolePages.showing(pepper, NAME);
    shown.defineUser("links-viewer", "viewer", "null");
    shown.defineUser("links-other", "operator", "[\"links-other\"]");

    follow("links-viewer");
    assertThat(pages)
        .contains("/", "/topic.xhtml", "/job.xhtml", "/cron-job.xhtml", "/discovery-app.xhtml")
        .doesNotContain("/queue-edit.xhtml", "/queue-import.xhtml", "/people.xhtml");
    assertThat(buttons).containsExactly("endOthers", "password:save");

    follow("links-other");
    assertThat(pages)
        .contains("/queue-edit.xhtml", "/queue-import.xhtml", "/cron-edit.xhtml")
        .doesNotContain("/people.xhtml", "/cron-import.xhtml", "/topic.xhtml", "/cron-job.xhtml");
    assertThat(buttons)
        .contains("queue:save", "job:save")
        .doesNotContain("pause", "run", "drain", "pauseAll");
  }

  /** Only admins are offered to run commands on the node. */
  @Test
  void offersCommandsToAdminsOnly() {
    String operator =
        "{\"name\":\"links-op\",\"password\":\"links-op-secret\",\"role\":\"operator\"}";
    pepper.rest().post("/api/v1/users", operator).expect2xx();
    PageSession admin = PageSession.of(pepper, "admin", pepper.adminPassword());
    PageSession other = PageSession.of(pepper, "links-op", "links-op-secret");

    for (String page : List.of("/queue-edit.xhtml", "/cron-edit.xhtml")) {
      assertThat(admin.open(page).select("option[value=command]")).as(page).hasSize(1);
      assertThat(other.open(page).select("option[value=http]")).as(page).hasSize(1);
      assertThat(other.open(page).select("option[value=command]")).as(page).isEmpty();
    }
  }

  /** Follows all links from the first page on, and notes each page's buttons. */
  private void follow(String name) {
    buttons.clear();
    pages.clear();
    PageSession person = PageSession.of(pepper, name, name + "-secret");
    Set<String> seen = new HashSet<>(Set.of("/"));
    Deque<String> open = new ArrayDeque<>(Set.of("/?q=" + NAME));
    while (!open.isEmpty()) {
      String address = open.pop();
      HttpResponse<String> answer = person.get(address);
      Document page = Jsoup.parse(answer.body());
      assertThat(answer.statusCode()).as(name + " " + address).isEqualTo(200);
      if (page.select("header").isEmpty()) {
        continue; // a file, such as an export
      }
      assertThat(page.select("#refused")).as(name + " " + address).isEmpty();
      assertThat(page.select("#out input[name=primefaces.nonce]").attr("value"))
          .as("log out at " + address)
          .hasSize(48);
      pages.add(address.replaceFirst("[?#].*", ""));
      page.select("button[data-act]").forEach(button -> buttons.add(button.attr("data-act")));
      page.select("form:not(#out) input[type=submit]").forEach(each -> buttons.add(each.id()));
      for (Element link : page.select("a[href^=/]")) {
        String target = link.attr("href").replaceFirst("#.*", "");
        if (isOurs(target) && seen.add(shape(target))) {
          open.push(target);
        }
      }
    }
  }

  /**
   * Returns what is alike in addresses of one kind: which topic of several it is does not matter.
   */
  private static String shape(String address) {
    return address.replaceAll("=(?!dead|ready)[^&]*", "");
  }

  /** Of lists only what is of this test's name: others define things meanwhile. */
  private static boolean isOurs(String address) {
    return !address.contains("?") || address.contains(NAME);
  }
}
