package io.pepper.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The login of a program, without a user. Only a hash of its secret is kept. */
@Entity
@Table(name = "pepper_token")
public class Token {
  private static final int MAX_PURPOSE = 90;

  @Id private String id;
  private String hash;
  private String purpose;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "created_ms")
  private Instant created;

  @Column(name = "created_by")
  private String createdBy;

  /** Creates an empty token, for JPA only. */
  protected Token() {}

  Token(String id, String hash, String purpose, Role role, Instant created, String createdBy) {
    if (purpose == null || purpose.isBlank() || purpose.length() > MAX_PURPOSE) {
      throw new InvalidIdentityException(
          "purpose", "a token needs a purpose of 1 to " + MAX_PURPOSE + " characters");
    }
    this.id = id;
    this.hash = hash;
    this.purpose = purpose;
    this.role = role;
    this.created = created;
    this.createdBy = createdBy;
  }

  /** Returns the id, which is not secret. */
  public String id() {
    return id;
  }

  public String purpose() {
    return purpose;
  }

  public Role role() {
    return role;
  }

  public Instant created() {
    return created;
  }

  public String createdBy() {
    return createdBy;
  }

  Account account() {
    return new Account("token:" + purpose, role.withIncluded());
  }
}
