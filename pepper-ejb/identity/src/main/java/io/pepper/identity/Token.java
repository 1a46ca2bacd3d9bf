package io.pepper.identity;

import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.TokenScope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The login of a program, without a user. Only a hash of its secret is kept. */
@Entity
@Table(name = "pepper_token")
public class Token {
  /** The beginning of an account's name that is no user's. */
  static final String ACCOUNT = "token:";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9 _.@-]{0,89}");

  @Id private String id;
  private String hash;

  @Column(name = "purpose")
  private String name;

  @Enumerated(EnumType.STRING)
  private TokenScope scope;

  /** The role that nodes of the version before read. */
  @Enumerated(EnumType.STRING)
  private Role role;

  private String tags;

  @Column(name = "expires_ms")
  private Instant expires;

  @Column(name = "last_used_ms")
  private Instant lastUsed;

  @Column(name = "created_ms")
  private Instant created;

  @Column(name = "created_by")
  private String createdBy;

  /** Creates an empty token, for JPA only. */
  protected Token() {}

  Token(String id, String hash, TokenDraft draft, Instant created, String createdBy) {
    this.id = id;
    this.hash = hash;
    this.name = checkedName(draft.name());
    this.scope = draft.scope();
    this.role = draft.scope().role().orElse(Role.VIEWER);
    this.tags = draft.tags().text().orElse(null);
    this.expires = draft.expires().orElse(null);
    this.created = created;
    this.createdBy = createdBy;
    if (isExpired(created)) {
      throw new InvalidIdentityException("expires", "must be in the future, not " + expires);
    }
  }

  private static String checkedName(String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new InvalidIdentityException(
          "name",
          "'%s' is not a token's name: 1 to 90 letters, digits, spaces, '_', '-', '@' or '.', starting with a letter, digit or '_'"
              .formatted(name));
    }
    return name;
  }

  /** Returns the id, which is not secret. */
  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public TokenScope scope() {
    return scope;
  }

  /** Returns the tags that it is restricted to; with the scope of an admin it is not. */
  public AllowedTags tags() {
    return AllowedTags.parse(tags);
  }

  /** Returns when it stops being valid; empty for never. */
  public Optional<Instant> expires() {
    return Optional.ofNullable(expires);
  }

  /** Returns whether it is not valid any more. */
  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  /** Returns when it was last used, to a minute; empty if never. */
  public Optional<Instant> lastUsed() {
    return Optional.ofNullable(lastUsed);
  }

  void used(Instant now) {
    lastUsed = now;
  }

  public Instant created() {
    return created;
  }

  public String createdBy() {
    return createdBy;
  }

  Account account() {
    return new Account(ACCOUNT + name, scope.role(), tags(), scope.permissions());
  }

  /** Returns what the audit trail says of it. */
  String described() {
    String restricted = scope == TokenScope.ADMIN ? "" : ", " + tags();
    return scope.text() + restricted + expires().map(end -> ", until " + end).orElse("");
  }
}
