package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every action of every page, posted as an admin's page would post it, by people who may not do it:
 * nothing is done. The actions are those that the pages' files name, and what their beans
 * distinguish, so that a new one cannot be forgotten; that an admin's posts do something shows that
 * they are well formed.
 */
@ExtendWith(SharedPepper.class)
class PageActionsTest {
  private static final String NAME = "acts";
  private static final Path BEANS =
      Path.of(System.getProperty("pepper.root"), "pepper-web/src/main/java/io/pepper/web/faces");

  /** An element that does something: its id or its name, and the method. */
  private static final Pattern ACTION =
      Pattern.compile("<[a-z]+:\\w+\\s([^>]*?)(?:action|listener)=\"#\\{([^}]*)\\}\"");

  private static final Pattern ID = Pattern.compile("\\b(?:id|name)=\"(\\w+)\"");
  private static final Pattern ACT = Pattern.compile("case \"(\\w+)\" ->");

  /** What only reads or changes the page itself, and what everybody may do. */
  private static final Set<String> NOT_TRIED =
      Set.of(
          "appPage.refuseUnknown",
          "auditPage.open",
          "comparePage.refuseUnknown",
          "domainEditor.open",
          "domainPage.refuseUnknown",
          "editor.open",
          "fileEditor.open",
          "filePage.refuseUnknown",
          "grayEditor.open",
          "historyPage.refuseUnknown",
          "jobPage.refuseUnknown",
          "keyEditor.chooseType",
          "keyEditor.open",
          "login.logIn",
          "login.logOut",
          "person.open",
          "queueEditor.open",
          "settingsEditor.open",
          "storedJobPage.refresh",
          "topicPage.refuseUnknown");

  /** What a row's button sends beside the name of the act. */
  private static final Map<String, String> ROW =
      Map.ofEntries(
          Map.entry("topic", NAME + "/command"),
          Map.entry("queue", NAME),
          Map.entry("job", NAME),
          Map.entry("run", "1.1"),
          Map.entry("of", NAME),
          Map.entry("environment", NAME),
          Map.entry("application", NAME + ".shop"),
          Map.entry("zone", "z1"),
          Map.entry("name", "h1"),
          Map.entry("value", "7"),
          Map.entry("domain", NAME),
          Map.entry("file", "gray.conf"),
          Map.entry("section", "DEFAULT"),
          Map.entry("key", "n"),
          Map.entry("revision", "1"),
          Map.entry("seen", "1 a.conf"),
          Map.entry("address", "127.0.0.1:1"));

  private final Pepper pepper;
  private final Set<String> tried = new TreeSet<>();

  PageActionsTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void refusesEveryActionOfAViewerAndOfAnOperatorOfAnotherTag() throws IOException {
    ConsolePages pages = ConsolePages.showing(pepper, NAME);
    pages.defineUser("acts-viewer", "viewer", "null");
    pages.defineUser("acts-other", "operator", "[\"acts-other\"]");
    pages.defineUser("acts-admin", "admin", "null");
    PageSession admin = PageSession.of(pepper, "acts-admin", "acts-admin-secret");
    Map<String, String> shown = new LinkedHashMap<>();
    pages.addresses().forEach(address -> shown.put(address, admin.get(address).body()));
    String before = state();

    for (String name : List.of("acts-viewer", "acts-other")) {
      PageSession person = PageSession.of(pepper, name, name + "-secret");
      postAll(person, shown);
      assertThat(done(name)).isEmpty();
      assertThat(state()).isEqualTo(before);
    }

    postAll(admin, shown);
    assertThat(done("acts-admin")).hasSizeGreaterThan(20);
    assertThat(state()).isNotEqualTo(before);
  }

  /** Posts everything that an admin's pages can send, each command of a page once. */
  private void postAll(PageSession person, Map<String, String> shown) throws IOException {
    tried.clear();
    for (Map.Entry<String, String> page : shown.entrySet()) {
      post(person, page.getKey(), page.getValue());
    }
    for (Path page : ConsolePages.pages()) {
      for (String name : named(page).keySet()) {
        assertThat(tried).contains(page.getFileName() + " " + name);
      }
    }
  }

  private void post(PageSession person, String address, String html) throws IOException {
    String page = address.substring(1).replaceFirst("\\?.*", "");
    PostedPage posted = PostedPage.of(html, person.open(address));
    Map<String, String> named = named(ConsolePages.page(page));
    for (PostedPage.Source source : posted.sources(named.keySet())) {
      boolean isNew = tried.add(page + " " + source.name());
      if (source.isCommand() && isNew) {
        for (String act : acts(named.get(source.name()))) {
          Map<String, String> fields = new LinkedHashMap<>(posted.fields(source));
          fields.putAll(ROW);
          fields.put("act", act);
          post(person, address, source, fields);
        }
      } else if (isNew || source.name().equals("save")) {
        post(person, address, source, posted.fields(source));
      }
    }
  }

  private static void post(
      PageSession person, String address, PostedPage.Source source, Map<String, String> fields) {
    assertThat(person.post(address, fields))
        .as(address + " " + source)
        .contains("<partial-response")
        .doesNotContain("location.reload()");
  }

  /**
   * Returns the elements of a page and its parts that do something: their ids or names, and what
   * they call, such as {@code topicActions.act}.
   */
  private static Map<String, String> named(Path page) throws IOException {
    Map<String, String> names = new TreeMap<>();
    for (Path file : ConsolePages.withParts(page)) {
      Matcher action = ACTION.matcher(Files.readString(file));
      while (action.find()) {
        String method = action.group(2).replaceFirst("\\(.*", "");
        if (!NOT_TRIED.contains(method)) {
          Matcher id = ID.matcher(action.group(1));
          assertThat(id.find()).as(file + ": " + method + " has an id or a name").isTrue();
          names.put(id.group(1), method);
        }
      }
    }
    return names;
  }

  /** Returns what a bean distinguishes, if one method does several things; and what it does not. */
  private static List<String> acts(String method) throws IOException {
    String bean = method.replaceFirst("\\..*", "");
    String file = bean.substring(0, 1).toUpperCase(Locale.ROOT) + bean.substring(1) + ".java";
    List<String> acts = new ArrayList<>(List.of("unheard-of"));
    try (Stream<Path> files = Files.walk(BEANS)) {
      Path source = files.filter(each -> each.endsWith(file)).findFirst().orElseThrow();
      ACT.matcher(Files.readString(source)).results().forEach(found -> acts.add(found.group(1)));
    }
    return acts;
  }

  /** Returns what the audit trail says that somebody did, beside logging in and failing to. */
  private List<String> done(String name) {
    return pepper
        .rest()
        .get("/api/v1/audit?limit=1000&by=" + name)
        .expect2xx()
        .json()
        .getJsonArray("entries")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(entry -> entry.getString("action") + " " + entry.getString("subject"))
        .filter(entry -> !entry.contains("log in"))
        .distinct()
        .toList();
  }

  /** Returns everything that could have been changed. */
  private String state() {
    StringBuilder all = new StringBuilder();
    for (String path :
        List.of(
            "/api/v1/queues",
            "/api/v1/queues/acts/topics/command/jobs?state=dead",
            "/api/v1/cron/jobs/acts",
            "/api/v1/cron/jobs/acts-http",
            "/api/v1/config/domains/acts",
            "/api/v1/config/domains/acts/drafts",
            "/api/v1/config/domains/acts/files/gray.conf",
            "/api/v1/users",
            "/api/v1/tokens")) {
      all.append(path).append(": ").append(pepper.rest().get(path).body()).append('\n');
    }
    return all.append(
            pepper.rest().get("/api/v1/discovery/apps/acts/acts.shop").json().get("settings"))
        .toString();
  }
}
