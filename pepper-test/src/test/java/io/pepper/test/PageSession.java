package io.pepper.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Connection.Method;
import org.jsoup.Connection.Response;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/** A person's session without a browser, which sends whatever it is told to. */
final class PageSession {
  private static final String LOGIN = "/login.xhtml";

  private final String base;
  private final Connection cookies;

  private PageSession(Pepper pepper) {
    base = pepper.httpUrl();
    cookies =
        Jsoup.newSession()
            .ignoreHttpErrors(true)
            .ignoreContentType(true)
            .maxBodySize(0)
            .followRedirects(false);
  }

  /** Logs in as a person does. */
  static PageSession of(Pepper pepper, String name, String password) {
    PageSession session = new PageSession(pepper);
    Map<String, String> fields = new HashMap<>();
    ((FormElement) session.open(LOGIN).selectFirst("form"))
        .formData()
        .forEach(field -> fields.put(field.key(), field.value()));
    fields.putAll(Map.of("login:name", name, "login:password", password, "login:go", "Log in"));
    Connection form = session.request(LOGIN).method(Method.POST).data(fields);
    if (send(form).statusCode() != 302) {
      throw new AssertionError(name + " cannot log in");
    }
    return session;
  }

  Document open(String address) {
    try {
      return send(request(address)).parse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Posts to a page as its scripts do; returns what the server says to them. */
  String post(String address, Map<String, String> fields) {
    return send(request(address)
            .method(Method.POST)
            .header("Faces-Request", "partial/ajax")
            .data(fields))
        .body();
  }

  private Connection request(String address) {
    return cookies.newRequest(base + address);
  }

  private static Response send(Connection request) {
    try {
      return request.execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
