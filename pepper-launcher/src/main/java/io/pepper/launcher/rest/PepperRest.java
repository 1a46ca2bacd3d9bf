package io.pepper.launcher.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.launcher.InstalledPepper;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The REST of a Pepper. It logs in with {@code PEPPER_TOKEN}, or with {@code PEPPER_USER} and
 * {@code PEPPER_PASSWORD}, or else, on this machine, as user admin with the password of the first
 * start. For one thread.
 */
public final class PepperRest implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int UNAUTHORIZED = 401;
  private static final int FIRST_NOT_DONE = 300;
  private static final String JSON = "application/json";

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
  private final InstalledPepper pepper;
  private final String base;
  private final boolean isHere;

  private PepperRest(InstalledPepper pepper, String base, boolean isHere) {
    this.pepper = pepper;
    this.base = base;
    this.isHere = isHere;
  }

  /** Returns the REST of the Pepper of this machine's settings. */
  public static PepperRest of(InstalledPepper pepper) {
    return new PepperRest(pepper, "http://" + pepper.authority(), true);
  }

  /**
   * Returns the REST of a Pepper anywhere.
   *
   * @param server such as {@code https://pepper.example.org}
   * @throws IllegalArgumentException if that is no address
   */
  public static PepperRest at(InstalledPepper pepper, String server) {
    URI uri = URI.create(server);
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          server + " is no address of a server, such as http://10.0.0.7:8080");
    }
    return new PepperRest(pepper, server.replaceFirst("/+$", ""), false);
  }

  /** Returns a name as a part of a path. */
  public static String part(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  /**
   * Calls without a body.
   *
   * @param path below {@code /api/v1/}
   * @throws RestException if it is refused or has no answer
   */
  public JsonObject call(String method, String path) {
    return call(method, path, JSON, BodyPublishers.noBody());
  }

  /**
   * Calls with a document.
   *
   * @param path below {@code /api/v1/}
   * @throws RestException if it is refused or has no answer
   */
  public JsonObject call(String method, String path, JsonObject body) {
    return call(method, path, JSON, BodyPublishers.ofString(body.toString()));
  }

  /**
   * Calls with bytes.
   *
   * @param path below {@code /api/v1/}
   * @throws RestException if it is refused or has no answer
   */
  public JsonObject call(String method, String path, String mediaType, byte[] body) {
    return call(method, path, mediaType, BodyPublishers.ofByteArray(body));
  }

  private JsonObject call(String method, String path, String mediaType, BodyPublisher body) {
    URI uri = URI.create(base + "/api/v1/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("Authorization", authorization())
            .header("Content-Type", mediaType)
            .method(method, body)
            .build();
    try {
      return document(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new RestException(
          "there is no answer from %s (%s): is it ready?".formatted(base, e), 0, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RestException("interrupted", 0, e);
    }
  }

  private JsonObject document(HttpResponse<String> answer) {
    if (answer.statusCode() == UNAUTHORIZED) {
      throw new RestException(
          base
              + " does not know this login: set PEPPER_USER and PEPPER_PASSWORD, or PEPPER_TOKEN, of"
              + " somebody with the rights",
          UNAUTHORIZED,
          null);
    }
    JsonObject json = read(answer.body());
    if (answer.statusCode() >= FIRST_NOT_DONE) {
      String field = json.getString("field", "");
      String detail = json.getString("detail", base + " answered " + answer.statusCode());
      throw new RestException(
          field.isEmpty() ? detail : field + ": " + detail, answer.statusCode(), null);
    }
    return json;
  }

  private static JsonObject read(String body) {
    try (var reader = Json.createReader(new StringReader(body.isBlank() ? "{}" : body))) {
      return reader.readObject();
    } catch (JsonException noDocument) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
  }

  private String authorization() {
    Optional<String> token =
        Optional.ofNullable(System.getenv("PEPPER_TOKEN")).filter(text -> !text.isBlank());
    if (token.isPresent()) {
      return "Bearer " + token.get().strip();
    }
    String user = System.getenv().getOrDefault("PEPPER_USER", "admin");
    String login = user + ":" + password(user);
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private String password(String user) {
    String given = System.getenv("PEPPER_PASSWORD");
    if (given != null) {
      return given;
    }
    if (!isHere || !user.equals("admin")) {
      throw new RestException(
          "set PEPPER_TOKEN, or PEPPER_USER and PEPPER_PASSWORD, to log in at " + base, 0, null);
    }
    String ofTheFirstStart = pepper.settings().getOrDefault("pepper.admin.password", "");
    try {
      return ofTheFirstStart.isEmpty()
          ? Files.readString(pepper.adminPassword()).strip()
          : ofTheFirstStart;
    } catch (IOException unreadable) {
      throw new RestException(
          "cannot read %s: set PEPPER_USER and PEPPER_PASSWORD, or PEPPER_TOKEN, of an admin"
              .formatted(pepper.adminPassword()),
          0,
          unreadable);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
