package io.pepper.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.regex.Pattern;

/** A person with a password and a role. Only a hash of the password is kept. */
@Entity
@Table(name = "pepper_user")
public class User {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,99}");

  @Id private String name;

  @Column(name = "password_hash")
  private String passwordHash;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "created_ms")
  private Instant created;

  /** Creates an empty user, for JPA only. */
  protected User() {}

  User(String name, String passwordHash, Role role, Instant created) {
    this.name = checkedName(name);
    this.passwordHash = passwordHash;
    this.role = role;
    this.created = created;
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

  String passwordHash() {
    return passwordHash;
  }

  void changePassword(String newHash) {
    passwordHash = newHash;
  }

  void changeRole(Role newRole) {
    role = newRole;
  }

  Account account() {
    return new Account(name, role.withIncluded());
  }
}
