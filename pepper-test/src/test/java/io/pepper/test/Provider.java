package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An application's instances, registering themselves at {@code /discovery/} as programs do. */
final class Provider {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Pepper pepper;
  private final String env;
  private final String app;
  private final HttpClient client;
  private final String token;

  private Provider(Pepper pepper, String env, String app, HttpClient client, String token) {
    this.pepper = pepper;
    this.env = env;
    this.app = app;
    this.client = client;
    this.token = token;
  }

  Provider(Pepper pepper, String env, String app) {
    this(pepper, env, app, client().build(), "");
  }

  private static HttpClient.Builder client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
  }

  /** The same, calling from another address. */
  Provider from(String address) throws IOException {
    HttpClient elsewhere = client().localAddress(InetAddress.getByName(address)).build();
    return new Provider(pepper, env, app, elsewhere, token);
  }

  /** The same, with the application's token. */
  Provider with(String newToken) {
    return new Provider(pepper, env, app, client, newToken);
  }

  /**
   * @param more names and values in turn
   * @return the whole answer
   */
  JsonObject register(String zone, String hostname, String... more) {
    return call(
        "register",
        concat(
            List.of("zone", zone, "hostname", hostname, "status", "1"),
            List.of("addrs", "http://10.0.0.1:80"),
            List.of(more)));
  }

  JsonObject set(String zone, String hostname, String... more) {
    return call("set", concat(List.of("zone", zone, "hostname", hostname), List.of(more)));
  }

  /** What consumers are told of those that take traffic. */
  JsonObject fetch() {
    return read(send("fetch", "GET", concat(List.of("status", "1"))).join());
  }

  /** One who waits until the application changes. */
  CompletableFuture<JsonObject> poll(String hostname) {
    long latest = fetch().getJsonObject("data").getJsonNumber("latest_timestamp").longValue();
    List<String> parameters =
        concat(List.of("hostname", hostname, "latest_timestamp", Long.toString(latest)));
    return send("polls", "GET", parameters).thenApply(Provider::read);
  }

  private JsonObject call(String name, List<String> parameters) {
    return read(send(name, "POST", parameters).join());
  }

  @SafeVarargs
  private List<String> concat(List<String>... parts) {
    List<String> all = new ArrayList<>(List.of("env", env, "appid", app));
    List.of(parts).forEach(all::addAll);
    return all;
  }

  private CompletableFuture<String> send(String call, String method, List<String> parameters) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i += 2) {
      pairs.add(parameters.get(i) + "=" + URLEncoder.encode(parameters.get(i + 1), UTF_8));
    }
    URI address =
        URI.create(pepper.httpUrl() + "/discovery/" + call + "?" + String.join("&", pairs));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(LIMIT).method(method, BodyPublishers.noBody());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(answer -> answer.body());
  }

  private static JsonObject read(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }
}
