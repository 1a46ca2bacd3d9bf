package io.pepper.web.api.identity;

import io.pepper.definition.Fields;
import io.pepper.identity.LoginSession;
import io.pepper.identity.Token;
import io.pepper.identity.User;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.Role;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Accounts and sessions as JSON; without {@code tags} an account has every tag. */
final class AccountDocument {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private AccountDocument() {}

  static JsonObjectBuilder user(User user) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder().add("name", user.name()).add("role", user.role().text());
    tags(json, user.role() == Role.ADMIN ? AllowedTags.EVERY : user.tags());
    return json.add("disabled", user.disabled())
        .add("origin", user.origin().text())
        .add("created", user.created().toString());
  }

  static JsonObjectBuilder token(Token token, Instant now) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", token.id())
            .add("name", token.name())
            .add("scope", token.scope().text());
    tags(json, token.tags());
    token.expires().ifPresent(end -> json.add("expires", end.toString()));
    token.lastUsed().ifPresent(used -> json.add("lastUsed", used.toString()));
    return json.add("expired", token.isExpired(now))
        .add("created", token.created().toString())
        .add("createdBy", token.createdBy());
  }

  static JsonObjectBuilder session(LoginSession session, boolean isPresent) {
    return JSON.createObjectBuilder()
        .add("id", session.id())
        .add("user", session.user())
        .add("address", session.address())
        .add("agent", session.agent())
        .add("node", session.node())
        .add("created", session.created().toString())
        .add("seen", session.seen().toString())
        .add("current", isPresent);
  }

  static JsonObjectBuilder self(Account account) {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("name", account.name());
    account.role().ifPresent(role -> json.add("role", role.text()));
    tags(json, account.tags());
    JsonArrayBuilder permissions = JSON.createArrayBuilder();
    Arrays.stream(Permission.values())
        .filter(account::may)
        .forEach(permission -> permissions.add(permission.description()));
    return json.add("permissions", permissions);
  }

  private static void tags(JsonObjectBuilder json, AllowedTags tags) {
    tags.names().ifPresent(names -> json.add("tags", JSON.createArrayBuilder(names)));
  }

  /** Reads {@code tags}: an array of names, or null for every tag; empty if it is not there. */
  static Optional<AllowedTags> readTags(Fields fields) {
    if (!fields.has("tags")) {
      return Optional.empty();
    }
    if (fields.isNull("tags")) {
      fields.ignore("tags");
      return Optional.of(AllowedTags.EVERY);
    }
    return Optional.of(AllowedTags.of(fields.texts("tags")));
  }
}
