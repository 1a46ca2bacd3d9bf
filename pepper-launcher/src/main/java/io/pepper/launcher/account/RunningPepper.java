package io.pepper.launcher.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.launcher.InstalledPepper;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The accounts of a Pepper that runs on this machine, by its REST. It logs in with {@code
 * PEPPER_TOKEN}, or with {@code PEPPER_USER} and {@code PEPPER_PASSWORD}, or else as user admin
 * with the password of the first start.
 */
final class RunningPepper implements AccountCommand.Accounts {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final InstalledPepper pepper;

  RunningPepper(InstalledPepper pepper) {
    this.pepper = pepper;
  }

  @Override
  public List<String> run(Map<String, String> command) {
    String name = command.getOrDefault(AccountArguments.NAME, "");
    String path = URLEncoder.encode(name, UTF_8).replace("+", "%20");
    return switch (command.get(AccountArguments.ACTION)) {
      case "user add" -> {
        call("POST", "users", body(command, "name", "password", "role"));
        yield List.of("created user " + name);
      }
      case "user password" -> {
        call("POST", "users/" + path + "/password", body(command, "password"));
        yield List.of("changed the password of " + name);
      }
      case "user disable" -> List.of("disabled " + text(disable(path, true), "name"));
      case "user enable" -> List.of("enabled " + text(disable(path, false), "name"));
      case "user remove" -> {
        call("DELETE", "users/" + path, null);
        yield List.of("removed user " + name);
      }
      case "token add" ->
          List.of(text(call("POST", "tokens", body(command, "name", "scope", "expires")), "token"));
      case "token remove" -> {
        call("DELETE", "tokens/" + path, null);
        yield List.of("revoked token " + name);
      }
      case "user list" -> lines(call("GET", "users", null).getJsonArray("users"), "role");
      default -> lines(call("GET", "tokens", null).getJsonArray("tokens"), "scope");
    };
  }

  private JsonObject disable(String path, boolean disabled) {
    return call("PATCH", "users/" + path, Json.createObjectBuilder().add("disabled", disabled));
  }

  private static JsonObjectBuilder body(Map<String, String> command, String... fields) {
    JsonObjectBuilder body = Json.createObjectBuilder();
    Arrays.stream(fields)
        .filter(command::containsKey)
        .forEach(field -> body.add(field, command.get(field)));
    if (command.containsKey("tags")) {
      body.add("tags", Json.createArrayBuilder(List.of(command.get("tags").split("\\s*,\\s*"))));
    }
    return body;
  }

  private static List<String> lines(JsonArray all, String right) {
    return all.stream()
        .map(JsonValue::asJsonObject)
        .map(each ->
            String.join("\t", text(each, "name"), text(each, right), tags(each), state(each)))
        .map(String::stripTrailing)
        .toList();
  }

  private static String tags(JsonObject account) {
    return account.containsKey("tags")
        ? account.getJsonArray("tags").getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .collect(Collectors.joining(","))
        : "every tag";
  }

  private static String state(JsonObject account) {
    if (account.getBoolean("expired", false)) {
      return "expired";
    }
    return account.getBoolean("disabled", false) ? "disabled" : "";
  }

  private static String text(JsonObject json, String name) {
    return json.getString(name, "");
  }

  private JsonObject call(String method, String path, JsonObjectBuilder body) {
    URI uri = URI.create("http://" + pepper.authority() + "/api/v1/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("Authorization", authorization())
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.build().toString()))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 401) {
        throw new AccountException(
            "the running Pepper does not know this login: set PEPPER_USER and PEPPER_PASSWORD, or"
                + " PEPPER_TOKEN, of an admin");
      }
      JsonObject json = read(answer.body());
      if (answer.statusCode() >= 300) {
        String field = json.containsKey("field") ? text(json, "field") + ": " : "";
        throw new AccountException(
            field + json.getString("detail", "the running Pepper answered " + answer.statusCode()));
      }
      return json;
    } catch (IOException failed) {
      throw new AccountException(
          "a Pepper runs in this data folder, but does not answer at %s (%s): wait until it is ready"
              .formatted(uri, failed),
          failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AccountException("interrupted", interrupted);
    }
  }

  private static JsonObject read(String body) {
    try (var reader = Json.createReader(new StringReader(body.isBlank() ? "{}" : body))) {
      return reader.readObject();
    } catch (JsonException noDocument) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
  }

  private String authorization() {
    String token = System.getenv("PEPPER_TOKEN");
    if (token != null && !token.isBlank()) {
      return "Bearer " + token.strip();
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
    String ofTheFirstStart = pepper.settings().getOrDefault("pepper.admin.password", "");
    if (!user.equals("admin")) {
      throw new AccountException("set PEPPER_PASSWORD to the password of " + user);
    }
    try {
      return ofTheFirstStart.isEmpty()
          ? Files.readString(pepper.adminPassword()).strip()
          : ofTheFirstStart;
    } catch (IOException unreadable) {
      throw new AccountException(
          "cannot read %s: set PEPPER_USER and PEPPER_PASSWORD, or PEPPER_TOKEN, of an admin"
              .formatted(pepper.adminPassword()),
          unreadable);
    }
  }
}
