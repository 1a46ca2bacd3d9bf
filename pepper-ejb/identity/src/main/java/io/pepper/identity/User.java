package io.pepper.identity;

import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.UserChange;
import io.pepper.identity.access.UserOrigin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person with a role, restricted to some tags or not. Of the password only a hash is kept; those
 * whose password is checked elsewhere have none here.
 */
@Entity
@Table(name = "pepper_user")
public class User {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,99}");

  @Id private String name;

  @Column(name = "password_hash")
  private String passwordHash;

  @Enumerated(EnumType.STRING)
  private Role role;

  private String tags;
  private boolean disabled;

  @Enumerated(EnumType.STRING)
  private UserOrigin origin;

  private String subject;

  @Column(name = "created_ms")
  private Instant created;

  /** Creates an empty user, for JPA only. */
  protected User() {}

  private User(String name, UserOrigin origin, Role role, AllowedTags tags, Instant created) {
    this.name = checkedName(name);
    this.origin = origin;
    this.passwordHash = "";
    this.role = role;
    this.tags = tags.text().orElse(null);
    this.created = created;
  }

  static User local(
      String name, String passwordHash, Role role, AllowedTags tags, Instant created) {
    User user = new User(name, UserOrigin.LOCAL, role, tags, created);
    user.passwordHash = passwordHash;
    return user;
  }

  /** Returns a user whose password is checked elsewhere. */
  static User foreign(
      String name,
      UserOrigin origin,
      Optional<String> subject,
      Role role,
      AllowedTags tags,
      Instant created) {
    User user = new User(name, origin, role, tags, created);
    user.subject = subject.orElse(null);
    return user;
  }

  private static String checkedName(String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new InvalidIdentityException(
          "name",
          "'%s' is not a user name: 1 to 100 letters, digits, '_', '-', '@' or '.', starting with a letter, digit or '_'"
              .formatted(name));
    }
    return name;
  }

  public String name() {
    return name;
  }

  public Role role() {
    return role;
  }

  public Instant created() {
    return created;
  }

  /** Returns the tags that it is restricted to; an admin is not, whatever these are. */
  public AllowedTags tags() {
    return AllowedTags.parse(tags);
  }

  /** Returns whether it may not log in. */
  public boolean disabled() {
    return disabled;
  }

  public UserOrigin origin() {
    return origin;
  }

  /** Returns what its origin calls the person and nobody else; empty if the name is that. */
  Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** Returns whether it has a password here. */
  public boolean isLocal() {
    return origin == UserOrigin.LOCAL;
  }

  boolean isActiveAdmin() {
    return role == Role.ADMIN && !disabled;
  }

  String passwordHash() {
    return passwordHash;
  }

  void changePassword(String newHash) {
    passwordHash = newHash;
  }

  void change(UserChange change) {
    change.role().ifPresent(to -> role = to);
    change.tags().ifPresent(to -> tags = to.text().orElse(null));
    change.disabled().ifPresent(to -> disabled = to);
  }

  Account account() {
    return Account.of(name, role, tags());
  }

  /** Returns what the audit trail says of it. */
  String described() {
    String restricted = role == Role.ADMIN ? "" : ", " + tags();
    String origin = isLocal() ? "" : ", from " + this.origin.text();
    return role.text() + restricted + origin + (disabled ? ", disabled" : "");
  }
}
