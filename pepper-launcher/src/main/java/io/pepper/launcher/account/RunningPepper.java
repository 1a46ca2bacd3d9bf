package io.pepper.launcher.account;

import io.pepper.launcher.InstalledPepper;
import io.pepper.launcher.rest.PepperRest;
import io.pepper.launcher.rest.RestException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The accounts of a Pepper that runs on this machine, by its REST. */
final class RunningPepper implements AccountCommand.Accounts {
  private final InstalledPepper pepper;

  RunningPepper(InstalledPepper pepper) {
    this.pepper = pepper;
  }

  @Override
  public List<String> run(Map<String, String> command) {
    String name = command.getOrDefault(AccountArguments.NAME, "");
    String path = PepperRest.part(name);
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
    try (PepperRest rest = PepperRest.of(pepper)) {
      return body == null ? rest.call(method, path) : rest.call(method, path, body.build());
    } catch (RestException e) {
      throw new AccountException(e.getMessage(), e);
    }
  }
}
