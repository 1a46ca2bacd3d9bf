package io.pepper.launcher.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who logs in and looks at the pages. For one thread. */
final class Visitor {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern NONCE = Pattern.compile("primefaces.nonce\" value=\"([^\"]*)\"");
  private static final List<String> PAGES =
      List.of(
          "/",
          "/topic.xhtml?queue=php&topic=jobs",
          "/cron.xhtml",
          "/discovery.xhtml",
          "/health/ready",
          "/metrics");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String base;
  private final String password;

  Visitor(String authority, String password) {
    this.base = "http://" + authority;
    this.password = password;
  }

  /** Logs in and opens every page so many times. */
  void run(int rounds) throws IOException, InterruptedException {
    String login = "/login.xhtml?to=%2F";
    Matcher nonce = NONCE.matcher(get(login));
    String form =
        "login=login&login:go=x&jakarta.faces.ViewState=stateless&login:name=admin&login:password="
            + URLEncoder.encode(password, UTF_8)
            + (nonce.find() ? "&primefaces.nonce=" + URLEncoder.encode(nonce.group(1), UTF_8) : "");
    send(
        request(login)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
    for (int round = 0; round < rounds; round++) {
      for (String page : PAGES) {
        get(page);
      }
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }
}
