package io.pepper.identity;

import io.pepper.database.Database;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.TokenScope;
import io.pepper.identity.access.UserChange;
import io.pepper.settings.Settings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of accounts while the application does not run, for the launcher. */
public final class OfflineAccounts {
  private OfflineAccounts() {}

  /**
   * Carries out one command.
   *
   * @param settings as the application has them
   * @param command {@code action}, such as {@code user add}, and its arguments by name
   * @return lines for the terminal
   * @throws RuntimeException whose message says in one line why not
   */
  public static List<String> run(Map<String, String> settings, Map<String, String> command) {
    Settings typed = Settings.of(settings);
    try (Database database = Database.open(typed);
        Identity identity = new Identity(database, typed, Clock.systemUTC())) {
      return run(identity, command);
    }
  }

  private static List<String> run(Identity identity, Map<String, String> command) {
    String name = command.getOrDefault("name", "");
    return switch (command.get("action")) {
      case "user add" -> {
        identity.createUser(
            Actor.PEPPER,
            name,
            command.get("password"),
            Role.of(command.get("role")),
            tags(command));
        yield List.of("created user " + name);
      }
      case "user password" -> {
        boolean isThere =
            identity.changePassword(Actor.PEPPER, name, command.get("password"), Optional.empty());
        yield done(isThere, "user", name, "changed the password of ");
      }
      case "user disable" ->
          done(change(identity, name, UserChange.disabled(true)), "user", name, "disabled ");
      case "user enable" ->
          done(change(identity, name, UserChange.disabled(false)), "user", name, "enabled ");
      case "user remove" ->
          done(identity.deleteUser(Actor.PEPPER, name), "user", name, "removed user ");
      case "token add" -> List.of(identity.createToken(Actor.PEPPER, token(command)).secret());
      case "token remove" ->
          done(identity.revokeToken(Actor.PEPPER, name), "token", name, "revoked token ");
      case "user list" -> identity.users().stream().map(OfflineAccounts::line).toList();
      default -> identity.tokens().stream().map(OfflineAccounts::line).toList();
    };
  }

  private static boolean change(Identity identity, String name, UserChange change) {
    return identity.changeUser(Actor.PEPPER, name, change).isPresent();
  }

  private static List<String> done(boolean isThere, String kind, String name, String what) {
    if (!isThere) {
      throw new InvalidIdentityException("name", "there is no %s '%s'".formatted(kind, name));
    }
    return List.of(what + name);
  }

  private static AllowedTags tags(Map<String, String> command) {
    return AllowedTags.parse(command.get("tags"));
  }

  private static TokenDraft token(Map<String, String> command) {
    return new TokenDraft(
        command.get("name"),
        TokenScope.of(command.get("scope")),
        tags(command),
        Optional.ofNullable(command.get("expires")).map(OfflineAccounts::instant));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidIdentityException(
          "expires", "must be an instant such as 2030-01-31T00:00:00Z, not '" + text + "'");
    }
  }

  private static String line(User user) {
    AllowedTags tags = user.role() == Role.ADMIN ? AllowedTags.EVERY : user.tags();
    return line(user.name(), user.role().text(), tags, user.disabled() ? "\tdisabled" : "");
  }

  private static String line(Token token) {
    boolean isExpired = token.isExpired(Instant.now());
    return line(token.name(), token.scope().text(), token.tags(), isExpired ? "\texpired" : "");
  }

  private static String line(String name, String right, AllowedTags tags, String state) {
    return name + "\t" + right + "\t" + tags.text().orElse("every tag") + state;
  }
}
