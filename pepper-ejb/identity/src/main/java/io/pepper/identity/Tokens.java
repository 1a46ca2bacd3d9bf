package io.pepper.identity;

import io.pepper.database.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The tokens in the database; every change is audited. */
final class Tokens {
  private static final String PREFIX = "pepper_";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;
  private final Audit audit;
  private final Clock clock;

  Tokens(Database database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  NewToken create(Actor actor, String purpose, Role role) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Instant now = clock.instant();
    Token token =
        new Token(TimeOrderedId.at(now), Logins.sha256(secret), purpose, role, now, actor.name());
    database.transaction(manager -> {
      manager.persist(token);
      return token;
    });
    audit.record(
        actor, "create token", token.id(), Optional.empty(), Optional.of(described(token)));
    return new NewToken(token, secret);
  }

  boolean revoke(Actor actor, String id) {
    Optional<Token> revoked =
        database.transaction(manager -> {
          Optional<Token> token = Optional.ofNullable(manager.find(Token.class, id));
          token.ifPresent(manager::remove);
          return token;
        });
    revoked.ifPresent(token ->
        audit.record(actor, "revoke token", id, Optional.of(described(token)), Optional.empty()));
    return revoked.isPresent();
  }

  List<Token> all() {
    return database.transaction(manager ->
        manager.createQuery("SELECT t FROM Token t ORDER BY t.id", Token.class).getResultList());
  }

  Optional<Token> find(String hash) {
    return database.transaction(manager ->
        manager
            .createQuery("SELECT t FROM Token t WHERE t.hash = :hash", Token.class)
            .setParameter("hash", hash)
            .getResultStream()
            .findFirst());
  }

  private static String described(Token token) {
    return token.role().text() + ", " + token.purpose();
  }
}
