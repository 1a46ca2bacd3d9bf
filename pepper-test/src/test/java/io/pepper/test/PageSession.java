package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/** A person's session without a browser, which sends whatever it is told to. */
final class PageSession {
  private static final String LOGIN = "/login.xhtml";

  private final String base;
  private final HttpClient client =
      HttpClient.newBuilder().version(Version.HTTP_1_1).cookieHandler(new CookieManager()).build();

  private PageSession(Pepper pepper) {
    base = pepper.httpUrl();
  }

  /** Logs in as a person does. */
  static PageSession of(Pepper pepper, String name, String password) {
    PageSession session = new PageSession(pepper);
    Map<String, String> fields = new HashMap<>();
    ((FormElement) Jsoup.parse(session.get(LOGIN).body()).selectFirst("form"))
        .formData()
        .forEach(field -> fields.put(field.key(), field.value()));
    fields.putAll(Map.of("login:name", name, "login:password", password, "login:go", "Log in"));
    if (session.send(session.form(LOGIN, fields)).statusCode() != 302) {
      throw new AssertionError(name + " cannot log in");
    }
    return session;
  }

  HttpResponse<String> get(String address) {
    return send(request(address));
  }

  Document open(String address) {
    return Jsoup.parse(get(address).body());
  }

  /** Posts to a page as its scripts do; returns what the server says to them. */
  String post(String address, Map<String, String> fields) {
    return send(form(address, fields).header("Faces-Request", "partial/ajax")).body();
  }

  private HttpRequest.Builder form(String address, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return request(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(base + address));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
