package io.pepper.identity;

import io.pepper.database.Database;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.login.ExpiredTokenException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tokens in the database; every change is audited. */
final class Tokens {
  private static final String PREFIX = "pepper_";

  /** How exact it is kept when one was last used. */
  private static final Duration USED_INTERVAL = Duration.ofMinutes(1);

  private final Database database;
  private final Audit audit;
  private final Clock clock;

  Tokens(Database database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  NewToken create(Actor actor, TokenDraft draft) {
    String secret = PREFIX + RandomSecret.create();
    Instant now = clock.instant();
    Token token =
        new Token(TimeOrderedId.at(now), RandomSecret.hash(secret), draft, now, actor.name());
    database.transaction(manager -> {
      if (named(manager, draft.name()).isPresent()) {
        throw new InvalidIdentityException("name", "a token '" + draft.name() + "' exists already");
      }
      manager.persist(token);
      return token;
    });
    audit.record(
        actor, "create token", token.name(), Optional.empty(), Optional.of(token.described()));
    return new NewToken(token, secret);
  }

  /** Revokes the token of that id or else of that name. */
  boolean revoke(Actor actor, String idOrName) {
    Optional<Token> revoked =
        database.transaction(manager -> {
          Optional<Token> token =
              Optional.ofNullable(manager.find(Token.class, idOrName))
                  .or(() -> named(manager, idOrName));
          token.ifPresent(manager::remove);
          return token;
        });
    revoked.ifPresent(token ->
        audit.record(
            actor, "revoke token", token.name(), Optional.of(token.described()), Optional.empty()));
    return revoked.isPresent();
  }

  private static Optional<Token> named(EntityManager manager, String name) {
    return manager
        .createQuery("SELECT t FROM Token t WHERE t.name = :name ORDER BY t.id", Token.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  List<Token> all() {
    return database.transaction(manager ->
        manager.createQuery("SELECT t FROM Token t ORDER BY t.id", Token.class).getResultList());
  }

  /**
   * Finds the token of a secret, and notes that it is used.
   *
   * @throws ExpiredTokenException if it is not valid any more
   */
  Optional<Token> use(String secret) {
    Instant now = clock.instant();
    Optional<Token> found =
        database.transaction(manager -> {
          Optional<Token> token =
              manager
                  .createQuery("SELECT t FROM Token t WHERE t.hash = :hash", Token.class)
                  .setParameter("hash", RandomSecret.hash(secret))
                  .getResultStream()
                  .findFirst();
          token
              .filter(used -> !used.isExpired(now))
              .filter(used -> used.lastUsed().isEmpty() || isLongAgo(used.lastUsed().get(), now))
              .ifPresent(used -> used.used(now));
          return token;
        });
    found
        .filter(token -> token.isExpired(now))
        .ifPresent(token -> {
          throw new ExpiredTokenException(token.name(), token.expires().orElseThrow());
        });
    return found;
  }

  private static boolean isLongAgo(Instant used, Instant now) {
    return used.isBefore(now.minus(USED_INTERVAL));
  }
}
