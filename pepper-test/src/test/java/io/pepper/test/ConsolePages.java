package io.pepper.test;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All pages of the console, as their files say, so that a new one cannot be forgotten; with one of
 * everything to show, some of it in trouble: a queue with each kind of consumer and a dead job,
 * cron jobs, an application, a domain with a draft and a gray release, a user and a token, all of
 * one name.
 */
final class ConsolePages {
  private static final Path FOLDER =
      Path.of(System.getProperty("pepper.root"), "pepper-web/src/main/webapp");

  private static final Pattern PART = Pattern.compile("\"/(WEB-INF/parts/[\\w/-]+\\.xhtml)\"");

  private static final String TOPIC = "?queue={name}&topic=command";
  private static final String APP = "?env={name}&app={name}.shop";
  private static final String DOMAIN = "?domain={name}";
  private static final String FILE = DOMAIN + "&file=a.conf";

  /**
   * What a page is asked for, where it shows something then only; others are opened as they are.
   */
  private static final Map<String, List<String>> QUERIES =
      Map.ofEntries(
          entry("index.xhtml", List.of("", "?q={name}&sort=-dead", "?q=nothing-like-this")),
          entry(
              "topic.xhtml", List.of(TOPIC, TOPIC + "&state=dead", "?queue={name}&topic=fastcgi")),
          entry("job.xhtml", List.of(TOPIC + "&state=dead&id={job}")),
          entry("queue-edit.xhtml", List.of("", "?name={name}", "?clone={name}")),
          entry("cron-job.xhtml", List.of("?name={name}")),
          entry("cron-edit.xhtml", List.of("", "?name={name}", "?name={name}-http")),
          entry("discovery-app.xhtml", List.of(APP)),
          entry("discovery-settings.xhtml", List.of(APP)),
          entry("config.xhtml", List.of("", "?q={name}", "?q=nothing-like-this")),
          entry("config-domain.xhtml", List.of(DOMAIN)),
          entry("config-file.xhtml", List.of(FILE, DOMAIN + "&file=gray.conf")),
          entry("config-key.xhtml", List.of(FILE, FILE + "&key=n", FILE + "&key=hosts")),
          entry("config-edit.xhtml", List.of(DOMAIN, FILE)),
          entry("config-gray.xhtml", List.of(FILE, DOMAIN + "&file=gray.conf")),
          entry("config-settings.xhtml", List.of("", DOMAIN)),
          entry("config-history.xhtml", List.of(DOMAIN, FILE)),
          entry("config-compare.xhtml", List.of(FILE + "&from=0&to=1")),
          entry("person.xhtml", List.of("", "?name={name}")));

  private final Pepper pepper;
  private final String name;
  private final String job;

  private ConsolePages(Pepper pepper, String name) {
    this.pepper = pepper;
    this.name = name;
    define();
    job = deadJob();
  }

  /** Defines one of everything, and waits for the job that dies. */
  static ConsolePages showing(Pepper pepper, String name) {
    return new ConsolePages(pepper, name);
  }

  /** Returns the files of all pages but the login page. */
  static List<Path> pages() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".xhtml") && !file.endsWith("login.xhtml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the file of a page. */
  static Path page(String page) {
    return FOLDER.resolve(page);
  }

  /** Returns the file of a page with those that it includes, and they in turn. */
  static Set<Path> withParts(Path page) throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(page));
    while (!open.isEmpty()) {
      Path next = open.pop();
      if (all.add(next)) {
        PART.matcher(Files.readString(next))
            .results()
            .forEach(part -> open.push(FOLDER.resolve(part.group(1))));
      }
    }
    return all;
  }

  /** Returns the addresses of all pages but the login page. */
  List<String> addresses() {
    List<String> pages = pages().stream().map(file -> file.getFileName().toString()).toList();
    if (!pages.containsAll(QUERIES.keySet())) {
      throw new AssertionError("pages that are no more: " + QUERIES.keySet() + ", " + pages);
    }
    return pages.stream()
        .flatMap(page ->
            QUERIES.getOrDefault(page, List.of("")).stream()
                .map(query -> "/" + page + query.replace("{name}", name).replace("{job}", job)))
        .toList();
  }

  private void define() {
    pepper.define(name, Resource.text("/console/queue.json"));
    Rest rest = pepper.rest();
    rest.post("/api/v1/queues/" + name + "/jobs", "{\"payloads\":[\"{\\\"a\\\":1}\"]}").expect2xx();
    defineJob(name, "{\"type\":\"command\",\"command\":[\"sh\",\"-c\",\"echo no; exit 1\"]}");
    defineJob(name + "-http", "{\"type\":\"http\",\"url\":\"http://127.0.0.1:1/\"}");
    rest.post("/api/v1/cron/jobs/" + name + "/run", "{}").expect2xx();
    new Provider(pepper, name, name + ".shop").register("z1", "h1");
    defineConfig();
    defineUser(name, "operator", "[\"" + name + "\"]");
    rest.post("/api/v1/tokens", "{\"name\":\"%s\",\"scope\":\"metrics\"}".formatted(name))
        .expect2xx();
  }

  private void defineConfig() {
    ConfigPages config = new ConfigPages(pepper);
    config.publish(
        name, "a.conf", "n int = 1\nhosts []string = " + name + ",b\n[n1]\nflag bool = true");
    config.publish(name, "gray.conf", "n int = 1");
    pepper
        .rest()
        .post(
            "/api/v1/config/domains/" + name + "/files/gray.conf/gray",
            "{\"percent\":50,\"changes\":[{\"key\":\"n\",\"value\":\"2\"}]}")
        .expect2xx();
    config.draft(name, "a.conf", "n int = 2\nhosts []string = b");
  }

  private void defineJob(String cronJob, String run) {
    pepper
        .rest()
        .put(
            "/api/v1/cron/jobs/" + cronJob,
            "{\"schedule\":\"@manually\",\"run\":%s}".formatted(run))
        .expect2xx();
  }

  /**
   * Creates a user whose password is {@code <name>-secret}.
   *
   * @param tags as JSON; {@code null} for every tag
   */
  void defineUser(String user, String role, String tags) {
    pepper
        .rest()
        .post(
            "/api/v1/users",
            "{\"name\":\"%s\",\"password\":\"%s-secret\",\"role\":\"%s\",\"tags\":%s}"
                .formatted(user, user, role, tags))
        .expect2xx();
  }

  private String deadJob() {
    Chromium.await(() -> pepper.counts(name, "command").getInt("dead") > 0);
    return pepper
        .rest()
        .get("/api/v1/queues/" + name + "/topics/command/jobs?state=dead")
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getJsonObject(0)
        .getString("id");
  }
}
