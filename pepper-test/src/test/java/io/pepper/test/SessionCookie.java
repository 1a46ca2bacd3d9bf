package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What the login page gives a person's browser. */
final class SessionCookie {
  private SessionCookie() {}

  /** Logs in as a person does; the whole value of {@code Set-Cookie}. */
  static String ofAdmin(Pepper pepper) throws Exception {
    HttpClient browser = HttpClient.newHttpClient();
    URI login = URI.create(pepper.httpUrl() + "/login.xhtml");
    String page =
        browser.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString()).body();
    String nonce = page.replaceFirst("(?s).*primefaces.nonce\" value=\"([^\"]*)\".*", "$1");
    String form =
        "login=login&login:go=x&jakarta.faces.ViewState=stateless&login:name=admin"
            + "&login:password=%s&primefaces.nonce=%s"
                .formatted(pepper.adminPassword(), URLEncoder.encode(nonce, UTF_8));
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(login)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("pepper-login="))
        .findFirst()
        .orElseThrow();
  }
}
