package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** The login page, filled in without a browser. */
final class LoginForm {
  private LoginForm() {}

  /**
   * Sends the form; redirects are not followed.
   *
   * @param to where to go afterwards; not encoded
   * @param headers names and values in turn
   */
  static HttpResponse<String> send(
      Pepper pepper, String name, String password, String to, String... headers)
      throws IOException, InterruptedException {
    HttpClient browser = HttpClient.newHttpClient();
    URI login = URI.create(pepper.httpUrl() + "/login.xhtml?to=" + URLEncoder.encode(to, UTF_8));
    String page =
        browser.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString()).body();
    String nonce = page.replaceFirst("(?s).*primefaces.nonce\" value=\"([^\"]*)\".*", "$1");
    String form =
        "login=login&login:go=x&jakarta.faces.ViewState=stateless&login:name=%s&login:password=%s&primefaces.nonce=%s"
            .formatted(name, password, URLEncoder.encode(nonce, UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(login)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  /** Returns the value of a cookie of an answer with its attributes; it must be there. */
  static String cookie(HttpResponse<?> answer, String name) {
    List<String> all = answer.headers().allValues("Set-Cookie");
    return all.stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + all));
  }
}
